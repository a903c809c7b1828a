package io.github.camelatlos.client;

import java.time.Duration;

import io.github.camelatlos.AtlosException;

/** How one attempt at a call ended. What matters for a write: is it certain that it was not carried out? */
public sealed interface Attempt<T> {

    /** The server did what it was asked. */
    record Answered<T>(T value) implements Attempt<T> {
    }

    /** The server said no; asking again does not help. */
    record Refused<T>(AtlosException reason) implements Attempt<T> {
    }

    /** Certainly not carried out: never connected, or sent away with 429, or 503 with {@code Retry-After} (null: it did not say). */
    record NotCarriedOut<T>(AtlosException reason, Duration retryAfter) implements Attempt<T> {
    }

    /**
     * Nothing left this machine, and asking again would not help: there was no token, the file could not be opened, the way there is
     * not allowed.
     */
    record NotSent<T>(AtlosException reason) implements Attempt<T> {
    }

    /** No answer that says what happened: connection lost, timeout, 500, HTML of a proxy, an answer that cannot be read. */
    record Lost<T>(AtlosException reason) implements Attempt<T> {
    }
}
