package io.github.camelatlos.writes;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A write that must never be sent twice: where its answer was lost, it is looked for among what was not there before. */
final class OnceOnly {

    private static final Logger LOG = LoggerFactory.getLogger(OnceOnly.class);

    private OnceOnly() {
    }

    /**
     * @param look finds what was written; null where it is not known what was there before, so that nothing found would prove anything
     */
    static <T> T outcome(AtlosClient client, String operation, Attempt<T> attempt, Supplier<Optional<T>> look) {
        if (attempt instanceof Attempt.Answered<T> answered) {
            return answered.value();
        } else if (attempt instanceof Attempt.Refused<T> refused) {
            throw refused.reason();
        } else if (attempt instanceof Attempt.NotSent<T> notSent) {
            throw notSent.reason();
        } else if (attempt instanceof Attempt.NotCarriedOut<T> never) {
            throw never.reason();
        }
        AtlosException lost = ((Attempt.Lost<T>) attempt).reason();
        if (look == null) {
            throw Uncertain.of(operation, "what was there before could not be read, so that what is there now would prove nothing", lost);
        }
        return find(client, operation, look, lost);
    }

    private static <T> T find(AtlosClient client, String operation, Supplier<Optional<T>> look, AtlosException lost) {
        Optional<Optional<T>> seen;
        try {
            seen = Settling.look(client, look, Optional::isPresent);
        } catch (StopSignal.Stopped e) {
            throw Uncertain.of(operation, "the route stopped before it could be looked for", lost);
        }
        T found = seen.flatMap(last -> last).orElseThrow(() -> Uncertain.of(operation, seen.isEmpty()
                ? "it could not be looked for either" : "it was not found within " + Settling.AT_MOST.toSeconds() + " s", lost));
        LOG.info("{}: the answer was lost, but what was written is there", operation);
        return found;
    }
}
