package io.github.camelatlos.examples.soar;

/** It was posted, no answer came, and there is no way to look. */
public final class UnknownOutcome extends Exception {

    private static final long serialVersionUID = 1L;

    public UnknownOutcome(String message) {
        super(message);
    }
}
