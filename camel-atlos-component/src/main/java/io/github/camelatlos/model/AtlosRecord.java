package io.github.camelatlos.model;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record as the server sent it. The JSON is kept whole, with every key, known or not, so that nothing is lost on the way
 * to an archive; the getters read from it. Immutable: {@link #json()} hands out a copy.
 */
public sealed interface AtlosRecord permits Incident, SourceMaterial, Update {

    /** The record's id, a UUID. */
    String getId();

    /** When the server inserted the record (UTC, whole seconds), or null. */
    Instant getInsertedAt();

    /** The JSON with the server's own keys; a copy, yours to change. */
    ObjectNode json();

    /** The JSON as UTF-8; a copy. */
    byte[] toBytes();
}
