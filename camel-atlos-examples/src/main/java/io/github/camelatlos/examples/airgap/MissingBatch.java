package io.github.camelatlos.examples.airgap;

/** One before it has not arrived yet. */
public final class MissingBatch extends Exception {

    private static final long serialVersionUID = 1L;

    MissingBatch(String message) {
        super(message);
    }
}
