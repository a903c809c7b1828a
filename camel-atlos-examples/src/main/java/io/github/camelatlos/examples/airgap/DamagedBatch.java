package io.github.camelatlos.examples.airgap;

/** It is not what was written on the other side. */
public final class DamagedBatch extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedBatch(String message) {
        super(message);
    }
}
