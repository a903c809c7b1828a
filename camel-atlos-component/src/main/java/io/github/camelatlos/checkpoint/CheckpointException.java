package io.github.camelatlos.checkpoint;

import org.apache.camel.RuntimeCamelException;

/** A checkpoint cannot be read or written. Nothing that cannot be read was overwritten, and nothing is delivered until it can. */
public final class CheckpointException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    private final boolean anotherWriter;

    public CheckpointException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private CheckpointException(String message, Throwable cause, boolean anotherWriter) {
        super(message, cause);
        this.anotherWriter = anotherWriter;
    }

    /** @param what was found instead of what this consumer had written */
    static CheckpointException anotherWriter(Object store, String what) {
        return new CheckpointException("The checkpoint (" + store + ") was written by another consumer since this one wrote or read it: " + what
                + ". Two consumers share it. Give each a checkpointKey or checkpointFile of its own; if two nodes poll on purpose, let only one of "
                + "them do so at a time (camel-master)", null, true);
    }

    /** Whether somebody else has written it; this consumer may open it again and go on from there. */
    public boolean anotherWriter() {
        return anotherWriter;
    }
}
