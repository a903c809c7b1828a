package io.github.camelatlos.examples.mongodb;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;

/**
 * How many requests each group has left in this minute of the clock. One for a Camel context, since the server counts by group
 * and not by who asks.
 */
public final class GroupBudgets {

    private static final String NAME = "mongodbAtlasGroupBudgets";
    private static final long LOOK = 100;

    private final Clock clock;
    private final Duration minute;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    public GroupBudgets() {
        this(Clock.systemUTC(), Duration.ofMinutes(1));
    }

    GroupBudgets(Clock clock, Duration minute) {
        this.clock = clock;
        this.minute = minute;
    }

    static GroupBudgets of(CamelContext context) {
        synchronized (context) {
            GroupBudgets budgets = context.getRegistry().lookupByNameAndType(NAME, GroupBudgets.class);
            if (budgets == null) {
                budgets = new GroupBudgets();
                budgets.bindTo(context);
            }
            return budgets;
        }
    }

    void bindTo(CamelContext context) {
        context.getRegistry().bind(NAME, this);
    }

    /** Whether so many requests may be made now. If so, they count as made. */
    boolean take(String group, int requests, int limit) {
        return bucket(group, limit).tryConsume(requests);
    }

    /** The server says that the minute is used up, whoever used it. */
    void exhausted(String group, int limit) {
        bucket(group, limit).tryConsumeAsMuchAsPossible();
    }

    /** Waits for the minute in which they may be made. */
    void await(String group, int requests, int limit, BooleanSupplier running) throws InterruptedException {
        while (!take(group, requests, limit)) {
            if (!running.getAsBoolean()) {
                throw new InterruptedException("The route is stopping");
            }
            Thread.sleep(LOOK);
        }
    }

    /** Full again at each full minute of the clock, as the server's counter. */
    private Bucket bucket(String group, int limit) {
        return buckets.computeIfAbsent(group + " " + limit, key -> {
            long length = minute.toMillis();
            Instant next = Instant.ofEpochMilli((clock.millis() / length + 1) * length);
            return Bucket.builder().withCustomTimePrecision(new Wall(clock))
                    .addLimit(Bandwidth.builder().capacity(limit).refillIntervallyAligned(limit, minute, next).build()).build();
        });
    }

    private record Wall(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
