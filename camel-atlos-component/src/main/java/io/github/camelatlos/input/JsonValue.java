package io.github.camelatlos.input;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/** JSON from Java objects, with everything refused that would not arrive as it is. */
public final class JsonValue {

    /** PostgreSQL's numbers end there. */
    private static final int MOST_DIGITS = 131_072;
    /** Far more than any decimal that a double can hold has. */
    private static final int MOST_DECIMAL_BITS = 3_000;
    /** Deeper than any metadata; measured: 900 levels are stored, and overflow the stack of whoever compares them. */
    private static final int DEEPEST = 200;

    private JsonValue() {
    }

    /** Of a Map, a List, a text, a number… Anything else has a meaning of its own that JSON would lose. */
    public static JsonNode of(String operation, String field, Object value) {
        return checked(operation, field, node(operation, field, value, 0));
    }

    private static JsonNode node(String operation, String field, Object value, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(operation, field);
        } else if (value == null || value instanceof JsonNode) {
            return value == null ? Json.MAPPER.getNodeFactory().nullNode() : (JsonNode) value;
        } else if (value instanceof Map<?, ?> map) {
            return object(operation, field, map, depth);
        } else if (value instanceof Collection<?> list) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            list.forEach(item -> array.add(node(operation, field, item, depth + 1)));
            return array;
        } else if (isText(value)) {
            return Json.MAPPER.getNodeFactory().textNode(value instanceof Enum<?> one ? one.name() : value.toString());
        } else if (value instanceof Boolean yes) {
            return Json.MAPPER.getNodeFactory().booleanNode(yes);
        } else if (value instanceof Number number && number.getClass().getName().startsWith("java.") || isArrayOfJsonValues(value)) {
            return Json.MAPPER.valueToTree(value);
        } else if (value instanceof Object[] items) {
            return node(operation, field, java.util.Arrays.asList(items), depth);
        }
        throw Invalid.input(operation, field, "it holds something that cannot be turned into JSON (" + value.getClass().getSimpleName()
                + "); use maps, lists, texts, numbers, true, false and null, and write dates as text");
    }

    private static ObjectNode object(String operation, String field, Map<?, ?> map, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        map.forEach((key, item) -> {
            if (key == null || !(isText(key) || key instanceof Number || key instanceof Boolean)) {
                throw Invalid.input(operation, field, "it holds a map with a key that is no text; use texts as keys");
            } else if (object.has(key.toString())) {
                throw Invalid.input(operation, field, "it holds a map with two keys that are one text, of which only the last would be kept; leave one out");
            }
            object.set(key.toString(), node(operation, field, item, depth + 1));
        });
        return object;
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence || value instanceof Character || value instanceof Enum<?> || value instanceof UUID || value instanceof URI
                || value instanceof URL;
    }

    /** Of numbers or truths; one of bytes would become Base64, which nobody reads as bytes. */
    private static boolean isArrayOfJsonValues(Object value) {
        Class<?> item = value.getClass().getComponentType();
        return item != null && item.isPrimitive() && item != byte.class && item != char.class;
    }

    /** The same JSON. Measured: a NUL anywhere makes the server fail with an empty 500. */
    static JsonNode checked(String operation, String field, JsonNode json) {
        return checked(operation, field, json, 0);
    }

    private static JsonNode checked(String operation, String field, JsonNode json, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(operation, field);
        } else if (json.isTextual()) {
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

    private static RuntimeException tooDeep(String operation, String field) {
        return Invalid.input(operation, field, "it is nested deeper than " + DEEPEST + " levels; make it flatter, or upload it as a file");
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
