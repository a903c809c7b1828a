package io.github.camelatlos.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/** A row of a page: its head, and its JSON as the server's own bytes, not yet turned into objects. */
public record Row(RowHead head, byte[] utf8) {

    /** The row's JSON, parsed now. */
    public ObjectNode json() {
        return Json.object(utf8);
    }

    @Override
    public String toString() {
        return "Row[" + head.id() + "]";
    }
}
