package io.github.camelatlos.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Json;

/** The metadata of one namespace. */
public final class Metadata {

    /** Measured: a JSON body of more bytes answers 413. */
    private static final int LARGEST_BODY = 8_000_000;
    private static final int ENVELOPE = "{\"metadata\":}".length();

    private Metadata() {
    }

    /** Measured: null erases the namespace, and strings, lists and numbers are stored as they are. */
    public static JsonNode check(String operation, JsonNode metadata) {
        if (metadata == null || metadata.isNull() || metadata.isMissingNode()) {
            throw Invalid.input(operation, "body", "there is no metadata; give a Map or a JSON object. To erase the namespace on purpose, "
                    + "set the header CamelAtlosErase to true");
        }
        if (!metadata.isObject()) {
            throw Invalid.input(operation, "body", "metadata must be a JSON object such as {\"case\":\"A-1\"}, not a text, a list or a number");
        }
        JsonValue.checked(operation, "body", metadata);
        if (Json.bytes(metadata).length + ENVELOPE > LARGEST_BODY) {
            throw Invalid.tooLarge(operation, "body", "the metadata is larger than the 8,000,000 bytes that Atlos takes; upload it as a file "
                    + "instead");
        }
        return metadata;
    }
}
