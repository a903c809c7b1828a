package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The route that creates incidents, with rules of its own: what it lets through, an update would refuse. */
final class NewIncident {

    private static final Set<String> DROPPED = Set.of("geolocation_resolution", "assignments", "time");

    // What a person would take for an address: a scheme and, up to the first slash, a host with a dot.
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#.]*\\.[^/?#]*");

    private final Rendering rendering;

    NewIncident(Rendering rendering) {
        this.rendering = rendering;
    }

    Answer create(Call call) {
        if (!call.token().may(Permission.EDIT)) {
            throw new Refusal("unauthorized");
        }
        Project project = call.archive().project();
        refuseUnknown(call.params().tree(), project);
        ObjectNode errors = Json.object();
        if (!call.archive().editable()) {
            notToThisProject(project, errors);
        }
        Map<String, JsonNode> filed = new HashMap<>();
        call.params().tree().properties().forEach(e -> Refusal.collect(errors, () -> {
            file(filed, project, e.getKey(), e.getValue());
            return null;
        }));
        requireGiven(filed, "description", errors);
        requireGiven(filed, "sensitive", errors);
        ArrayNode urls = Refusal.collect(errors, () -> urls(call));
        Refusal.ofAll(errors);
        return created(call, filed, urls);
    }

    private Answer created(Call call, Map<String, JsonNode> filed, ArrayNode urls) {
        boolean statusGiven = filed.containsKey("status");
        filed.putIfAbsent("status", Json.text("To Do"));
        return call.archive().locked(shelf -> {
            IncidentRow row = call.ledger().insertIncident(filed);
            urls.forEach(url -> call.ledger().insertSource(row, call.ledger().nextScopedId(row), url.textValue(), true));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            // Measured: the answer shows no status where a later read says "To Do".
            rendering.incident(out, call.archive(), statusGiven ? row : row.with("status", NullNode.instance),
                    shelf.sourcesOf(row.id()).stream().map(source -> source.status("pending", source.updatedAt())).toList());
            return Answer.result(out.toByteArray());
        });
    }

    private static void refuseUnknown(ObjectNode given, Project project) {
        Set<String> unknown = new TreeSet<>();
        given.fieldNames().forEachRemaining(name -> {
            boolean known = AttributeKey.BUILT_IN.contains(name) || AttributeKey.RETIRED.contains(name) || name.equals("urls")
                    || project.enabled(name).isPresent();
            if (!known) {
                unknown.add("\"" + name + "\"");
            }
        });
        if (!unknown.isEmpty()) {
            throw new Refusal("unknown attributes: [" + String.join(", ", unknown) + "]");
        }
    }

    private static void file(Map<String, JsonNode> filed, Project project, String key, JsonNode value) {
        if (value.isNull() || DROPPED.contains(key) || AttributeKey.RETIRED.contains(key) || key.equals("urls")) {
            return;
        }
        if (AttributeKey.BUILT_IN.contains(key)) {
            JsonNode checked = key.equals("geolocation") ? place(value) : AttributeRules.create(key, value);
            if (!checked.isNull()) {
                filed.put(key, checked);
            }
            return;
        }
        ObjectNode source = Json.object().put("id", key).put("project_id", project.id());
        filed.put(key, OwnAttributeRules.checked(project.enabled(key).orElseThrow(), value, source));
    }

    private static JsonNode place(JsonNode value) {
        JsonNode text = AttributeCasts.text("location", value);
        return text.isNull() ? text : Geolocation.parse(text.textValue()).map(Geolocation::json)
                .orElseThrow(() -> Refusal.ofField("attr_geolocation",
                        "Unable to parse this location; please enter a latitude-longitude pair separated by commas."));
    }

    /** Measured: any scheme will do, but the host has to hold a dot. */
    private static ArrayNode urls(Call call) {
        JsonNode urls = call.params().get("urls").orElseGet(() -> Json.NODES.arrayNode());
        if (!urls.isArray()) {
            throw Refusal.ofField("urls", "Invalid list");
        }
        List<String> wrong = new ArrayList<>();
        for (JsonNode url : urls) {
            if (!url.isTextual()) {
                throw new ServerCrash("a URL that is no text");
            }
            if (!URL.matcher(url.textValue()).lookingAt()) {
                wrong.add(url.textValue());
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.ofField("urls_parsed", "The following entries are not valid urls: " + String.join(", ", wrong));
        }
        return (ArrayNode) urls;
    }

    private static void requireGiven(Map<String, JsonNode> filed, String key, ObjectNode errors) {
        if (!filed.containsKey(key) && !errors.has("attr_" + key)) {
            errors.put("attr_" + key, "can't be blank");
        }
    }

    /** Measured for an archived project; a security mode answers alike. */
    private static void notToThisProject(Project project, ObjectNode errors) {
        errors.put("project_id", "You cannot add incidents to this project.");
        ArrayNode attributes = errors.putArray("project_attributes");
        for (Project.Attribute attribute : project.enabled()) {
            ObjectNode entry = attributes.addObject().put("value", "This API token does not have permission to edit this attribute.");
            entry.putObject("source").put("id", attribute.id()).put("project_id", project.id());
        }
    }
}
