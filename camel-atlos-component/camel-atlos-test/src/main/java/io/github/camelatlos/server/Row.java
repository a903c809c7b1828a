package io.github.camelatlos.server;

import java.util.Comparator;

/** What every list sorts by. Ids compare as text, which for lower-case UUIDs is the order of the database. */
interface Row {

    /** Measured: newest created first, ties by id, both descending. */
    Comparator<Row> NEWEST_FIRST =
            Comparator.comparingLong(Row::insertedAt).thenComparing(Row::id).reversed();

    String id();

    /** Whole seconds: the database keeps no more. */
    long insertedAt();

    default long updatedAt() {
        return insertedAt();
    }

    default String description() {
        return null;
    }

    default String date() {
        return null;
    }

    /** A place in a list, where a cursor points to; the row itself may have moved or gone since. */
    record Position(String id, long insertedAt, long updatedAt, String description, String date) implements Row {
    }
}
