package io.github.camelatlos.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How often another consumer took the checkpoint over: a node that was thought dead once, one that shares its checkpoint with another again and again. */
final class Takeovers {

    private static final int MOST = 3;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Deque<Long> times = new ArrayDeque<>();

    Takeovers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One more; whether two consumers share the checkpoint, as it looks. */
    boolean another() {
        long now = nanoTime.getAsLong();
        times.removeIf(before -> now - before > WITHIN.toNanos());
        times.add(now);
        return times.size() >= MOST;
    }
}
