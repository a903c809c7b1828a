package io.github.camelatlos.writes;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;

import io.github.camelatlos.client.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that can be read again and again: counted and digested as it is read, and found out if it is not of the length that was
 * announced. Thread-safe enough for one reader after the other.
 */
public final class OutgoingFile implements Upload.Source, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingFile.class);

    /** A smaller file is sent within a moment. */
    private static final long WORTH_TELLING = 50_000_000;
    private static final int PARTS = 10;

    /**
     * How uploads are going, for those who watch.
     *
     * @param bytes      handed to the network so far, those of files under way and of repetitions too
     * @param files      taken by the server
     * @param duplicates not sent, because the record held them already
     */
    public record Counters(LongAdder bytes, LongAdder files, LongAdder duplicates) {

        public Counters() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    private final Upload.Source source;
    private final long length;
    private final String who;
    private final Counters counters;
    private volatile Pass last;

    /**
     * @param length in bytes, known before
     * @param who    what the lines about a long one begin with
     */
    public OutgoingFile(Upload.Source source, long length, String who, Counters counters) {
        this.source = source;
        this.length = length;
        this.who = who;
        this.counters = counters;
    }

    public long length() {
        return length;
    }

    Counters counters() {
        return counters;
    }

    @Override
    public InputStream open() throws IOException {
        return open(true);
    }

    private InputStream open(boolean toBeSent) throws IOException {
        close();
        last = new Pass(source.open(), toBeSent);
        return last;
    }

    /** Closes what the last pass left open, as when a connection was never made. */
    @Override
    public void close() {
        try {
            if (last != null) {
                last.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A file that was read could not be closed", e);
        }
    }

    /** Whether the last pass reached the end. If not, the server cannot have got the whole file. */
    boolean wasReadToItsEnd() {
        return last != null && last.sha256 != null;
    }

    /** Of what the last pass read. */
    String sha256() {
        return last.sha256;
    }

    /** What went wrong with the file itself in the last pass, or null. */
    IOException trouble() {
        return last == null ? null : last.trouble;
    }

    /** Reads it once, for its digest only. */
    String digest() throws IOException {
        try (InputStream in = open(false)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sha256();
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** One reading. */
    private final class Pass extends FilterInputStream {
        private final MessageDigest digest = sha256Digest();
        private final boolean toBeSent;
        private long count;
        private long part;
        private volatile String sha256;
        private volatile IOException trouble;

        Pass(InputStream in, boolean toBeSent) {
            super(in);
            this.toBeSent = toBeSent;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            try {
                int n = super.read(buffer, offset, wanted);
                if (n > 0) {
                    count += n;
                    digest.update(buffer, offset, n);
                    if (toBeSent) {
                        tell(n);
                    }
                }
                check(n < 0);
                return n;
            } catch (IOException e) {
                trouble = e;
                throw e;
            }
        }

        private void tell(int more) {
            counters.bytes().add(more);
            if (length >= WORTH_TELLING && count * PARTS / length > part) {
                part = count * PARTS / length;
                LOG.info("{}: {} % of {} MB sent", who, part * 100 / PARTS, length / 1_000_000);
            }
        }

        private void check(boolean ended) throws IOException {
            if (count > length || ended && count < length) {
                throw new IOException("the file changed while it was read: it is " + (ended ? "shorter" : "longer") + " than the " + length
                        + " bytes it had at first");
            }
            if (ended && sha256 == null) {
                sha256 = HexFormat.of().formatHex(digest.digest());
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
