package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Pattern;

/** Takes a given value for a built-in attribute's type, or refuses it. Measured: a blank text clears, whatever the type. */
final class AttributeCasts {

    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,6})?)?");

    private AttributeCasts() {
    }

    static JsonNode text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw Refusal.ofField(field, "is invalid");
        }
        return value.textValue().isBlank() ? NullNode.instance : value;
    }

    /** Blanks within the list are dropped. */
    static JsonNode strings(String field, JsonNode value) {
        if (blank(value)) {
            return NullNode.instance;
        }
        ArrayNode strings = Json.NODES.arrayNode();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw Refusal.ofField(field, "must be an array of strings");
            }
            if (!blank(item)) {
                strings.add(item);
            }
        }
        if (!value.isArray()) {
            throw Refusal.ofField(field, "must be an array of strings");
        }
        return strings;
    }

    /** Measured: an ISO date, an ISO date and time, or a map of year, month and day. */
    static JsonNode date(String field, JsonNode value) {
        try {
            if (value.isObject()) {
                return Json.text(LocalDate.of(value.path("year").asInt(), value.path("month").asInt(), value.path("day").asInt())
                        .toString());
            }
            JsonNode text = text(field, value);
            return text.isNull() ? text : Json.text(day(text.textValue()).toString());
        } catch (DateTimeException | Refusal e) {
            throw Refusal.ofField(field, "Verify the date is valid. Date must include a year, month, and day.");
        }
    }

    static LocalDate day(String text) {
        if (DATE_TIME.matcher(text).matches()) {
            return LocalDateTime.parse(text.substring(0, 10) + "T" + text.substring(11, 19)).toLocalDate();
        }
        return LocalDate.parse(text);
    }

    static JsonNode time(String field, JsonNode value) {
        try {
            JsonNode text = text(field, value);
            if (!text.isNull() && !TIME.matcher(text.textValue()).matches()) {
                throw Refusal.ofField(field, "no time");
            }
            return text.isNull() ? text : Json.text(LocalTime.parse(text.textValue()).toString());
        } catch (DateTimeException | Refusal e) {
            throw Refusal.ofField(field, "Time must include an hour and minute.");
        }
    }

    static boolean blank(JsonNode value) {
        return value.isTextual() && value.textValue().isBlank();
    }
}
