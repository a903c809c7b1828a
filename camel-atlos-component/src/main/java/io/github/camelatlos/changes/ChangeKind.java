package io.github.camelatlos.changes;

/** What happened to a record; the names are the values of the header {@code CamelAtlosChange}. */
public enum ChangeKind {
    /** Inserted after the mark that the consumer started from. */
    created,
    /** Changed since. */
    modified,
    /** An incident that was deleted. */
    deleted
}
