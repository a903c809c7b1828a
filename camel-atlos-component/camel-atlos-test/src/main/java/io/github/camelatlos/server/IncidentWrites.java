package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comments and attribute updates. */
final class IncidentWrites {

    private final RaceWindow window;

    IncidentWrites(RaceWindow window) {
        this.window = window;
    }

    /** Measured: the order is incident, permission, message. */
    Answer addComment(Call call) {
        IncidentRow row = writable(call, Permission.COMMENT, "api token not authorized to post comment");
        JsonNode message = call.params().get("message").orElseThrow(() -> new Refusal("message not provided"));
        call.ledger().comment(row, Explanation.ofComment(message), List.of());
        return Answer.success();
    }

    /** Measured: the value comes before the attribute. That it comes first of all was read. */
    Answer update(Call call) {
        JsonNode value = call.params().get("value").orElseThrow(() -> new Refusal("value not provided"));
        IncidentRow row = writable(call, Permission.EDIT, "api token not authorized to edit");
        String name = call.path().get("attribute");
        Optional<Project.Attribute> own = call.archive().project().enabled(name);
        if (AttributeKey.RETIRED.contains(name)) {
            throw new ServerCrash("a retired attribute");
        }
        if (own.isEmpty() && !AttributeKey.BUILT_IN.contains(name)) {
            throw new Refusal("attribute not found");
        }
        ObjectNode errors = Json.object();
        JsonNode checked = Refusal.collect(errors, () -> own.isPresent()
                ? OwnAttributeRules.checked(own.get(), value, Json.object())
                : builtIn(call, row, name, value));
        String message = Refusal.collect(errors, () -> call.params().get("message").map(Explanation::besideUpdate).orElse(null));
        Refusal.ofAll(errors);
        if (own.isPresent()) {
            writeOwn(call, row, name, checked, message);
        } else {
            call.archive().locked(shelf -> {
                call.ledger().writeAttribute(shelf.incident(row.id()), name, checked, message);
                return null;
            });
        }
        return Answer.success();
    }

    /** Measured: clearing what is already empty is an error, though the same value again is none. */
    private static JsonNode builtIn(Call call, IncidentRow row, String name, JsonNode value) {
        if (name.equals("geolocation")) {
            return unchangedPlace(row);
        }
        JsonNode checked = AttributeRules.update(name, value, call.archive().people());
        if (checked.isNull() && row.value(name).isNull()) {
            throw Refusal.ofField("attr_" + name, "A change is required.");
        }
        return checked;
    }

    /** Measured: a place can't be updated: refused while there is none, and quietly left as it is where there is one. */
    private static JsonNode unchangedPlace(IncidentRow row) {
        JsonNode place = row.value("geolocation");
        if (place.isNull()) {
            throw Refusal.ofField("attr_geolocation", "A change is required.");
        }
        return place;
    }

    /** Measured: the project's own attributes are written as one list, so parallel updates undo each other. */
    private void writeOwn(Call call, IncidentRow row, String id, JsonNode value, String message) {
        window.readThenWrite(call.archive(), () -> ownValues(call, row.id()), seen -> call.archive().locked(shelf -> {
            Map<String, JsonNode> restored = new HashMap<>(shelf.incident(row.id()).attributes());
            restored.putAll(seen);
            call.ledger().writeAttribute(shelf.incident(row.id()).with(restored), id, value, message);
            return null;
        }));
    }

    private static Map<String, JsonNode> ownValues(Call call, String incidentId) {
        return call.archive().locked(shelf -> {
            Map<String, JsonNode> values = new HashMap<>();
            call.archive().project().attributes()
                    .forEach(a -> values.put(a.id(), shelf.incident(incidentId).attributes().getOrDefault(a.id(), NullNode.instance)));
            return values;
        });
    }

    /** Measured: writes on a deleted incident are refused with the text of a missing permission. */
    private static IncidentRow writable(Call call, Permission permission, String refusal) {
        IncidentRow row = call.incident().orElseThrow(() -> new Refusal("incident not found"));
        if (!call.may(permission) || row.deleted()) {
            throw new Refusal(refusal);
        }
        call.crashIfPoisoned(row.id());
        return row;
    }
}
