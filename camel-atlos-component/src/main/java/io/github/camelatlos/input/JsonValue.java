package io.github.camelatlos.input;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Json;

/** JSON from Java objects, with everything refused that would not arrive as it is. */
public final class JsonValue {

    /** PostgreSQL's numbers end there. */
    private static final int MOST_DIGITS = 131_072;
    /** Far more than any decimal that a double can hold has. */
    private static final int MOST_DECIMAL_BITS = 3_000;
    private static final int DEEPEST = 200;

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
        return checked(operation, field, json, 0);
    }

    private static JsonNode checked(String operation, String field, JsonNode json, int depth) {
        if (depth > DEEPEST) {
            throw Invalid.input(operation, field, "it is nested deeper than " + DEEPEST + " levels; flatten it, or write a part of it as text");
        }
        if (json.isTextual()) {
            PlainText.wellFormed(operation, field, json.textValue());
        } else if (json.isBigInteger() && json.bigIntegerValue().bitLength() > MOST_DIGITS / 3 * 10) {
            throw Invalid.input(operation, field, "it holds a whole number of more than " + MOST_DIGITS + " digits, which Atlos does not have; "
                    + "write it as text");
        } else if (json.isFloatingPointNumber()) {
            number(operation, field, json);
        } else if (json.isBinary() || json.isPojo()) {
            throw Invalid.input(operation, field, "it holds bytes or an object, which JSON has no place for; write them as text");
        }
        json.fieldNames().forEachRemaining(name -> PlainText.wellFormed(operation, field, name));
        for (JsonNode child : json) {
            checked(operation, field, child, depth + 1);
        }
        return json;
    }

    /** The server reads decimals as doubles: digits beyond that are lost without a word. */
    private static void number(String operation, String field, JsonNode number) {
        if (number.isBigDecimal() && number.decimalValue().unscaledValue().bitLength() > MOST_DECIMAL_BITS) {
            throw tooFine(operation, field);
        }
        double near = number.doubleValue();
        if (Double.isNaN(near) || Double.isInfinite(near)) {
            throw Invalid.input(operation, field, "it holds a number that JSON or Atlos does not have (NaN, infinite or too large); write it "
                    + "as text");
        }
        if (!number.isFloat() && number.decimalValue().compareTo(new BigDecimal(Double.toString(near))) != 0) {
            throw tooFine(operation, field);
        }
    }

    private static RuntimeException tooFine(String operation, String field) {
        return Invalid.input(operation, field, "it holds a decimal number with more digits than Atlos keeps; write it as text");
    }
}
