package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The route that creates incidents, with rules of its own: what it lets through, an update would refuse. */
final class NewIncident {

    private static final Set<String> DROPPED = Set.of("geolocation_resolution", "assignments");

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
        if (!project.active()) {
            archivedProject(project, errors);
        }
        Map<String, JsonNode> filed = new HashMap<>();
        requireGiven(call, "description", errors);
        requireGiven(call, "sensitive", errors);
        call.params().tree().properties().forEach(e -> collect(errors, () -> file(filed, project, e.getKey(), e.getValue())));
        ArrayNode urls = Json.NODES.arrayNode();
        collect(errors, () -> urls.addAll(urls(call)));
        if (!errors.isEmpty()) {
            throw new Refusal(errors);
        }
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
                    || project.attributes().stream().anyMatch(a -> a.id().equals(name));
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
        filed.put(key, AttributeKey.BUILT_IN.contains(key)
                ? builtIn(key, value)
                : AttributeRules.own(project.attribute(key).orElseThrow(), value));
    }

    private static JsonNode builtIn(String key, JsonNode value) {
        return switch (key) {
            // Measured: any status is stored as it comes.
            case "status" -> Json.text(AttributeRules.text("attr_status", value));
            case "geolocation" -> place(value);
            case "date" -> date(value);
            default -> AttributeRules.builtIn(key, value);
        };
    }

    private static JsonNode place(JsonNode value) {
        return Geolocation.parse(AttributeRules.text("location", value)).map(Geolocation::json)
                .orElseThrow(() -> Refusal.ofField("attr_geolocation",
                        "Unable to parse this location; please enter a latitude-longitude pair separated by commas."));
    }

    private static JsonNode date(JsonNode value) {
        try {
            return AttributeRules.builtIn("date", value);
        } catch (Refusal e) {
            throw Refusal.ofField("attr_date", "is invalid");
        }
    }

    private static ArrayNode urls(Call call) {
        JsonNode urls = call.params().get("urls").orElseGet(() -> Json.NODES.arrayNode());
        boolean good = urls.isArray();
        for (JsonNode url : urls) {
            good &= url.isTextual() && url.textValue().matches("(?i)https?://.+");
        }
        if (!good) {
            throw Refusal.ofField("urls", "Invalid list");
        }
        return (ArrayNode) urls;
    }

    private static void requireGiven(Call call, String key, ObjectNode errors) {
        if (call.params().get(key).isEmpty()) {
            errors.put("attr_" + key, "can't be blank");
        }
    }

    private static void archivedProject(Project project, ObjectNode errors) {
        errors.put("project_id", "You cannot add incidents to this project.");
        ArrayNode attributes = errors.putArray("project_attributes");
        for (Project.Attribute attribute : project.attributes()) {
            ObjectNode entry = attributes.addObject().put("value", "This API token does not have permission to edit this attribute.");
            entry.putObject("source").put("id", attribute.id()).put("project_id", project.id());
        }
    }

    private static void collect(ObjectNode errors, Runnable part) {
        try {
            part.run();
        } catch (Refusal e) {
            errors.setAll((ObjectNode) e.error());
        }
    }
}
