package io.github.camelatlos.server;

import java.time.Instant;

/**
 * One change of one row, numbered in the order in which the changes became visible.
 *
 * @param resource   incidents, source-material or updates
 * @param incidentId the incident it belongs to (for an incident: its own id)
 * @param timestamp  what the row says: updated_at, for an update inserted_at
 * @param seenAt     when it became visible, by the server's clock; later than the timestamp for a late commit
 */
public record Change(long sequence, String resource, String id, String incidentId, Instant timestamp, Kind kind, Instant seenAt) {

    public enum Kind {
        CREATED, MODIFIED, DELETED, RESTORED
    }
}
