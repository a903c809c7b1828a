package io.github.camelatlos.writes;

import java.util.function.LongConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows that a long upload gets on: a line for every tenth of it. */
final class UploadProgress implements LongConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(UploadProgress.class);

    /** A smaller file is sent within a moment. */
    private static final long LONG = 50_000_000;
    private static final int PARTS = 10;

    private final String id;
    private final long length;
    private final UploadCounters counters;
    private long last;
    private long part;

    UploadProgress(String id, long length, UploadCounters counters) {
        this.id = id;
        this.length = length;
        this.counters = counters;
    }

    @Override
    public void accept(long count) {
        if (count < last) {
            last = 0;
            part = 0;
        }
        counters.bytes(count - last);
        last = count;
        if (length >= LONG && count * PARTS / length > part) {
            part = count * PARTS / length;
            LOG.info("source-material upload to {}: {} % of {} MB sent", id, part * 100 / PARTS, length / 1_000_000);
        }
    }
}
