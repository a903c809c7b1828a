package io.github.camelatlos.changes;

import org.apache.camel.RuntimeCamelException;

/** A checkpoint cannot be read or written. Nothing was overwritten, and nothing is delivered until it can. */
public class CheckpointException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    private final boolean takenOver;

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
        this.takenOver = false;
    }

    private CheckpointException(String message) {
        super(message);
        this.takenOver = true;
    }

    /** Another node has moved the mark since this one read it. */
    static CheckpointException takenOver(String key) {
        return new CheckpointException("The checkpoint " + key + " was moved by another consumer since this one read it. "
                + "This one goes on from there at its next poll; if two nodes poll on purpose, let only one of them do so (camel-master)");
    }

    public boolean isTakenOver() {
        return takenOver;
    }
}
