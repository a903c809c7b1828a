package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A project: what its tokens see, and the attributes that its owners made up. */
public record Project(String id, String code, String name, String description, String color, boolean active,
        List<Attribute> attributes) {

    public enum Type {
        MULTI_SELECT, SELECT, TEXT, DATE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An attribute of the project's own, addressed by its id.
     *
     * @param enabled false once its owners have retired it: the project still lists it, but incidents no longer do, and no
     *                write takes it (read, not measured)
     */
    public record Attribute(String id, String name, String description, Type type, List<String> options, boolean enabled) {

        public Attribute(String id, String name, String description, Type type, List<String> options) {
            this(id, name, description, type, options, true);
        }

        /** With an id of its own. */
        public static Attribute of(String name, Type type, String... options) {
            return new Attribute(RandomIds.uuid(), name, "", type, List.of(options));
        }

        Attribute retired() {
            return new Attribute(id, name, description, type, options, false);
        }

        ObjectNode json() {
            ObjectNode json = Json.object().put("name", name).put("description", description).put("type", type.wire());
            json.set("options", Json.strings(options));
            return json;
        }
    }

    public Project {
        attributes = List.copyOf(attributes);
    }

    /** Those that incidents have and writes take. */
    List<Attribute> enabled() {
        return attributes.stream().filter(Attribute::enabled).toList();
    }

    Optional<Attribute> enabled(String id) {
        return attributes.stream().filter(a -> a.enabled() && a.id().equals(id)).findFirst();
    }

    public Optional<Attribute> attribute(String idOrName) {
        return attributes.stream().filter(a -> a.id().equals(idOrName) || a.name().equals(idOrName)).findFirst();
    }

    /** The id of the attribute of this name. */
    public String attributeId(String name) {
        return attribute(name).orElseThrow(() -> new IllegalArgumentException("no attribute " + name)).id();
    }

    Project archived() {
        return new Project(id, code, name, description, color, false, attributes);
    }

    Project with(List<Attribute> others) {
        return new Project(id, code, name, description, color, active, others);
    }

    /** As incidents repeat it, each time: without the attributes' ids. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("active", active);
        ArrayNode list = json.putArray("attributes");
        attributes.forEach(a -> list.add(a.json()));
        return json.put("code", code).put("id", id).put("name", name).put("description", description).put("color", color);
    }

    /** As the route of a newer server shows it (read, not measured): with the attributes' ids. */
    JsonNode jsonWithIds() {
        ObjectNode json = json();
        ArrayNode list = json.putArray("attributes");
        enabled().forEach(a -> list.add(Json.object().put("id", a.id()).setAll(a.json())));
        return json;
    }
}
