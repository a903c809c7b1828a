package io.github.camelatlos.writes;

import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two pieces of JSON say the same. */
final class SameJson {

    private SameJson() {
    }

    /** Keys in any order, and numbers by their value: measured, 1e+300 is read back in 301 digits. */
    static boolean exactly(JsonNode one, JsonNode other) {
        return one.equals((a, b) -> isSameValue(a, b) ? 0 : 1, other);
    }

    private static boolean isSameValue(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0 || one.doubleValue() == other.doubleValue()
                        && (one.isFloatingPointNumber() || other.isFloatingPointNumber())
                : one.equals(other);
    }

    /** As an attribute's value: nothing, an empty text and an empty list are all no value, and a list is a set of texts. */
    static boolean asAttribute(JsonNode one, JsonNode other) {
        return items(one).equals(items(other));
    }

    private static Set<String> items(JsonNode value) {
        Set<String> items = new HashSet<>();
        if (value.isArray()) {
            value.forEach(item -> items.add(item.asText().strip()));
        } else if (!value.isNull() && !value.isMissingNode()) {
            items.add(value.asText().strip());
        }
        items.remove("");
        return items;
    }
}
