package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that the server's clock was set back. From then on rows get timestamps that lie before the mark, and a walk that stopped at the mark
 * would never see them; so the mark goes back too, to where the clock was at the walk before.
 */
final class ServerClock {

    /** Servers behind one address differ by a little; the lookback covers it, and a header may lag by a second. */
    private static final Duration LEAST_SKEW = Duration.ofSeconds(2);
    private static final Duration MOST_SKEW = Duration.ofSeconds(30);
    /** After a restart nobody knows when the walk before was. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private final Duration skew;
    private Long walked;

    ServerClock(Duration lookback) {
        Duration covered = lookback.compareTo(MOST_SKEW) > 0 ? MOST_SKEW : lookback;
        skew = covered.compareTo(LEAST_SKEW) < 0 ? LEAST_SKEW : covered;
    }

    /**
     * A walk begins.
     *
     * @return the mark, or where it has to go back to
     */
    Instant corrected(Instant mark, Instant serverTime) {
        if (mark == null || serverTime == null || !serverTime.isBefore(mark.minus(skew))) {
            return mark;
        }
        return serverTime.minus(walked == null ? UNKNOWN : Duration.ofNanos(System.nanoTime() - walked));
    }

    /** What was there at this moment has been seen. */
    void walked(long nanoTime) {
        walked = nanoTime;
    }
}
