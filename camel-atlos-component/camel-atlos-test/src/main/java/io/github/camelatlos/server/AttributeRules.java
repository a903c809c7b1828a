package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the server accepts as an attribute's value, and what it makes of it. The texts are its own, as measured. */
final class AttributeRules {

    private static final List<String> STATUSES =
            List.of("To Do", "In Progress", "Help Needed", "Ready for Review", "Completed", "Cancelled");
    private static final List<String> SENSITIVE = List.of("Not Sensitive", "Personal Information Visible", "Graphic Violence",
            "Deleted by Source", "Deceptive or Misleading");
    private static final List<String> RESTRICTIONS = List.of("Frozen", "Hidden");

    private AttributeRules() {
    }

    static JsonNode builtIn(String key, JsonNode value) {
        String field = "attr_" + key;
        return switch (key) {
            case "status" -> oneOf(field, text(field, value), STATUSES);
            case "description" -> description(field, text(field, value));
            case "date" -> date(field, value);
            case "tags" -> strings(field, value);
            case "sensitive" -> sensitive(field, strings(field, value));
            case "restrictions" -> someOf(field, strings(field, value), RESTRICTIONS);
            case "assignments" -> strings(field, value);
            default -> blankIsNull(text(field, value));
        };
    }

    /** Measured: a text for a multi-select is a crash, while a text attribute takes anything, a list too. */
    static JsonNode own(Project.Attribute attribute, JsonNode value) {
        if (attribute.type() == Project.Type.TEXT) {
            return value;
        }
        if (!value.isArray()) {
            throw new ServerCrash("no list for a multi-select");
        }
        List<String> wrong = wrong(value, attribute.options());
        if (!wrong.isEmpty()) {
            ObjectNode error = Json.object();
            ObjectNode entry = error.putArray("project_attributes").addObject().put("value", invalid(wrong, attribute.options()));
            entry.putObject("source").set("value", value);
            throw new Refusal(error);
        }
        return value;
    }

    static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw Refusal.ofField(field, "is invalid");
        }
        return value.textValue();
    }

    private static JsonNode oneOf(String field, String value, List<String> valid) {
        if (!valid.contains(value)) {
            throw Refusal.ofField(field, "Includes an invalid value. Valid values are: " + String.join(", ", valid));
        }
        return Json.text(value);
    }

    private static JsonNode description(String field, String value) {
        int length = value.codePointCount(0, value.length());
        if (value.isBlank()) {
            throw Refusal.ofField(field, "can't be blank");
        }
        if (length < 8) {
            throw Refusal.ofField(field, "should be at least 8 character(s)");
        }
        if (length > 2000) {
            throw Refusal.ofField(field, "should be at most 2000 character(s)");
        }
        return Json.text(value);
    }

    /** Measured: an ISO date, an ISO date and time, or a map of year, month and day; a blank clears. */
    private static JsonNode date(String field, JsonNode value) {
        try {
            if (value.isObject()) {
                return Json.text(LocalDate.of(value.path("year").asInt(), value.path("month").asInt(), value.path("day").asInt())
                        .toString());
            }
            String text = text(field, value);
            String day = text.length() > 10 ? text.substring(0, 10) : text;
            return Json.text(text.isEmpty() ? null : LocalDate.parse(day).toString());
        } catch (DateTimeException e) {
            throw Refusal.ofField(field, "Verify the date is valid. Date must include a year, month, and day.");
        }
    }

    private static ArrayNode strings(String field, JsonNode value) {
        boolean strings = value.isArray();
        for (JsonNode item : value) {
            strings &= item.isTextual();
        }
        if (!strings) {
            throw Refusal.ofField(field, "must be an array of strings");
        }
        return (ArrayNode) value;
    }

    private static JsonNode sensitive(String field, ArrayNode value) {
        if (value.isEmpty()) {
            throw Refusal.ofField(field, "should have at least 1 item(s)");
        }
        someOf(field, value, SENSITIVE);
        if (value.size() > 1 && !wrong(value, SENSITIVE.subList(1, SENSITIVE.size())).isEmpty()) {
            throw Refusal.ofField(field, "If 'Not Sensitive' is selected, no other options are allowed.");
        }
        return value;
    }

    private static JsonNode someOf(String field, ArrayNode value, List<String> valid) {
        List<String> wrong = wrong(value, valid);
        if (!wrong.isEmpty()) {
            throw Refusal.ofField(field, invalid(wrong, valid));
        }
        return value;
    }

    private static List<String> wrong(JsonNode values, List<String> valid) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode value : values) {
            if (!valid.contains(value.asText())) {
                wrong.add(value.asText());
            }
        }
        return wrong;
    }

    private static String invalid(List<String> wrong, List<String> valid) {
        return "Includes invalid value(s): " + String.join(", ", wrong) + ". Valid values are: " + String.join(", ", valid);
    }

    private static JsonNode blankIsNull(String value) {
        return Json.text(value.isEmpty() ? null : value);
    }
}
