package io.github.camelatlos.writes;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two pieces of JSON say the same. */
final class SameJson {

    private SameJson() {
    }

    /** Keys in any order, and numbers by their value: measured, 1e+300 is read back in 301 digits. */
    static boolean exactly(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0 || one.doubleValue() == other.doubleValue()
                    && (one.isFloatingPointNumber() || other.isFloatingPointNumber());
        } else if (one.isObject() && other.isObject()) {
            boolean same = one.size() == other.size();
            for (Iterator<Map.Entry<String, JsonNode>> fields = one.properties().iterator(); same && fields.hasNext();) {
                Map.Entry<String, JsonNode> field = fields.next();
                same = other.has(field.getKey()) && exactly(field.getValue(), other.get(field.getKey()));
            }
            return same;
        } else if (one.isArray() && other.isArray()) {
            boolean same = one.size() == other.size();
            for (int i = 0; same && i < one.size(); i++) {
                same = exactly(one.get(i), other.get(i));
            }
            return same;
        }
        return one.equals(other);
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
