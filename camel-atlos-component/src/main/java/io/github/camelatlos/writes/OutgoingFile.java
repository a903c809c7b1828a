package io.github.camelatlos.writes;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

import io.github.camelatlos.client.Upload;

/**
 * A file that can be read again and again: counted and digested as it is read, and found out if it is not of the length that was
 * announced. Thread-safe enough for one reader after the other.
 */
public final class OutgoingFile implements Upload.Source, Closeable {

    private final Upload.Source source;
    private final long length;
    private LongConsumer progress = sent -> { };
    private volatile Pass last;

    /** @param length in bytes, known before */
    public OutgoingFile(Upload.Source source, long length) {
        this.source = source;
        this.length = length;
    }

    /** Told how many bytes have been read of the running pass. */
    OutgoingFile onProgress(LongConsumer listener) {
        progress = listener;
        return this;
    }

    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        close();
        last = new Pass(source.open());
        return last;
    }

    /** Closes what the last pass left open, as when a connection was never made. */
    @Override
    public void close() throws IOException {
        if (last != null) {
            last.close();
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
        try (InputStream in = open()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sha256();
    }

    /** One reading. */
    private final class Pass extends FilterInputStream {
        private final MessageDigest digest = Sha256.begin();
        private long count;
        private volatile String sha256;
        private volatile IOException trouble;

        Pass(InputStream in) {
            super(in);
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
                    progress.accept(count);
                }
                check(n < 0);
                return n;
            } catch (IOException e) {
                trouble = e;
                throw e;
            }
        }

        private void check(boolean ended) throws IOException {
            if (count > length || ended && count < length) {
                throw new IOException("the file changed while it was read: it is " + (ended ? "shorter" : "longer") + " than the " + length
                        + " bytes it had at first");
            }
            if (ended && sha256 == null) {
                sha256 = Sha256.hex(digest);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
