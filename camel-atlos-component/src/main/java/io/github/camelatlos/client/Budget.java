package io.github.camelatlos.client;

import java.time.Duration;

/**
 * The requests of one token, spread evenly over the minute. Whoever asks first is served first, so reads and writes share it
 * fairly.
 */
final class Budget {

    private long nextFree = System.nanoTime();

    /** Takes the next place in time and waits for it. */
    void await(int requestsPerMinute, StopSignal stop) {
        if (requestsPerMinute > 0) {
            Duration wait = reserve(Duration.ofMinutes(1).dividedBy(requestsPerMinute), System.nanoTime());
            if (!wait.isZero()) {
                stop.sleep(wait);
            }
        }
    }

    private synchronized Duration reserve(Duration share, long now) {
        long mine = Math.max(nextFree - now, 0);
        nextFree = now + mine + share.toNanos();
        return Duration.ofNanos(mine);
    }
}
