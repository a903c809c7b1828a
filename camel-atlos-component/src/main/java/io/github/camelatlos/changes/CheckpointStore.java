package io.github.camelatlos.changes;

/** Where a checkpoint is kept. Only one consumer at a time has it open. */
public interface CheckpointStore extends AutoCloseable {

    /**
     * Opens it for this consumer alone.
     *
     * @return what was last saved, or null
     * @throws CheckpointException if it cannot be read, or another consumer has it open
     */
    String open();

    /**
     * Keeps this from now on; when the method returns, a crash cannot lose it.
     *
     * @throws CheckpointException if it cannot be written, or somebody else has written it
     */
    void save(String checkpoint);

    @Override
    void close();
}
