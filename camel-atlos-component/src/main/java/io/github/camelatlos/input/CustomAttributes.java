package io.github.camelatlos.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * The attributes that a project's owners made up, as far as they are known: from {@code GET /project} where the server has it,
 * otherwise from an incident, which names them with their ids in one place and with their types in another.
 */
public final class CustomAttributes {

    private record Attribute(String id, String name, String type, List<String> options) {
    }

    private static final String TEXT = "text";

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

    /** As an incident tells them. Where two attributes have one name, nothing is said about their types. */
    public static CustomAttributes ofIncident(ObjectNode incident) {
        List<Attribute> attributes = new ArrayList<>();
        for (JsonNode value : incident.path("project_attributes")) {
            String name = value.path("name").asText("");
            List<JsonNode> named = new ArrayList<>();
            incident.path("project").path("attributes").forEach(definition -> {
                if (definition.path("name").asText("").equals(name)) {
                    named.add(definition);
                }
            });
            String id = value.path("id").asText("");
            attributes.add(named.size() == 1 ? attribute(id, named.get(0)) : new Attribute(id, name, "", List.of()));
        }
        return new CustomAttributes(attributes);
    }

    private static Attribute attribute(String id, JsonNode definition) {
        List<String> options = new ArrayList<>();
        definition.path("options").forEach(option -> options.add(option.asText()));
        return new Attribute(id, definition.path("name").asText(""), definition.path("type").asText(""), options);
    }

    /**
     * The value as it is to be sent.
     *
     * @param id a UUID
     */
    public JsonNode check(String operation, String field, String id, JsonNode value) {
        Optional<Attribute> known = attributes.stream().filter(a -> a.id().equalsIgnoreCase(id)).findFirst();
        if (known.isEmpty()) {
            return unknown(operation, field, id, value);
        }
        Attribute attribute = known.get();
        if (attribute.type().equals(TEXT)) {
            // Measured: a list for a text is stored as a list.
            return TextNode.valueOf(Texts.one(operation, field, value));
        }
        if (attribute.options().isEmpty()) {
            return value;
        }
        // Measured: a text for a multi-select answers an empty 500.
        return BuiltInAttribute.someOf(new Choices(attribute.options()), operation, field, Texts.list(operation, field, value));
    }

    private JsonNode unknown(String operation, String field, String id, JsonNode value) {
        if (attributes.isEmpty()) {
            return value;
        }
        StringBuilder there = new StringBuilder();
        attributes.forEach(a -> there.append(there.isEmpty() ? "" : ", ").append(a.name()).append(" (").append(a.id()).append(')'));
        throw Invalid.input(operation, field, "the project has no attribute " + id + "; it has: " + there);
    }
}
