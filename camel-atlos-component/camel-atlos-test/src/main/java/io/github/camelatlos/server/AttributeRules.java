package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Set;

/** What the server accepts as a built-in attribute's value, and what it makes of it. The texts are its own, as measured. */
final class AttributeRules {

    private static final List<String> STATUSES =
            List.of("To Do", "In Progress", "Help Needed", "Ready for Review", "Completed", "Cancelled");
    private static final List<String> SENSITIVE = List.of("Not Sensitive", "Personal Information Visible", "Graphic Violence",
            "Deleted by Source", "Deceptive or Misleading");
    private static final List<String> RESTRICTIONS = List.of("Frozen", "Hidden");
    private static final List<String> RESOLUTIONS = List.of("Exact", "Vicinity", "Locality");
    private static final Set<String> REQUIRED = Set.of("status", "description", "sensitive");

    private AttributeRules() {
    }

    /** The value to store, null where it is cleared. */
    static JsonNode update(String key, JsonNode value, Set<String> people) {
        if (key.equals("assignments")) {
            return people(value, people);
        }
        String field = "attr_" + key;
        JsonNode cast = cast(key, field, value);
        return cast.isNull() ? cleared(key, field) : switch (key) {
            case "status" -> oneOf(field, cast, STATUSES);
            case "geolocation_resolution" -> oneOf(field, cast, RESOLUTIONS);
            case "description" -> description(field, cast);
            case "more_info" -> atMost(3000, field, cast);
            case "sensitive" -> sensitive(field, cast);
            case "restrictions" -> someOf(field, cast, RESTRICTIONS);
            default -> storable(cast);
        };
    }

    /** As create takes it. Measured: of these it checks the description and sensitive alone, and drops what it doesn't know. */
    static JsonNode create(String key, JsonNode value) {
        String field = "attr_" + key;
        if (key.equals("date")) {
            return createdDate(field, value);
        }
        JsonNode cast = cast(key, field, value);
        return cast.isNull() ? cast : switch (key) {
            case "description" -> description(field, cast);
            case "sensitive" -> sensitive(field, cast);
            case "more_info" -> cast;
            default -> storable(cast);
        };
    }

    private static JsonNode cast(String key, String field, JsonNode value) {
        return switch (key) {
            case "date" -> AttributeCasts.date(field, value);
            case "time" -> AttributeCasts.time(field, value);
            case "tags", "sensitive", "restrictions" -> AttributeCasts.strings(field, value);
            default -> AttributeCasts.text(field, value);
        };
    }

    private static JsonNode createdDate(String field, JsonNode value) {
        try {
            return AttributeCasts.date(field, value);
        } catch (Refusal e) {
            throw Refusal.ofField(field, "is invalid");
        }
    }

    private static JsonNode cleared(String key, String field) {
        if (REQUIRED.contains(key)) {
            throw Refusal.ofField(field, "can't be blank");
        }
        return NullNode.instance;
    }

    /** Measured: a person whom nobody knows is a crash, and so is anything but a list. */
    private static JsonNode people(JsonNode value, Set<String> people) {
        if (!value.isArray()) {
            throw new ServerCrash("no list of people");
        }
        var known = Json.NODES.arrayNode();
        for (JsonNode person : value) {
            if (!AttributeCasts.blank(person)) {
                if (!people.contains(person.asText())) {
                    throw new ServerCrash("an unknown person");
                }
                known.add(person);
            }
        }
        return known;
    }

    private static JsonNode description(String field, JsonNode value) {
        if (Graphemes.fewerThan(8, value.textValue())) {
            throw Refusal.ofField(field, "should be at least 8 character(s)");
        }
        return atMost(2000, field, value);
    }

    private static JsonNode atMost(int most, String field, JsonNode value) {
        if (Graphemes.moreThan(most, value.textValue())) {
            throw Refusal.ofField(field, "should be at most " + most + " character(s)");
        }
        return value;
    }

    private static JsonNode sensitive(String field, JsonNode value) {
        someOf(field, value, SENSITIVE);
        if (value.isEmpty()) {
            throw Refusal.ofField(field, "should have at least 1 item(s)");
        }
        if (value.size() > 1 && !Options.wrong(value, SENSITIVE.subList(1, SENSITIVE.size())).isEmpty()) {
            throw Refusal.ofField(field, "If 'Not Sensitive' is selected, no other options are allowed.");
        }
        return value;
    }

    private static JsonNode oneOf(String field, JsonNode value, List<String> valid) {
        if (!valid.contains(value.textValue())) {
            throw Refusal.ofField(field, Options.invalid(valid));
        }
        return value;
    }

    private static JsonNode someOf(String field, JsonNode value, List<String> valid) {
        List<String> wrong = Options.wrong(value, valid);
        if (!wrong.isEmpty()) {
            throw Refusal.ofField(field, Options.invalid(wrong, valid));
        }
        return value;
    }

    /** Measured: a tag or a status over 255 characters is a crash, for the database has no room for it. */
    private static JsonNode storable(JsonNode value) {
        if (value.isTextual() && value.textValue().codePointCount(0, value.textValue().length()) > 255) {
            throw new ServerCrash("a text that is too long for the database");
        }
        value.forEach(AttributeRules::storable);
        return value;
    }
}
