package io.github.camelatlos.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An incident. Measured shape: {@code id slug deleted inserted_at updated_at attr_… project_attributes project source_material
 * versions} ({@code versions} is the list of source material once more).
 */
public final class Incident implements AtlosRecord {

    private static final String OPERATION = "incidents list";

    private final RecordJson json;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Incident(ObjectNode json) {
        this.json = new RecordJson(OPERATION, json);
    }

    /**
     * @param utf8    a JSON object, of that id, parsed at the first look
     * @param project where the project stands in it, if it is shared with other incidents, or null
     */
    public Incident(String id, byte[] utf8, RepeatedProject.At project) {
        this.json = new RecordJson(OPERATION, id, utf8, project);
    }

    @Override
    @JsonValue
    public ObjectNode json() {
        return json.tree().deepCopy();
    }

    @Override
    public byte[] toBytes() {
        return json.toBytes();
    }

    @Override
    public String getId() {
        return json.id();
    }

    /** The slug, as the server writes it; comparing slugs, letter case and a project's prefix do not matter. */
    public String getSlug() {
        return Json.text(json.tree(), "slug");
    }

    /** Whether it has been deleted; such a one is only read with {@code deleted=true}. */
    public boolean isDeleted() {
        return json.tree().path("deleted").asBoolean(false);
    }

    @Override
    public Instant getInsertedAt() {
        return Json.instant(json.tree(), "inserted_at");
    }

    /** When the incident itself last changed (UTC, whole seconds). Measured: comments and source material do not move it. */
    public Instant getUpdatedAt() {
        return Json.instant(json.tree(), "updated_at");
    }

    /** What happened, 8 to 2,000 characters as the server takes them; evidence, so not for logs. Null where it is missing. */
    public String getDescription() {
        return Json.text(json.tree(), "attr_description");
    }

    /** {@code To Do}, {@code In Progress}, {@code Help Needed}, {@code Ready for Review}, {@code Completed} or {@code Cancelled}. */
    public String getStatus() {
        return Json.text(json.tree(), "attr_status");
    }

    /** The day of the incident as people gave it, {@code yyyy-MM-dd}, in no time zone; or null. */
    public String getDate() {
        return Json.text(json.tree(), "attr_date");
    }

    /** The tags, or an empty list. */
    public List<String> getTags() {
        return Json.texts(json.tree(), "attr_tags");
    }

    /** How sensitive it is: {@code Not Sensitive}, or one or more of {@code Graphic Violence}, {@code Personal Information Visible}, … */
    public List<String> getSensitive() {
        return Json.texts(json.tree(), "attr_sensitive");
    }

    /** Who may see it ({@code Hidden}, {@code Frozen}), or empty. */
    public List<String> getRestrictions() {
        return Json.texts(json.tree(), "attr_restrictions");
    }

    /** What else is known, or null; evidence, so not for logs. */
    public String getMoreInfo() {
        return Json.text(json.tree(), "attr_more_info");
    }

    /** Where it happened, or null. */
    public Geolocation getGeolocation() {
        return Geolocation.of(json.tree().path("attr_geolocation"));
    }

    /** The project's own attributes. */
    public List<CustomAttribute> getCustomAttributes() {
        List<CustomAttribute> attributes = new ArrayList<>();
        for (JsonNode attribute : json.tree().path("project_attributes")) {
            attributes.add(new CustomAttribute(Json.text(attribute, "id"), Json.text(attribute, "name"),
                    attribute.path("value").deepCopy()));
        }
        return List.copyOf(attributes);
    }

    /**
     * The value of one of the project's own attributes: a text, a list of texts, whatever else is stored there, or null where there is no
     * value or no such attribute. In a route: {@code ${body.attribute('Equipment Used')}}.
     *
     * @param  name                     the name that people see, in any letter case, or the UUID
     * @throws IllegalArgumentException if the project has more than one attribute of this name
     */
    public Object attribute(String name) {
        List<CustomAttribute> named = getCustomAttributes().stream()
                .filter(a -> name.strip().equalsIgnoreCase(a.id()) || a.name() != null && name.strip().equalsIgnoreCase(a.name().strip())).toList();
        if (named.size() > 1) {
            throw new IllegalArgumentException("The project has more than one attribute of the name '" + name + "'; give the UUID of one of "
                    + named.stream().map(CustomAttribute::id).toList());
        }
        return named.isEmpty() ? null : Json.MAPPER.convertValue(named.get(0).value(), Object.class);
    }

    /** The name of the project, or null. */
    public String getProjectName() {
        return Json.text(json.tree().path("project"), "name");
    }

    /** The project's prefix of slugs, such as {@code CIV}, or null. */
    public String getProjectCode() {
        return Json.text(json.tree().path("project"), "code");
    }

    /** The incident's source material as it was when the incident was read, or an empty list. */
    public List<SourceMaterial> getSourceMaterial() {
        List<SourceMaterial> materials = new ArrayList<>();
        for (JsonNode material : json.tree().path("source_material")) {
            if (material instanceof ObjectNode object) {
                materials.add(new SourceMaterial(object));
            }
        }
        return List.copyOf(materials);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Incident that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The slug only: what is in an incident may be evidence, and a string like this ends in a log. */
    @Override
    public String toString() {
        return "Incident[" + getSlug() + "]";
    }

    /** A project's own attribute and its value here: text, a list, a number or JSON null. */
    public record CustomAttribute(String id, String name, JsonNode value) {
        @Override
        public String toString() {
            return "CustomAttribute[" + id + "]";
        }
    }
}
