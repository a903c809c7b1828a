package io.github.camelatlos.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A file as it comes in: digested while it streams, and kept only while it is small. Two gigabytes take no memory. */
final class UploadedFile {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final byte[] PNG_END = HexFormat.of().parseHex("49454e44ae426082");

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

    /** Measured: a PNG or MP4 that can't be read as one is a crash, and nothing is stored. */
    boolean damaged(String extension) {
        byte[] start = Arrays.copyOf(head.toByteArray(), 12);
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case "png" -> !Arrays.equals(Arrays.copyOf(start, PNG.length), PNG) || !Arrays.equals(tail, PNG_END);
            case "mp4" -> size < 12 || !new String(start, 4, 4, StandardCharsets.US_ASCII).equals("ftyp");
            default -> false;
        };
    }

    private void keepTail(ByteBuffer bytes) {
        int fresh = Math.min(PNG_END.length, bytes.remaining());
        int old = Math.min(tail.length, PNG_END.length - fresh);
        byte[] now = new byte[old + fresh];
        System.arraycopy(tail, tail.length - old, now, 0, old);
        bytes.position(bytes.limit() - fresh).get(now, old, fresh);
        tail = now;
    }
}
