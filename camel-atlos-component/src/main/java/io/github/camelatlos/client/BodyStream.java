package io.github.camelatlos.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of an answer, refused when it grows beyond all measure or trickles so slowly that it would never end. */
final class BodyStream extends FilterInputStream {

    /** Measured: a page of 100 incidents is 0.5 MB; one whose metadata namespaces are full may be hundreds of times that. */
    private static final long LARGEST = 1L << 30;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final long SLOWEST_BYTES_PER_SECOND = 1024;

    private final Traffic traffic;
    private final long started = System.nanoTime();
    private long count;

    BodyStream(InputStream in, Traffic traffic) {
        super(in);
        this.traffic = traffic;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            count += n;
            traffic.read(n);
            check();
        }
        return n;
    }

    private void check() throws IOException {
        if (count > LARGEST) {
            throw new IOException("The answer is larger than " + LARGEST + " bytes");
        }
        long elapsed = System.nanoTime() - started;
        if (elapsed > GRACE.toNanos() && count / (elapsed / 1e9) < SLOWEST_BYTES_PER_SECOND) {
            throw new IOException("The answer came so slowly that it was given up: " + count + " bytes in " + elapsed / 1_000_000_000 + " s");
        }
    }
}
