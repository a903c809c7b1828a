package io.github.camelatlos.client;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A digest short enough to be kept for many rows. */
public final class Digest64 {

    /** Never fed, only copied. Profiled: to ask the providers for one at each row was a third of what its identity costs. */
    private static final MessageDigest SHA_256 = sha256();

    private Digest64() {
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 64 bits of its SHA-256. */
    public static long of(byte[] bytes) {
        try {
            return ByteBuffer.wrap(((MessageDigest) SHA_256.clone()).digest(bytes)).getLong();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
