package io.github.camelatlos.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A file as it comes in: digested while it streams, and kept only while it is small. Two gigabytes take no memory. */
final class UploadedFile {

    static final int TAIL = 8;

    private final String name;
    private final MessageDigest digest;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private long size;

    UploadedFile(String name) {
        this.name = name;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(ByteBuffer bytes) {
        size += bytes.remaining();
        int room = FileStore.KEPT_BYTES - head.size();
        byte[] some = new byte[Math.min(room, bytes.remaining())];
        bytes.duplicate().get(some);
        head.writeBytes(some);
        keepTail(bytes.duplicate());
        digest.update(bytes);
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    /** To be asked once, when everything has come in. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    Optional<byte[]> kept() {
        return size <= FileStore.KEPT_BYTES ? Optional.of(head.toByteArray()) : Optional.empty();
    }

    /** As many bytes of its beginning as it has of these. */
    byte[] head(int length) {
        return Arrays.copyOf(head.toByteArray(), Math.min(length, head.size()));
    }

    /** Its last bytes, at most {@link #TAIL}. */
    byte[] tail() {
        return tail.clone();
    }

    private void keepTail(ByteBuffer bytes) {
        int fresh = Math.min(TAIL, bytes.remaining());
        int old = Math.min(tail.length, TAIL - fresh);
        byte[] now = new byte[old + fresh];
        System.arraycopy(tail, tail.length - old, now, 0, old);
        bytes.position(bytes.limit() - fresh).get(now, old, fresh);
        tail = now;
    }
}
