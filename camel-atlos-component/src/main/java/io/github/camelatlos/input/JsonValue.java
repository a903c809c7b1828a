package io.github.camelatlos.input;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Json;

/** JSON from Java objects, with everything refused that would not arrive as it is. */
public final class JsonValue {

    private JsonValue() {
    }

    /** Of a Map, a List, a text, a number… */
    public static JsonNode of(String operation, String field, Object value) {
        try {
            return checked(operation, field, Json.MAPPER.valueToTree(value));
        } catch (IllegalArgumentException | StackOverflowError e) {
            throw Invalid.input(operation, field, "it holds something that cannot be turned into JSON; use maps, lists, texts, numbers, true, "
                    + "false and null, and write dates as text");
        }
    }

    /** The same JSON. Measured: a NUL anywhere makes the server fail with an empty 500. */
    static JsonNode checked(String operation, String field, JsonNode json) {
        if (json.isTextual()) {
            PlainText.wellFormed(operation, field, json.textValue());
        } else if (json.isFloatingPointNumber()) {
            number(operation, field, json);
        } else if (json.isBinary() || json.isPojo()) {
            throw Invalid.input(operation, field, "it holds bytes or an object, which JSON has no place for; write them as text");
        }
        json.fieldNames().forEachRemaining(name -> PlainText.wellFormed(operation, field, name));
        for (JsonNode child : json) {
            checked(operation, field, child);
        }
        return json;
    }

    /** The server reads decimals as doubles: digits beyond that are lost without a word. */
    private static void number(String operation, String field, JsonNode number) {
        double near = number.doubleValue();
        if (Double.isNaN(near) || Double.isInfinite(near)) {
            throw Invalid.input(operation, field, "it holds a number that JSON or Atlos does not have (NaN, infinite or too large); write it "
                    + "as text");
        }
        if (!number.isFloat() && number.decimalValue().compareTo(new BigDecimal(Double.toString(near))) != 0) {
            throw Invalid.input(operation, field, "it holds a decimal number with more digits than Atlos keeps; write it as text");
        }
    }
}
