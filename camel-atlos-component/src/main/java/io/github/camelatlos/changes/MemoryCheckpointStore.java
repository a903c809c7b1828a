package io.github.camelatlos.changes;

/** Keeps the checkpoint as long as the consumer lives. */
public final class MemoryCheckpointStore implements CheckpointStore {

    private String checkpoint;

    @Override
    public String open() {
        return checkpoint;
    }

    @Override
    public void save(String value) {
        checkpoint = value;
    }

    @Override
    public void close() {
        // The next start of the same consumer goes on from here.
    }
}
