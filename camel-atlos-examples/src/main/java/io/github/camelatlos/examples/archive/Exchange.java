package io.github.camelatlos.examples.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hc.core5.http.HttpStatus;

/** One request and its answer, byte for byte as they went over the wire. */
public final class Exchange implements AutoCloseable {

    /** What could not be written to our own disk is no fault of the site's. */
    static final class NotCopied extends IOException {

        private static final long serialVersionUID = 1L;

        NotCopied(IOException cause) {
            super("The copy of an answer cannot be written", cause);
        }
    }

    /** Far more than a page has. */
    private static final long LONGEST_HEAD = 512 * 1024;

    private final String url;
    private final Answer answer;
    private final Instant at = Instant.now();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private InetAddress address;
    private long headLeft = LONGEST_HEAD;
    private int status;
    private boolean isFile;
    private boolean whole;

    /** @param folder where a long answer goes; null: no copy is kept */
    Exchange(String url, Path folder) {
        this.url = url;
        this.answer = folder == null ? null : new Answer(folder);
    }

    /** As it was asked for. */
    public String url() {
        return url;
    }

    public Instant at() {
        return at;
    }

    /** Who answered. */
    public InetAddress address() {
        return address;
    }

    public byte[] request() {
        return request.toByteArray();
    }

    public int status() {
        return status;
    }

    /** The status line, the headers and the body as they came in. */
    public Answer answer() {
        return answer;
    }

    /** Whether the answer was read to its end. */
    public boolean isWhole() {
        return whole;
    }

    /** @param isEncoded whether its body may have to be unpacked */
    void headEnds(int code, boolean isEncoded) {
        headLeft = Long.MAX_VALUE;
        status = code;
        isFile = code == HttpStatus.SC_OK && !isEncoded;
    }

    /**
     * Of the answer whose head has ended.
     *
     * @param begin   how many bytes of the body have been received with it
     * @param isPlain whether it comes in no chunks
     */
    void bodyBegins(int begin, boolean isPlain) {
        if (answer != null) {
            answer.headEnds(begin, isPlain && isFile);
        }
    }

    /** Of the body, on its way into the file that is kept. */
    void kept(byte[] bytes, int offset, int count) {
        if (answer != null) {
            answer.kept(bytes, offset, count);
        }
    }

    void wasRead() {
        whole = true;
    }

    void connectedTo(InetAddress other) {
        address = other;
    }

    OutputStream sent(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] { (byte) one }, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                request.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    InputStream received(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                if (count > 0) {
                    copy(bytes, offset, count);
                }
                return count;
            }
        };
    }

    private void copy(byte[] bytes, int offset, int count) throws IOException {
        headLeft -= count;
        if (headLeft < 0) {
            throw new NotFetched("its headers are too large");
        }
        try {
            if (answer != null) {
                answer.received(bytes, offset, count);
            }
        } catch (IOException e) {
            throw new NotCopied(e);
        }
    }

    /** When nobody needs the copy any more. */
    @Override
    public void close() throws IOException {
        if (answer != null) {
            answer.close();
        }
    }
}
