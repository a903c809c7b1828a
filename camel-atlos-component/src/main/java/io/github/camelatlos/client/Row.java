package io.github.camelatlos.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;

/** A row of a page: its head, and its JSON as the server's own bytes, not yet turned into objects. */
public record Row(RowHead head, byte[] utf8) {

    /** The record of this list, parsed when it is looked at. */
    public AtlosRecord toRecord(AtlosResource resource) {
        return switch (resource) {
            case INCIDENTS -> new Incident(head.id(), utf8, head.project());
            case SOURCE_MATERIAL -> new SourceMaterial(head.id(), utf8);
            case UPDATES -> new Update(head.id(), utf8);
        };
    }

    /** The row's JSON, parsed now. */
    public ObjectNode json() {
        return Json.object(utf8);
    }

    @Override
    public String toString() {
        return "Row[" + head.id() + "]";
    }
}
