package io.github.camelatlos.writes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write that sets a value and may be repeated without harm, yet only while the value from before is still there: another one
 * is somebody's later edit.
 */
final class Repeatable<R> {

    private static final Logger LOG = LoggerFactory.getLogger(Repeatable.class);
    private static final int MOST_REPETITIONS = 3;

    /** What a read shows. */
    enum Value {
        SENT, BEFORE, OTHER, UNKNOWN
    }

    /** A look at the value, and the record it was seen in. */
    record Seen<R>(Value value, R record) {
    }

    /** The value to set. */
    interface Target<R> {
        Attempt<R> send();

        /** @param answered the server said yes, and the question is whether it lasted; otherwise the answer was lost */
        Seen<R> look(boolean answered);
    }

    private final AtlosClient client;
    private final String operation;
    private final boolean verify;
    private final int repetitions;

    Repeatable(AtlosClient client, String operation, boolean verify, int maxRetries) {
        this.client = client;
        this.operation = operation;
        this.verify = verify;
        this.repetitions = Math.min(maxRetries, MOST_REPETITIONS);
    }

    R carryOut(Target<R> target) {
        AtlosException lost = null;
        for (int repeated = 0;; repeated++) {
            Attempt<R> attempt = send(target, lost);
            if (attempt instanceof Attempt.Answered<R> answered) {
                if (!verify) {
                    return answered.value();
                }
            } else if (attempt instanceof Attempt.Lost<R> gone) {
                lost = gone.reason();
            } else {
                throw refused(attempt, lost);
            }
            boolean yes = attempt instanceof Attempt.Answered;
            Seen<R> seen = yes ? verified(target) : settled(target, lost);
            if (seen.value() == Value.SENT) {
                return seen.record();
            } else if (seen.value() == Value.OTHER && yes) {
                LOG.warn("{}: answered with yes, but another value is there by now. It is taken for somebody's later edit and left alone", operation);
                return seen.record();
            } else if (seen.value() != Value.BEFORE || repeated >= repetitions) {
                throw undecided(seen.value(), lost);
            }
            LOG.info("{}: {}; the old value is still there, so it is sent again", operation,
                    yes ? "answered with yes, but lost to another writer" : "the answer was lost");
            pause(lost);
        }
    }

    private Attempt<R> send(Target<R> target, AtlosException lost) {
        try {
            return target.send();
        } catch (StopSignal.Stopped e) {
            throw lost == null ? e : Uncertain.of(operation, "the route stopped", lost);
        }
    }

    private AtlosException refused(Attempt<R> attempt, AtlosException lost) {
        AtlosException reason = attempt instanceof Attempt.Refused<R> refused ? refused.reason()
                : attempt instanceof Attempt.NotSent<R> notSent ? notSent.reason() : ((Attempt.NotCarriedOut<R>) attempt).reason();
        return lost == null ? reason : Uncertain.of(operation, "sent again, it was refused (" + reason.getMessage() + ")", lost);
    }

    private Seen<R> verified(Target<R> target) {
        try {
            return target.look(true);
        } catch (RuntimeException e) {
            throw Uncertain.notReadBack(operation, e);
        }
    }

    private Seen<R> settled(Target<R> target, AtlosException lost) {
        try {
            Optional<Seen<R>> seen = Settling.look(client, () -> target.look(false), last -> last.value() == Value.SENT);
            return seen.orElseThrow(() -> Uncertain.of(operation, "it could not be looked for either", lost));
        } catch (StopSignal.Stopped e) {
            throw Uncertain.of(operation, "the route stopped before it could be looked for", lost);
        }
    }

    private AtlosException undecided(Value value, AtlosException lost) {
        String what = switch (value) {
            case BEFORE -> "sent " + (repetitions + 1) + " times, it is still not there";
            case OTHER -> "neither what was sent nor what was there before is there now, so somebody else has written";
            default -> "what was there before could not be read, so that what is there now proves nothing";
        };
        return lost == null ? Uncertain.of(operation, "the server said yes, but " + what) : Uncertain.of(operation, what, lost);
    }

    /** Not in step with the other writer. */
    private void pause(AtlosException lost) {
        try {
            client.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 200)));
        } catch (StopSignal.Stopped e) {
            throw lost == null ? Uncertain.of(operation, "the server said yes, but it was not there, and the route stopped") : Uncertain.of(operation,
                    "the route stopped", lost);
        }
    }
}
