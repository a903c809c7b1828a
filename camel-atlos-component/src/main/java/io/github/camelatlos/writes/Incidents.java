package io.github.camelatlos.writes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor.Verdict;
import io.github.camelatlos.input.NewIncident;
import io.github.camelatlos.model.Incident;

/** Makes incidents. One whose answer was lost is known by its description, among those that were not there before. */
public final class Incidents {

    private static final String OPERATION = "incidents create";
    private static final String DESCRIPTION = "description";

    /** Measured: the list is newest first, to the second. How far two machines behind one address may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final int MOST_PAGES = 10;

    private final AtlosClient client;
    private final Lookup lookup;
    private final ProjectAttributes project;

    public Incidents(AtlosClient client, Lookup lookup, ProjectAttributes project) {
        this.client = client;
        this.lookup = lookup;
        this.project = project;
    }

    /** @param incident as {@link NewIncident} has it */
    public Incident create(ObjectNode incident) {
        ObjectNode checked = NewIncident.hasCustom(incident) ? project.check(known -> NewIncident.checkedBy(known, OPERATION, incident)) : incident;
        Optional<Newest> before = Lookup.before(OPERATION, () -> newest(lookup.withRetries(1)));
        Attempt<Incident> attempt = client.createIncident(checked);
        String description = checked.path(DESCRIPTION).asText();
        return withStatus(OnceOnly.outcome(client, OPERATION, attempt, before.map(newest -> added(newest, description)).orElse(null)), checked);
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

    private Supplier<Optional<Incident>> added(Newest before, String description) {
        return () -> lookup.withRetries(0).walk(Listing.of(AtlosResource.INCIDENTS), MOST_PAGES, head -> fresh(before, head)).stream()
                .map(row -> new Incident(row.json())).filter(incident -> description.strip().equals(
                        incident.getDescription() == null ? null : incident.getDescription().strip())).findFirst();
    }

    private static Verdict fresh(Newest before, RowHead head) {
        if (head.insertedAt().isBefore(before.from())) {
            return Verdict.LEAVE;
        }
        return before.ids().contains(head.id()) ? Verdict.SKIP : Verdict.KEEP;
    }

    /** Measured: the answer shows no status where a later read says what it is. */
    private static Incident withStatus(Incident created, ObjectNode sent) {
        if (created.getStatus() != null) {
            return created;
        }
        return new Incident(created.json().put("attr_status", sent.path("status").asText("To Do")));
    }
}
