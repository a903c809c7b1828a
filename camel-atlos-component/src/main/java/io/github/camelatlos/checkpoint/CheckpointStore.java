package io.github.camelatlos.checkpoint;

import java.util.List;

/** Where the lines of a checkpoint are kept. Used by one consumer at a time, and by one thread at a time. */
public interface CheckpointStore extends AutoCloseable {

    /**
     * Opens it for this consumer alone.
     *
     * @return                     the lines that were kept, oldest first; empty if there are none. The last one may be torn
     * @throws CheckpointException if they cannot be read, or another consumer has them open
     */
    List<String> open();

    /**
     * Keeps these lines in place of all others; when the method returns, a crash cannot lose them, and a crash before it leaves the others.
     *
     * @throws CheckpointException if they cannot be written, or somebody else has written
     */
    void replace(List<String> lines);

    /**
     * Keeps these lines behind the others; when the method returns, a crash cannot lose them.
     *
     * @throws CheckpointException if they cannot be written, or somebody else has written; the same lines, and perhaps more, may then be tried again
     */
    void append(List<String> lines);

    /** Lets go of it. */
    @Override
    void close();
}
