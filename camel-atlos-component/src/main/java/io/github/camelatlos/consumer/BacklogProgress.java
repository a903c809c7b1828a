package io.github.camelatlos.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a long backlog comes along: a line every 10 seconds or 10%. */
final class BacklogProgress {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);
    private static final int LONG = 300;
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final String name;
    private final LongSupplier nanos;
    private final long started;
    private boolean isLong;
    /** Or 0: more follows than is known. */
    private long total;
    private long said;
    private long saidPercent;

    /**
     * @param name  what lines begin with
     * @param nanos a clock
     */
    BacklogProgress(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.said = started;
    }

    /**
     * @param records   delivered in this poll
     * @param left      known to follow
     * @param openEnded more follows than that
     * @param upTo      the time of the last one
     */
    void delivered(long records, long left, boolean openEnded, Instant upTo) {
        if (!isLong && records + left >= LONG) {
            isLong = true;
            if (openEnded) {
                LOG.info("{}: more than {} records are new", name, records + left);
            } else {
                total = records + left;
                LOG.info("{}: {} records are new", name, total);
            }
        }
        if (!isLong || total > 0 && records > total) {
            return;
        }
        long now = nanos.getAsLong();
        long percent = total == 0 ? 0 : 100 * records / total;
        if (percent / 10 > saidPercent / 10 || now - said >= EVERY.toNanos()) {
            say(records, records / Math.max((now - started) / 1e9, 0.001), upTo);
            said = now;
            saidPercent = percent;
        }
    }

    private void say(long records, double rate, Instant upTo) {
        String aSecond = String.format(Locale.ROOT, "%.1f", rate);
        if (total == 0) {
            LOG.info("{}: {} records, up to {}; {} a second", name, records, upTo, aSecond);
        } else {
            LOG.info("{}: {} of {} records, up to {}; {} a second, about {} s left", name, records, total, upTo, aSecond, Math.round((total - records) / rate));
        }
    }
}
