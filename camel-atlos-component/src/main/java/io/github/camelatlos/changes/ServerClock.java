package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that the server's clock was set back. From then on rows get timestamps that lie before the mark, and a walk that stopped at the mark
 * would never see them; so the mark goes back too, to where the clock was at the walk before.
 */
final class ServerClock {

    /** After a restart nobody knows when the walk before was. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private final Duration skew;
    private Long walked;

    /** @param lookback covers what the clocks of several servers behind one address differ by, up to half of it */
    ServerClock(Duration lookback) {
        this.skew = lookback.dividedBy(2);
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
