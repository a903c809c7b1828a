package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.InputStream;

/** A stream that fails beyond so many bytes, and where its bytes are told late or not at all, in our words. */
final class Bounded extends InputStream {

    private final InputStream in;
    private final Deadline deadline;
    private long left;
    private boolean any;

    Bounded(InputStream in, long most, Deadline deadline) {
        this.in = in;
        this.left = most;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw deadline.explain(e);
        }
        left -= Math.max(count, 0);
        any |= count > 0;
        if (left < 0) {
            throw tooLarge();
        }
        return count;
    }

    boolean isEmpty() {
        return !any;
    }

    static NotFetched tooLarge() {
        return new NotFetched("too large");
    }
}
