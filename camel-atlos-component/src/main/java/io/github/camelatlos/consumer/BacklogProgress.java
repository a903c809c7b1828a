package io.github.camelatlos.consumer;

import java.time.Duration;

import org.apache.camel.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a long backlog comes along: a line every 10 seconds or 10%. */
final class BacklogProgress {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);
    private static final int LONG = 300;
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final String endpoint;
    private final long total;
    private final long started = System.nanoTime();
    private long said = started;
    private long saidPercent;

    /** @param total how many records the poll knows of */
    BacklogProgress(Endpoint endpoint, long total) {
        this.endpoint = endpoint.toString();
        this.total = total;
        if (total >= LONG) {
            LOG.info("{}: {} records are new", endpoint, total);
        }
    }

    void delivered(long records) {
        if (total < LONG || records > total) {
            return;
        }
        long now = System.nanoTime();
        long percent = 100 * records / total;
        if (percent / 10 > saidPercent / 10 || now - said >= EVERY.toNanos()) {
            double seconds = Math.max((now - started) / 1e9, 0.001);
            double rate = records / seconds;
            LOG.info("{}: {} of {} records, {} a second, about {} s left", endpoint, records, total,
                    String.format(java.util.Locale.ROOT, "%.1f", rate), Math.round((total - records) / rate));
            said = now;
            saidPercent = percent;
        }
    }
}
