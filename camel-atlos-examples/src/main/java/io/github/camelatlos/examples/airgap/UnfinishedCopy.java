package io.github.camelatlos.examples.airgap;

/** It is not whole, but somebody may still be copying it. */
public final class UnfinishedCopy extends Exception {

    private static final long serialVersionUID = 1L;

    UnfinishedCopy() {
        super("Not whole yet");
    }
}
