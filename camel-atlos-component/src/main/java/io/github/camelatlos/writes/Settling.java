package io.github.camelatlos.writes;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, again and again for a few seconds, at what became of a write: the request may still be running. */
final class Settling {

    static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private Settling() {
    }

    /** The last look, or the first that settles the matter; empty if none could be had. */
    static <T> Optional<T> look(AtlosClient client, Supplier<T> look, Predicate<T> settled) {
        long end = System.nanoTime() + AT_MOST.toNanos();
        Optional<T> last = Optional.empty();
        for (Duration pause = FIRST_PAUSE;; pause = pause.multipliedBy(2)) {
            try {
                last = Optional.of(look.get());
            } catch (StopSignal.Stopped e) {
                throw e;
            } catch (RuntimeException unreadable) {
                // Whatever breaks the look, the question stays open; and it may pass, as what broke the write may.
                LOG.debug("A look at what became of a write failed", unreadable);
            }
            long left = end - System.nanoTime();
            if (left <= 0 || last.isPresent() && settled.test(last.get())) {
                return last;
            }
            client.pause(Duration.ofNanos(Math.min(pause.toNanos(), left)));
        }
    }
}
