package io.github.camelatlos.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Remembers what was read since a row began, so that a row can be kept as the server's own bytes. */
final class Recording extends FilterInputStream {

    private byte[] kept = new byte[64 * 1024];
    private int size;
    private long firstOffset;

    Recording(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            if (size + n > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(kept.length * 2, size + n));
            }
            System.arraycopy(buffer, offset, kept, size, n);
            size += n;
        }
        return n;
    }

    void forgetBefore(long offset) {
        int drop = Math.toIntExact(offset - firstOffset);
        if (drop > 0) {
            System.arraycopy(kept, drop, kept, 0, size - drop);
            size -= drop;
            firstOffset = offset;
        }
    }

    byte[] slice(long from, long to) {
        return Arrays.copyOfRange(kept, Math.toIntExact(from - firstOffset), Math.toIntExact(to - firstOffset));
    }
}
