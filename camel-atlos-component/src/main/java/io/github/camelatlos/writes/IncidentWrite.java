package io.github.camelatlos.writes;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.input.NewIncident;
import io.github.camelatlos.model.Incident;

/** Makes an incident. One whose answer was lost is known by its description, among those that were not there before. */
public final class IncidentWrite implements Write<Incident> {

    private static final String DESCRIPTION = "description";

    private final Lookup lookup;
    private final ProjectAttributes project;
    private final String operation;
    private ObjectNode incident;
    private Optional<Newest> before = Optional.empty();

    /** @param incident as {@link NewIncident} has it */
    public IncidentWrite(Lookup lookup, ProjectAttributes project, String operation, ObjectNode incident) {
        this.lookup = lookup;
        this.project = project;
        this.operation = operation;
        this.incident = incident;
    }

    @Override
    public Terms terms() {
        return new Terms(operation, Repeat.NEVER, false);
    }

    @Override
    public Before<Incident> before() {
        if (NewIncident.hasCustom(incident)) {
            incident = project.check(known -> NewIncident.checkedBy(known, operation, incident));
        }
        before = Lookup.before(operation, () -> Newest.of(lookup.withRetries(1), Listing.of(AtlosResource.INCIDENTS)));
        return Before.ready();
    }

    @Override
    public Attempt<Incident> send() {
        Attempt<Incident> attempt = lookup.client().createIncident(incident);
        return attempt instanceof Attempt.Answered<Incident> made ? new Attempt.Answered<>(withStatus(made.value())) : attempt;
    }

    @Override
    public Look<Incident> look(boolean answered) {
        if (before.isEmpty()) {
            return Look.unreadable(null);
        }
        String description = incident.path(DESCRIPTION).asText().strip();
        return Look.found(before.get().since(lookup.withRetries(0)).stream().map(Incident::new)
                .filter(one -> one.getDescription() != null && one.getDescription().strip().equals(description)).findFirst(), this::withStatus);
    }

    /** Measured: the answer shows no status where a later read says what it is. */
    private Incident withStatus(Incident created) {
        return created.getStatus() != null ? created : new Incident(created.json().put("attr_status", incident.path("status").asText("To Do")));
    }
}
