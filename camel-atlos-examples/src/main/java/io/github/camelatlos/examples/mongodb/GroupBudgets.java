package io.github.camelatlos.examples.mongodb;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;

/**
 * How many requests each group has left in this minute of the clock. One for a Camel context, since the server counts by group
 * and not by who asks.
 */
public final class GroupBudgets {

    private record Used(long minute, int requests) {
    }

    private static final String NAME = "mongodbAtlasGroupBudgets";
    private static final long LOOK = 100;

    private final Clock clock;
    private final long minute;
    private final Map<String, Used> used = new HashMap<>();

    public GroupBudgets() {
        this(Clock.systemUTC(), Duration.ofMinutes(1));
    }

    GroupBudgets(Clock clock, Duration minute) {
        this.clock = clock;
        this.minute = minute.toMillis();
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
    synchronized boolean take(String group, int requests, int limit) {
        long now = clock.millis() / minute;
        Used before = used.get(group);
        int sofar = before == null || before.minute() != now ? 0 : before.requests();
        if (sofar + requests > limit) {
            return false;
        }
        used.put(group, new Used(now, sofar + requests));
        return true;
    }

    /** The server says that the minute is used up, whoever used it. */
    synchronized void exhausted(String group) {
        used.put(group, new Used(clock.millis() / minute, Integer.MAX_VALUE / 2));
        notifyAll();
    }

    /** Waits for the minute in which they may be made. */
    synchronized void await(String group, int requests, int limit, BooleanSupplier running) throws InterruptedException {
        while (!take(group, requests, limit)) {
            if (!running.getAsBoolean()) {
                throw new InterruptedException("The route is stopping");
            }
            wait(LOOK);
        }
    }
}
