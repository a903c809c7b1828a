package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that the server's clock was set back. From then on rows get timestamps that lie before the mark, and a walk that stopped at the mark
 * would never see them; so the mark goes back too, to where the clock was at the walk before.
 */
final class ServerClock {

    /** Servers behind one address differ by so much; the lookback covers it. */
    private static final Duration SKEW = Duration.ofSeconds(5);
    /** After a restart nobody knows when the walk before was. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private Long walked;

    /**
     * A walk begins.
     *
     * @return the mark, or where it has to go back to
     */
    Instant corrected(Instant mark, Instant serverTime) {
        if (mark == null || serverTime == null || !serverTime.isBefore(mark.minus(SKEW))) {
            return mark;
        }
        return serverTime.minus(walked == null ? UNKNOWN : Duration.ofNanos(System.nanoTime() - walked));
    }

    /** What was there at this moment has been seen. */
    void walked(long nanoTime) {
        walked = nanoTime;
    }
}
