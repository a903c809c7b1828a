package io.github.camelatlos.consumer;

import java.time.Duration;
import java.time.Instant;

import io.github.camelatlos.changes.Changes;

/**
 * How a consumer stands, as it was after its last exchange or poll.
 *
 * @param checkpoint        the newest timestamp delivered (UTC), or null
 * @param store             where the checkpoint is kept
 * @param pending           records known and not yet delivered
 * @param delivered         records delivered since the start
 * @param suppressed        rows met again and known to have been delivered
 * @param caughtUp          the last poll found nothing more
 * @param sweeping          whether the consumer sweeps (source material)
 * @param nextSweep         when the next sweep is due, or null while one is under way
 */
record ConsumerStatus(Instant checkpoint, String store, int pending, long delivered, long suppressed, boolean caughtUp,
                      boolean sweeping, Instant nextSweep) {

    static final ConsumerStatus NONE = new ConsumerStatus(null, "", 0, 0, 0, false, false, null);

    static ConsumerStatus of(Changes changes, long delivered, boolean caughtUp, boolean sweeping) {
        return new ConsumerStatus(changes.mark(), changes.store(), changes.pending(), delivered, changes.suppressed(), caughtUp,
                sweeping, changes.nextSweep());
    }

    /** How far behind the deliveries are: 0 after a poll that found nothing, -1 while nothing was delivered. */
    long lagSeconds(Instant now) {
        if (caughtUp) {
            return 0;
        }
        return checkpoint == null ? -1 : Math.max(0, Duration.between(checkpoint, now).toSeconds());
    }

    /** Until the next sweep of source material: 0 while one is under way or due, -1 where there is none. */
    long secondsUntilSweep(Instant now) {
        if (!sweeping) {
            return -1;
        }
        return nextSweep == null ? 0 : Math.max(0, Duration.between(now, nextSweep).toSeconds());
    }
}
