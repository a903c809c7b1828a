package io.github.camelatlos.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A checkpoint in its store: what was saved last, and that it is written only when it has changed, and only while it is open. */
final class SavedCheckpoint implements AutoCloseable {

    private final CheckpointStore store;
    private final Checkpoint format;
    private boolean open;
    private String saved;

    SavedCheckpoint(CheckpointStore store, String key) {
        this.store = store;
        this.format = new Checkpoint(key, store);
    }

    /**
     * What was saved, or null.
     *
     * @throws CheckpointException if it cannot be read
     */
    JsonNode open() {
        String text = store.open();
        try {
            JsonNode state = text == null ? null : format.read(text);
            saved = text;
            open = true;
            return state;
        } finally {
            if (!open) {
                store.close();
            }
        }
    }

    void save(ObjectNode state) {
        String text = format.write(state);
        if (text.equals(saved)) {
            return;
        }
        if (!open) {
            throw new CheckpointException("The consumer has stopped; its checkpoint stays where it was", null);
        }
        store.save(text);
        saved = text;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            store.close();
        }
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
