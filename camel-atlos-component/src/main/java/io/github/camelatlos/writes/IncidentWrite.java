package io.github.camelatlos.writes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor.Verdict;
import io.github.camelatlos.input.NewIncident;
import io.github.camelatlos.model.Incident;

/** Makes an incident. One whose answer was lost is known by its description, among those that were not there before. */
public final class IncidentWrite implements Write<Incident> {

    private static final String DESCRIPTION = "description";

    /** Measured: the list is newest first, to the second. How far two machines behind one address may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final int MOST_PAGES = 10;

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
        before = Lookup.before(operation, () -> newest(lookup.withRetries(1)));
        return Before.ready();
    }

    /** The newest incidents before: from when on a row may be ours, and which rows of that time are not. */
    private record Newest(Instant from, Set<String> ids) {
    }

    private static Newest newest(Lookup lookup) {
        Instant[] from = { null };
        Set<String> ids = new HashSet<>();
        lookup.walk(Listing.of(AtlosResource.INCIDENTS), MOST_PAGES, head -> {
            from[0] = from[0] == null ? head.insertedAt().minus(CLOCKS_DIFFER) : from[0];
            ids.add(head.id());
            return head.insertedAt().isBefore(from[0]) ? Verdict.LEAVE : Verdict.SKIP;
        });
        return new Newest(from[0] == null ? Instant.EPOCH : from[0], ids);
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
        return lookup.withRetries(0).walk(Listing.of(AtlosResource.INCIDENTS), MOST_PAGES, head -> fresh(before.get(), head)).stream()
                .map(row -> new Incident(row.json()))
                .filter(one -> one.getDescription() != null && one.getDescription().strip().equals(description))
                .findFirst().map(one -> Look.of(Shown.THERE, withStatus(one))).orElse(Look.of(Shown.AS_BEFORE, null));
    }

    private static Verdict fresh(Newest before, RowHead head) {
        if (head.insertedAt().isBefore(before.from())) {
            return Verdict.LEAVE;
        }
        return before.ids().contains(head.id()) ? Verdict.SKIP : Verdict.KEEP;
    }

    /** Measured: the answer shows no status where a later read says what it is. */
    private Incident withStatus(Incident created) {
        return created.getStatus() != null ? created : new Incident(created.json().put("attr_status", incident.path("status").asText("To Do")));
    }
}
