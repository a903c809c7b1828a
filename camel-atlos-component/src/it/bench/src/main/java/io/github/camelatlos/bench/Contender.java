package io.github.camelatlos.bench;

/** A way to get all records of a list to the same sink. */
interface Contender extends AutoCloseable {

    /** Reads the list once, from its first page; returns when so many records have reached the sink. */
    void read(int records) throws Exception;

    /** Gets ready to read it again; not part of what is measured, since a route takes a second to stop. */
    default void rest() throws Exception {
    }

    @Override
    void close() throws Exception;
}
