package io.github.camelatlos.producer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** A reading of a {@link Spool}: the body in place of the stream that is used up. */
final class Spooled extends InputStream implements StreamCache {

    private final Spool spool;
    private long position;

    Spooled(Spool spool) {
        this.spool = spool;
    }

    boolean isOf(Spool other) {
        return spool == other;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        int n = spool.read(position, buffer, offset, wanted);
        position += Math.max(n, 0);
        return n;
    }

    @Override
    public int available() {
        return (int) Math.min(spool.length() - position, Integer.MAX_VALUE);
    }

    @Override
    public void reset() {
        position = 0;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        spool.usedBy(exchange);
        return new Spooled(spool);
    }

    @Override
    public boolean inMemory() {
        return spool.inMemory();
    }

    @Override
    public long length() {
        return spool.length();
    }

    @Override
    public long position() {
        return position;
    }
}
