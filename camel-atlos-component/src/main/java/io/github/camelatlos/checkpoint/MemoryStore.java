package io.github.camelatlos.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** Keeps a checkpoint as long as its owner lives: the next start of the same consumer goes on from here. */
public final class MemoryStore implements CheckpointStore {

    private final List<String> kept = new ArrayList<>();

    @Override
    public List<String> open() {
        return List.copyOf(kept);
    }

    @Override
    public void replace(List<String> lines) {
        kept.clear();
        kept.addAll(lines);
    }

    @Override
    public void append(List<String> lines) {
        kept.addAll(lines);
    }

    @Override
    public void close() {
        // What is kept stays.
    }

    @Override
    public String toString() {
        return "memory";
    }
}
