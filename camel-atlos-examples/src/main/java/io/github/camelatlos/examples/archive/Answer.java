package io.github.camelatlos.examples.archive;

import io.github.camelatlos.examples.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An answer byte for byte as it came in: its head, and its body in memory, in a file if it is long, or nowhere if the file that is kept is that very body.
 * Measured: writing a film of 100 MB once more took as long as fetching it.
 */
public final class Answer implements AutoCloseable {

    /** How the files are called. */
    static final String NAMES = "answer*.http";

    private static final int SHORT = 1 << 18;

    private final Path folder;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final MessageDigest digest = Sha256.digest();
    private HttpHead head = HttpHead.NONE;
    private boolean headEnded;
    private boolean isKept;
    private long length;
    private Path file;
    private OutputStream out;

    /** @param folder where it goes if it is long */
    Answer(Path folder) {
        this.folder = folder;
    }

    /**
     * What was received until now is the head and, behind it, the body's begin.
     *
     * @param begin  how many of those bytes are the body's
     * @param isKept whether the body goes into the file that is kept as it is, and {@link #kept} tells of it
     */
    void headEnds(int begin, boolean isKept) {
        byte[] received = memory.toByteArray();
        memory.reset();
        headEnded = true;
        this.isKept = isKept;
        head = HttpHead.of(Arrays.copyOf(received, received.length - begin));
        digest.update(head.bytes());
        if (!isKept) {
            told(received, received.length - begin, begin);
            memory.write(received, received.length - begin, begin);
        }
    }

    /** From the wire. */
    void received(byte[] bytes, int offset, int count) throws IOException {
        if (!headEnded) {
            memory.write(bytes, offset, count);
        } else if (!isKept) {
            told(bytes, offset, count);
            write(bytes, offset, count);
        }
    }

    /** Of the body, on its way into the file that is kept. What comes after the body is none of it. */
    void kept(byte[] bytes, int offset, int count) {
        if (isKept) {
            told(bytes, offset, count);
        }
    }

    private void told(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        length += count;
    }

    private void write(byte[] bytes, int offset, int count) throws IOException {
        if (out == null && memory.size() + count > SHORT) {
            file = Files.createTempFile(Files.createDirectories(folder), "answer", ".http");
            out = Files.newOutputStream(file);
            memory.writeTo(out);
            memory.reset();
        }
        if (out == null) {
            memory.write(bytes, offset, count);
        } else {
            out.write(bytes, offset, count);
        }
    }

    /** The status line and the headers, with the empty line that ends them. */
    public byte[] head() {
        return head.bytes();
    }

    /** Of head and body. */
    public long length() {
        return head.bytes().length + length;
    }

    /** Of head and body; to be asked once, at the end. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Head and body.
     *
     * @param kept the file that is kept
     */
    public InputStream open(Path kept) throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(head.bytes()), body(kept));
    }

    /** So many bytes from the middle of the body, or none if it has not twice as many. */
    public byte[] sample(int count, Path kept) throws IOException {
        if (length < 2L * count) {
            return new byte[0];
        }
        try (InputStream body = body(kept)) {
            body.skipNBytes(length / 2);
            return body.readNBytes(count);
        }
    }

    private InputStream body(Path kept) throws IOException {
        Path from = isKept ? kept : file;
        return from == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(from);
    }

    /** When nobody needs it any more. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            Files.deleteIfExists(file);
        }
    }
}
