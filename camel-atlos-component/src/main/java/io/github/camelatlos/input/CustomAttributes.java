package io.github.camelatlos.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * The attributes that a project's owners made up, as far as they are known: from {@code GET /project} where the server has it,
 * otherwise from an incident, which names them with their ids in one place and with their types in another.
 */
public final class CustomAttributes {

    private record Attribute(String id, String name, String type, List<String> options) {
        @Override
        public String toString() {
            return name + " (" + id + ")";
        }
    }

    private final List<Attribute> attributes;

    private CustomAttributes(List<Attribute> attributes) {
        this.attributes = attributes;
    }

    /** As {@code GET /project} tells them. */
    public static CustomAttributes ofProject(JsonNode project) {
        List<Attribute> attributes = new ArrayList<>();
        for (JsonNode attribute : project.path("attributes")) {
            attributes.add(attribute(attribute.path("id").asText(""), attribute));
        }
        return new CustomAttributes(attributes);
    }

    /**
     * As an incident tells them. Where several have one name, the types are known only if both places hold as many of it, for then
     * they are in the same order; otherwise one of them is retired, which nothing tells.
     */
    public static CustomAttributes ofIncident(ObjectNode incident) {
        List<Attribute> attributes = new ArrayList<>();
        JsonNode values = incident.path("project_attributes");
        for (JsonNode value : values) {
            String id = value.path("id").asText("");
            String name = value.path("name").asText("");
            List<JsonNode> named = named(name, incident.path("project").path("attributes"));
            List<JsonNode> twins = named(name, values);
            attributes.add(named.size() == twins.size() ? attribute(id, named.get(twins.indexOf(value))) : new Attribute(id, name, "", List.of()));
        }
        return new CustomAttributes(attributes);
    }

    private static List<JsonNode> named(String name, JsonNode all) {
        List<JsonNode> named = new ArrayList<>();
        all.forEach(one -> {
            if (one.path("name").asText("").equals(name)) {
                named.add(one);
            }
        });
        return named;
    }

    private static Attribute attribute(String id, JsonNode definition) {
        List<String> options = new ArrayList<>();
        definition.path("options").forEach(option -> options.add(option.asText()));
        return new Attribute(id, definition.path("name").asText(""), definition.path("type").asText(""), options);
    }

    /** Whether nothing is known: the project has none, or they could not be read. */
    boolean isEmpty() {
        return attributes.isEmpty();
    }

    /**
     * The id of the attribute that people see under this name.
     *
     * @param name in any letter case
     */
    String idOf(String operation, String field, String name) {
        List<Attribute> named = named(name);
        if (named.size() > 1) {
            throw Invalid.input(operation, field, "the project has more than one attribute of this name; give the UUID of the one that is meant: "
                    + all(named));
        }
        return named.stream().map(Attribute::id).findFirst().orElseThrow(() -> Invalid.input(operation, field, nameless(name)));
    }

    boolean has(String name) {
        return !named(name).isEmpty();
    }

    /** Those of this name with their ids, for a message. */
    String all(String name) {
        return all(named(name));
    }

    private List<Attribute> named(String name) {
        return attributes.stream().filter(a -> isSame(a.name(), name)).toList();
    }

    private static boolean isSame(String one, String other) {
        return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }

    private String nameless(String name) {
        String retired = BuiltInAttribute.isRetired(name) ? " Once it was built in, and Atlos fails on it." : "";
        return "there is no attribute of this name." + retired + " Built in are " + BuiltInAttribute.allNames() + "; " + (attributes.isEmpty()
                ? "the project's own cannot be read now, so give the UUID" : "the project has " + all(attributes));
    }

    /**
     * The value as it is to be sent.
     *
     * @param id a UUID
     */
    JsonNode check(String operation, String field, String id, JsonNode value) {
        Optional<Attribute> known = attributes.stream().filter(a -> a.id().equalsIgnoreCase(id)).findFirst();
        if (known.isPresent()) {
            return check(operation, field, known.get(), value);
        } else if (attributes.isEmpty()) {
            return value;
        }
        throw Invalid.input(operation, field, "the project has no attribute " + id + "; it has: " + all(attributes));
    }

    private static JsonNode check(String operation, String field, Attribute attribute, JsonNode value) {
        return switch (attribute.type()) {
            // Measured: a list for a text is stored as a list, and a number answers an empty 500.
            case "text" -> TextNode.valueOf(Texts.one(operation, field, value));
            // Measured: a list is refused.
            case "select" -> select(operation, field, new Choices(attribute.options()), Texts.one(operation, field, value));
            // Measured: the server stores anything here, and 2024-02-30 breaks the platform's own page.
            case "date" -> BuiltInAttribute.DATE.check(operation, field, value);
            // Measured: a text answers an empty 500.
            case "multi_select" -> BuiltInAttribute.someOf(new Choices(attribute.options()), operation, field, Texts.list(operation, field, value));
            default -> value;
        };
    }

    private static JsonNode select(String operation, String field, Choices choices, String text) {
        return TextNode.valueOf(PlainText.isBlank(text) ? "" : choices.check(operation, field, text));
    }

    private static String all(List<Attribute> some) {
        return some.stream().map(Attribute::toString).collect(Collectors.joining(", "));
    }
}
