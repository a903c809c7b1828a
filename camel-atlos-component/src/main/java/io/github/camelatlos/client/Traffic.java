package io.github.camelatlos.client;

import java.util.concurrent.atomic.LongAdder;

/** What went over the wire, for those who watch. */
public final class Traffic {

    private final LongAdder requests = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder retries = new LongAdder();

    void request() {
        requests.increment();
    }

    void page() {
        pages.increment();
    }

    void read(long bytes) {
        bytesRead.add(bytes);
    }

    void retry() {
        retries.increment();
    }

    public long requests() {
        return requests.sum();
    }

    /** Pages of lists asked for. */
    public long pages() {
        return pages.sum();
    }

    /** Bytes of bodies, after decompression. */
    public long bytesRead() {
        return bytesRead.sum();
    }

    public long retries() {
        return retries.sum();
    }
}
