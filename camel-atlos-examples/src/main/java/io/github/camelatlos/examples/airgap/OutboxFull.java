package io.github.camelatlos.examples.airgap;

/** The carrier is behind. */
public final class OutboxFull extends Exception {

    private static final long serialVersionUID = 1L;

    OutboxFull(String message) {
        super(message);
    }
}
