package io.github.camelatlos.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

/** Remembers what was read since a row began, so that a row can be kept as the server's own bytes. */
final class Recording extends FilterInputStream {

    /** The parser reads 8,000 bytes at a time. Profiled: with room for a long row from the start, a read before a write allocated mostly that. */
    private static final int AT_FIRST = 8 * 1024;

    private final boolean whole;
    private byte[] kept;
    private int size;
    private long firstOffset;

    Recording(InputStream in) {
        super(in);
        whole = false;
        kept = new byte[AT_FIRST];
    }

    /** Of what is in memory, which is not copied. */
    Recording(byte[] all) {
        super(InputStream.nullInputStream());
        whole = true;
        kept = all;
        size = all.length;
    }

    JsonParser parser(JsonFactory json) throws IOException {
        return whole ? json.createParser(kept) : json.createParser(this);
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
        int drop = whole ? 0 : Math.toIntExact(offset - firstOffset);
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
