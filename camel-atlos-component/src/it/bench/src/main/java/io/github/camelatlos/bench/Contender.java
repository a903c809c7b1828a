package io.github.camelatlos.bench;

/** A way to get all records of a list to the same sink. */
interface Contender extends AutoCloseable {

    /** Reads the list once, from its first page; returns when so many records have reached the sink. */
    void read(int records) throws Exception;

    @Override
    void close() throws Exception;
}
