package io.github.camelatlos.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** A value that is one text, or a list of texts. */
final class Texts {

    private Texts() {
    }

    /** One text. Measured: where the server expects one, a list is refused, stored as it is, or breaks every later read. */
    static String one(String operation, String field, JsonNode value) {
        if (value.isNumber() || value.isBoolean()) {
            return value.asText();
        }
        if (!value.isTextual()) {
            throw Invalid.input(operation, field, value.isArray() ? "this is a list; give one plain text"
                    : "this is no plain text; to clear a text, give an empty one");
        }
        return PlainText.wellFormed(operation, field, value.textValue());
    }

    /** A list of texts; also one written as a JSON array, as a route in YAML or XML has it. */
    static ArrayNode list(String operation, String field, JsonNode value) {
        JsonNode list = value.isTextual() && value.textValue().strip().startsWith("[") ? JsonText.parsed(operation, field, value.textValue())
                : value;
        if (!(list instanceof ArrayNode array)) {
            throw Invalid.input(operation, field, "this must be a list of texts; give a List, or a JSON array such as [\"one\",\"two\"]");
        }
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                throw Invalid.input(operation, field, "the list holds something that is no text; write every item as text");
            }
            PlainText.wellFormed(operation, field, item.textValue());
        }
        return array;
    }
}
