package io.github.camelatlos.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request again where that cannot do harm: a read after any fault that may pass, a write only when it is certain that it
 * was not carried out.
 */
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final Transport transport;
    private final RetryLog log;
    private final int maxRetries;

    Retries(Transport transport, RetryLog log, int maxRetries) {
        this.transport = transport;
        this.log = log;
        this.maxRetries = maxRetries;
    }

    /** One try. */
    Retries none() {
        return new Retries(transport, log, 0);
    }

    /** Reads, through passing faults; throws what remains. */
    <T> T read(Call call, Transport.Reader<T> reader) {
        for (int done = 0;; done++) {
            Attempt<T> attempt = transport.attempt(call, reader);
            if (attempt instanceof Attempt.Answered<T> answered) {
                return answered.value();
            } else if (attempt instanceof Attempt.Refused<T> refused) {
                throw refused.reason();
            } else if (attempt instanceof Attempt.NotSent<T> notSent) {
                throw notSent.reason();
            } else if (attempt instanceof Attempt.NotCarriedOut<T> busy) {
                pause(call, done, busy.reason(), busy.retryAfter());
            } else if (attempt instanceof Attempt.Lost<T> lost) {
                pause(call, done, lost.reason(), null);
            }
        }
    }

    /** Writes; the result is Answered, Refused, NotSent or Lost, where NotCarriedOut has become Refused after the last try. */
    <T> Attempt<T> write(Call call, Transport.Reader<T> reader) {
        for (int done = 0;; done++) {
            Attempt<T> attempt = transport.attempt(call, reader);
            if (!(attempt instanceof Attempt.NotCarriedOut<T> busy)) {
                return attempt;
            }
            try {
                pause(call, done, busy.reason(), busy.retryAfter());
            } catch (AtlosException e) {
                return new Attempt.Refused<>(e);
            }
        }
    }

    private void pause(Call call, int done, AtlosException reason, Duration retryAfter) {
        ClientSettings settings = transport.settings();
        if (retryAfter != null && retryAfter.compareTo(settings.maxRetryDelay()) > 0) {
            throw new AtlosException(Kind.RATE_LIMITED, call.operation(), reason.getStatus(), reason.getServerText(), reason.getFields(),
                    call + ": the server asks to wait " + retryAfter.toSeconds() + " s, which is longer than maxRetryDelay ("
                            + settings.maxRetryDelay().toSeconds() + " s)", reason.getCause());
        }
        if (done >= maxRetries) {
            throw reason;
        }
        Duration own = delay(done);
        // A Retry-After of 0, or a date that has passed, is no leave to hammer.
        Duration wait = retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
        LOG.debug("{}: attempt {} failed, the next one comes in {} ms: {}", call, done + 1, wait.toMillis(), reason.getMessage());
        log.retry(wait, reason);
        transport.traffic().retry();
        transport.signal().sleep(wait);
    }

    /** Doubles, with up to half of it left to chance, so that many clients do not come back at once. */
    Duration delay(int done) {
        ClientSettings settings = transport.settings();
        double doubled = settings.retryDelay().toMillis() * Math.pow(2, Math.min(done, 30));
        double capped = Math.min(doubled, settings.maxRetryDelay().toMillis());
        return Duration.ofMillis((long) (capped * (1 - ThreadLocalRandom.current().nextDouble(0.5))));
    }
}
