package io.github.camelatlos.changes;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;

/**
 * Something to deliver.
 *
 * @param timestamp when the server recorded it (UTC)
 */
public record Change(RowRules rules, ChangeKind kind, Instant timestamp, Row row) {

    public String id() {
        return row.head().id();
    }

    /** The record, parsed now. */
    public AtlosRecord toRecord() {
        ObjectNode json = row.json();
        return switch (rules.resource()) {
            case INCIDENTS -> new Incident(json);
            case SOURCE_MATERIAL -> new SourceMaterial(json);
            case UPDATES -> new Update(json);
        };
    }
}
