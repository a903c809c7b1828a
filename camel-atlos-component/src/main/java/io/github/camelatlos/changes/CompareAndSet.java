package io.github.camelatlos.changes;

/**
 * What a state repository can do besides, so that a node that was thought dead and comes back cannot move a mark that another
 * one has moved on.
 */
public interface CompareAndSet {

    /**
     * Sets the state if it is still what it was.
     *
     * @param  expected null if there was none
     * @return          false if it was something else; nothing was changed
     */
    boolean compareAndSet(String key, String expected, String state);
}
