package io.github.camelatlos.changes;

import java.time.Instant;

import io.github.camelatlos.client.Row;
import io.github.camelatlos.model.AtlosRecord;

/**
 * Something to deliver.
 *
 * @param timestamp when the server recorded it (UTC)
 */
public record Change(RowRules rules, ChangeKind kind, Instant timestamp, Row row) {

    public String id() {
        return row.head().id();
    }

    /** The record, parsed when it is looked at. */
    public AtlosRecord toRecord() {
        return row.toRecord(rules.resource());
    }
}
