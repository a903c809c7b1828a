package io.github.camelatlos.checkpoint;

import java.util.List;

/**
 * What a state repository can do besides: keep a checkpoint as a base and what was added to it, so that a write costs what is new, and say
 * whether somebody else has written. The head is a short text that changes with every write and names its writer.
 */
public interface Journal {

    /**
     * All that is kept for a key, as of one moment.
     *
     * @param head  null if this was not written as a journal, or if there is nothing
     * @param texts the base and what was added, oldest first; empty if there is nothing
     */
    record Kept(String head, List<String> texts) {
        public Kept {
            texts = List.copyOf(texts);
        }
    }

    Kept read(String key);

    /**
     * Keeps this base in place of all that is kept, in one step.
     *
     * @param  expected what must be kept now; its texts matter only where it has no head
     * @return          false if something else is kept; nothing was changed
     */
    boolean replace(String key, Kept expected, String head, String base);

    /**
     * Adds a text, in one step.
     *
     * @param  expectedHead what the head must be now
     * @param  number       of the texts since the base, from 1
     * @return              false if the head is another one; nothing was changed
     */
    boolean append(String key, String expectedHead, String head, int number, String text);
}
