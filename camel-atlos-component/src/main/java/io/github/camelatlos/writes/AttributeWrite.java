package io.github.camelatlos.writes;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.input.AttributeChange;
import io.github.camelatlos.input.BuiltInAttribute;
import io.github.camelatlos.input.CustomAttributes;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Update;

/** Sets an attribute. Measured: parallel updates of custom attributes undo each other, those of built-in ones do not. */
public final class AttributeWrite implements Write<ObjectNode> {

    /** Measured: what is answered where something empty is cleared. */
    private static final String NOTHING_TO_CHANGE = "A change is required.";

    private final Lookup lookup;
    private final ProjectAttributes project;
    private final String operation;
    private final String explanation;
    private final boolean verify;
    private String slug;
    private AttributeChange change;
    private JsonNode before;
    private Optional<Newest> entries = Optional.empty();

    /** @param explanation or null */
    public AttributeWrite(Lookup lookup, ProjectAttributes project, String operation, String slug, AttributeChange change,
                          String explanation, boolean verify) {
        this.lookup = lookup;
        this.project = project;
        this.operation = operation;
        this.slug = slug;
        this.change = change;
        this.explanation = explanation;
        this.verify = verify;
    }

    @Override
    public Terms terms() {
        return new Terms(operation, Repeat.ALWAYS, verify && change.builtIn() == null);
    }

    @Override
    public Before<ObjectNode> before() {
        Optional<Incident> incident = terms().verified() ? Optional.ofNullable(Lookup.needed(operation, () -> lookup.incident(slug)))
                : Lookup.before(operation, () -> lookup.withRetries(1).incident(slug));
        if (change.builtIn() == null) {
            AttributeChange given = change;
            change = incident.map(one -> given.checkedBy(CustomAttributes.ofIncident(one.json()))).orElseGet(() -> project.check(given::checkedBy));
        }
        slug = incident.map(one -> Lookup.filed(one, slug)).orElse(slug);
        before = incident.map(this::value).orElse(null);
        if (needsEntry()) {
            entries = lookup.entriesOf(operation, slug);
        }
        return Before.ready();
    }

    /** Where the value was the same before only the explanation tells; and incidents do not show every attribute. */
    private boolean needsEntry() {
        return isInvisible() || explanation != null && (before == null || SameJson.asAttribute(before, change.value()));
    }

    private boolean isInvisible() {
        return change.builtIn() != null && !change.builtIn().isShown();
    }

    @Override
    public Attempt<ObjectNode> send() {
        Attempt<ObjectNode> attempt = lookup.client().updateAttribute(slug, change.name(), change.value(), explanation);
        if (attempt instanceof Attempt.Refused<ObjectNode> refused && clearsWhatIsEmpty(refused.reason())) {
            return new Attempt.Answered<>(null);
        }
        return attempt;
    }

    private boolean clearsWhatIsEmpty(AtlosException refusal) {
        return SameJson.asAttribute(change.value(), MissingNode.getInstance()) && !refusal.getFields().isEmpty()
                && refusal.getFields().values().stream().allMatch(text -> text.contains(NOTHING_TO_CHANGE));
    }

    @Override
    public String hint() {
        return change.builtIn() == null ? "a value that does not fit the attribute's type, such as a text where it takes a list"
                : change.builtIn() == BuiltInAttribute.ASSIGNMENTS ? "the id of somebody who is not on this Atlos" : "";
    }

    /** Measured: an id that nobody has answers an empty 500. The API tells of nobody who could be assigned, so that this cannot be known before. */
    @Override
    public AtlosException refused(AtlosException failure) {
        if (change.builtIn() != BuiltInAttribute.ASSIGNMENTS) {
            return null;
        }
        String what = "Atlos failed each time, and nobody was assigned: one of these ids is probably of nobody on this Atlos. Give the ids of people who have "
                + "access to the project";
        return new AtlosException(Kind.INVALID_INPUT, operation, failure.getStatus(), failure.getServerText(), Map.of("body", what), operation + ": " + what, null);
    }

    @Override
    public Look<ObjectNode> look(boolean answered) {
        return answered || !needsEntry() ? byValue(answered) : byEntry();
    }

    private Look<ObjectNode> byEntry() {
        return entries.isEmpty() ? Look.unreadable(null)
                : Look.found(entries.get().since(lookup.withRetries(0)).stream().map(Update::new).filter(this::isEntry).findFirst(), entry -> null);
    }

    /** A person's change of the same attribute has no token. */
    private boolean isEntry(Update update) {
        return "update_attribute".equals(update.getType()) && update.getApiTokenId() != null && update.getModifiedAttribute() != null
                && update.getModifiedAttribute().endsWith(change.name())
                && (explanation == null || update.getExplanation() != null && update.getExplanation().strip().equals(explanation.strip()));
    }

    private Look<ObjectNode> byValue(boolean answered) {
        Incident incident = (answered ? lookup : lookup.withRetries(0)).incident(slug);
        if (incident == null) {
            return Look.unreadable("the incident is not found");
        }
        JsonNode now = value(incident);
        if (SameJson.asAttribute(now, change.value())) {
            return Look.of(Shown.THERE, null);
        }
        return before == null ? Look.unreadable(null) : Look.of(SameJson.asAttribute(now, before) ? Shown.AS_BEFORE : Shown.CHANGED, null);
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
