package io.github.camelatlos.writes;

import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.input.AttributeChange;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Update;
import io.github.camelatlos.writes.Repeatable.Seen;
import io.github.camelatlos.writes.Repeatable.Value;

/** One attribute of one incident, on its way to its new value. */
final class AttributeTarget implements Repeatable.Target<ObjectNode> {

    private final AtlosClient client;
    private final Lookup lookup;
    private final String slug;
    private final AttributeChange change;
    private final String explanation;
    private final JsonNode before;
    private final Supplier<Optional<Update>> entry;

    /** @param incident as it was before, or null */
    AttributeTarget(AtlosClient client, Lookup lookup, String slug, AttributeChange change, String explanation, Incident incident) {
        this.client = client;
        this.lookup = lookup;
        this.slug = slug;
        this.change = change;
        this.explanation = explanation;
        this.before = incident == null ? null : value(incident);
        this.entry = needsEntry() ? entry() : null;
    }

    /** Where the value was the same before only the explanation tells; and not every attribute is shown. */
    private boolean needsEntry() {
        return isInvisible() || explanation != null && (before == null || SameJson.asAttribute(before, change.value()));
    }

    private boolean isInvisible() {
        return change.builtIn() != null && !change.builtIn().isShown();
    }

    private Supplier<Optional<Update>> entry() {
        return Lookup.before(AttributeUpdates.OPERATION, () -> History.now(lookup.withRetries(1), slug))
                .map(history -> history.since(lookup.withRetries(0), this::isEntry)).orElse(null);
    }

    private boolean isEntry(Update update) {
        return "update_attribute".equals(update.getType()) && update.getModifiedAttribute() != null
                && update.getModifiedAttribute().endsWith(change.name())
                && (explanation == null || update.getExplanation() != null && update.getExplanation().strip().equals(explanation.strip()));
    }

    @Override
    public Attempt<ObjectNode> send() {
        return client.updateAttribute(slug, change.name(), change.value(), explanation);
    }

    @Override
    public Seen<ObjectNode> look(boolean answered) {
        return new Seen<>(answered || !needsEntry() ? byValue(answered) : byEntry(), null);
    }

    private Value byEntry() {
        if (entry == null) {
            return Value.UNKNOWN;
        }
        return entry.get().isPresent() ? Value.SENT : Value.BEFORE;
    }

    private Value byValue(boolean answered) {
        Incident incident = (answered ? lookup : lookup.withRetries(0)).incident(slug);
        if (incident == null) {
            return Value.UNKNOWN;
        }
        JsonNode now = value(incident);
        if (SameJson.asAttribute(now, change.value())) {
            return Value.SENT;
        }
        return before == null ? Value.UNKNOWN : SameJson.asAttribute(now, before) ? Value.BEFORE : Value.OTHER;
    }

    private JsonNode value(Incident incident) {
        JsonNode json = incident.json();
        if (change.builtIn() != null) {
            return json.path(change.builtIn().recordName());
        }
        for (JsonNode attribute : json.path("project_attributes")) {
            if (attribute.path("id").asText("").equalsIgnoreCase(change.name())) {
                return attribute.path("value");
            }
        }
        return MissingNode.getInstance();
    }
}
