package io.github.camelatlos;

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
 * @param secondsUntilSweep until the next sweep of source material, 0 while one is under way or due, -1 where there is none
 */
record ConsumerStatus(Instant checkpoint, String store, int pending, long delivered, long suppressed, boolean caughtUp,
                      long secondsUntilSweep) {

    static final ConsumerStatus NONE = new ConsumerStatus(null, "", 0, 0, 0, false, -1);

    static ConsumerStatus of(Changes changes, long delivered, boolean caughtUp) {
        return new ConsumerStatus(changes.mark(), changes.store(), changes.pending(), delivered, changes.suppressed(), caughtUp,
                changes.secondsUntilSweep());
    }

    /** How far behind the deliveries are: 0 after a poll that found nothing, -1 while nothing was delivered. */
    long lagSeconds(Instant now) {
        if (caughtUp) {
            return 0;
        }
        return checkpoint == null ? -1 : Math.max(0, Duration.between(checkpoint, now).toSeconds());
    }
}
