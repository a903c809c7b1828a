package io.github.camelatlos.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** The attributes that every incident has, and what the server takes for them. */
public enum BuiltInAttribute {
    STATUS("Status"), DESCRIPTION("Description"), DATE("Date"), TIME("Time"), MORE_INFO("More Info"), TAGS("Tags"),
    SENSITIVE("Sensitivity"), RESTRICTIONS("Restrictions"), GEOLOCATION("Geolocation"), GEOLOCATION_RESOLUTION("Precision"),
    ASSIGNMENTS("Assignees");

    private static final int SHORTEST_DESCRIPTION = 8;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final int LONGEST_MORE_INFO = 3_000;
    private static final int LONGEST_TAG = 255;
    private static final int LONGEST_DATE = 40;

    // Measured, each of these lists.
    private static final Choices STATUSES =
            new Choices(List.of("To Do", "In Progress", "Help Needed", "Ready for Review", "Completed", "Cancelled"));
    private static final String NOT_SENSITIVE = "Not Sensitive";
    private static final Choices SENSITIVITIES = new Choices(List.of(NOT_SENSITIVE, "Personal Information Visible", "Graphic Violence",
            "Deleted by Source", "Deceptive or Misleading"));
    private static final Choices RESTRICTION = new Choices(List.of("Frozen", "Hidden"));
    private static final Choices RESOLUTIONS = new Choices(List.of("Exact", "Vicinity", "Locality"));

    /** Measured: an update of one of these answers an empty 500, and a new incident drops it. Today they are custom attributes. */
    private static final Set<String> RETIRED = Set.of("type", "impact", "equipment", "general_location", "time_of_day", "environment",
            "weather", "camera_system", "civilian_impact", "event", "casualty", "military_infrastructure", "weapon", "time_recorded");

    private final String label;

    BuiltInAttribute(String label) {
        this.label = label;
    }

    /** The name in a path, and in a new incident. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How an incident that was read names it. */
    public String recordName() {
        return "attr_" + wireName();
    }

    /** Measured: incidents do not show who is assigned, nor the time. */
    public boolean isShown() {
        return this != ASSIGNMENTS && this != TIME;
    }

    static Optional<BuiltInAttribute> named(String name) {
        return Arrays.stream(values()).filter(a -> a.wireName().equals(name)).findFirst();
    }

    /** The one that people see under this name on the platform, or that is named so but for the letter case. */
    static Optional<BuiltInAttribute> seenAs(String name) {
        return Arrays.stream(values()).filter(a -> a.label.equalsIgnoreCase(name) || a.wireName().equalsIgnoreCase(name)).findFirst();
    }

    static boolean isRetired(String name) {
        return RETIRED.contains(name);
    }

    static String allNames() {
        return Arrays.stream(values()).filter(a -> a != GEOLOCATION).map(BuiltInAttribute::wireName).collect(Collectors.joining(", "));
    }

    /** The value as it is to be sent. */
    JsonNode check(String operation, String field, JsonNode value) {
        return switch (this) {
            case STATUS -> TextNode.valueOf(STATUSES.check(operation, field, text(operation, field, value)));
            case DESCRIPTION -> description(operation, field, text(operation, field, value));
            case DATE -> date(operation, field, value);
            case TIME -> time(operation, field, text(operation, field, value).strip());
            case TAGS -> tags(operation, field, Texts.list(operation, field, value));
            case SENSITIVE -> sensitive(operation, field, Texts.list(operation, field, value));
            case RESTRICTIONS -> someOf(RESTRICTION, operation, field, Texts.list(operation, field, value));
            case ASSIGNMENTS -> assignments(operation, field, Texts.list(operation, field, value));
            case GEOLOCATION -> TextNode.valueOf(Place.latitudeLongitude(operation, field, value));
            case GEOLOCATION_RESOLUTION -> resolution(operation, field, text(operation, field, value));
            case MORE_INFO -> TextNode.valueOf(text(operation, field, value));
        };
    }

    /** The same for an update. Measured: a new incident takes a longer more_info. */
    JsonNode checkUpdate(String operation, String field, JsonNode value) {
        JsonNode checked = check(operation, field, value);
        if (this == MORE_INFO && PlainText.isLongerThan(checked.textValue(), LONGEST_MORE_INFO)) {
            throw Invalid.input(operation, field, "the text is longer than the " + LONGEST_MORE_INFO
                    + " characters that Atlos takes here; shorten it, and put the rest into comments");
        }
        return checked;
    }

    private static JsonNode resolution(String operation, String field, String text) {
        return TextNode.valueOf(PlainText.isBlank(text) ? "" : RESOLUTIONS.check(operation, field, text));
    }

    /** Measured: a longer one answers an empty 500. */
    private static JsonNode tags(String operation, String field, JsonNode list) {
        for (JsonNode tag : list) {
            if (tag.textValue().codePointCount(0, tag.textValue().length()) > LONGEST_TAG) {
                throw Invalid.input(operation, field, "a tag is longer than the " + LONGEST_TAG + " characters that Atlos has room for; shorten it");
            }
        }
        return list;
    }

    private static JsonNode time(String operation, String field, String text) {
        try {
            return TextNode.valueOf(text.isEmpty() ? "" : LocalTime.parse(bounded(text)).toString());
        } catch (DateTimeException e) {
            throw Invalid.input(operation, field, "this is no time of day; write it as hours and minutes, such as 14:05");
        }
    }

    /** What a date or a time can be at all; nothing longer is looked at. */
    private static String bounded(String text) {
        if (text.length() > LONGEST_DATE) {
            throw new DateTimeException("too long");
        }
        return text;
    }

    private static String text(String operation, String field, JsonNode value) {
        return Texts.one(operation, field, value);
    }

    private static JsonNode description(String operation, String field, String text) {
        if (PlainText.isBlank(text) || PlainText.count(text, SHORTEST_DESCRIPTION) < SHORTEST_DESCRIPTION) {
            throw Invalid.input(operation, field, "the description is shorter than " + SHORTEST_DESCRIPTION + " characters; say what happened");
        }
        if (PlainText.isLongerThan(text, LONGEST_DESCRIPTION)) {
            throw Invalid.input(operation, field, "the description is longer than " + LONGEST_DESCRIPTION
                    + " characters; shorten it, and put the rest into more_info or comments");
        }
        return TextNode.valueOf(text);
    }

    /** Measured: of a date with a time the server keeps the day only, and says nothing. */
    private static JsonNode date(String operation, String field, JsonNode value) {
        try {
            if (value.isObject()) {
                return TextNode.valueOf(LocalDate.of(whole(value, "year"), whole(value, "month"), whole(value, "day")).toString());
            }
            String text = text(operation, field, value).strip();
            return TextNode.valueOf(text.isEmpty() ? "" : LocalDate.parse(bounded(text)).toString());
        } catch (DateTimeException e) {
            throw Invalid.input(operation, field, "this is no day; write it as year-month-day without a time, such as 2024-05-06");
        }
    }

    private static int whole(JsonNode date, String part) {
        if (!date.path(part).isIntegralNumber() || !date.path(part).canConvertToInt()) {
            throw new DateTimeException("no whole number");
        }
        return date.path(part).intValue();
    }

    private static JsonNode sensitive(String operation, String field, JsonNode list) {
        if (list.isEmpty()) {
            throw Invalid.input(operation, field, "the list is empty; write [\"" + NOT_SENSITIVE + "\"], or what is sensitive");
        }
        someOf(SENSITIVITIES, operation, field, list);
        boolean none = false;
        for (JsonNode item : list) {
            none |= item.textValue().equals(NOT_SENSITIVE);
        }
        if (none && list.size() > 1) {
            throw Invalid.input(operation, field, "'" + NOT_SENSITIVE + "' stands beside something sensitive; remove one of them");
        }
        return list;
    }

    private static JsonNode assignments(String operation, String field, JsonNode list) {
        for (JsonNode item : list) {
            if (!Names.isUuid(item.textValue())) {
                throw Invalid.input(operation, field, "assignments takes a list of the ids (UUIDs) of people, not their names");
            }
        }
        return list;
    }

    static JsonNode someOf(Choices choices, String operation, String field, JsonNode list) {
        for (JsonNode item : list) {
            choices.check(operation, field, item.textValue());
        }
        return list;
    }
}
