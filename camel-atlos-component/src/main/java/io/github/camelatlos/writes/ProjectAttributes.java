package io.github.camelatlos.writes;

import java.time.Duration;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.input.CustomAttributes;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;

/** What can be known of the project's own attributes where no incident is at hand; asked for now and then. */
public final class ProjectAttributes {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Lookup lookup;
    private CustomAttributes known;
    private volatile long knownSince;

    public ProjectAttributes(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Checks something against what is known, and against what the project has now before it refuses: an attribute or an option may
     * be a minute old.
     */
    <T> T check(Function<CustomAttributes, T> check) {
        long before = System.nanoTime();
        CustomAttributes remembered = known();
        try {
            return check.apply(remembered);
        } catch (AtlosException refused) {
            if (knownSince >= before) {
                throw refused;
            }
            forget();
            return check.apply(known());
        }
    }

    /** From {@code GET /project} where the server has it, otherwise from any incident; perhaps nothing. */
    private synchronized CustomAttributes known() {
        if (known == null || System.nanoTime() - knownSince > FRESH.toNanos()) {
            known = ask();
            knownSince = System.nanoTime();
        }
        return known;
    }

    private synchronized void forget() {
        known = null;
    }

    private CustomAttributes ask() {
        try {
            JsonNode project = lookup.withRetries(1).client().project();
            if (project != null) {
                return CustomAttributes.ofProject(project);
            }
            Incident any = lookup.withRetries(1).anyIncident();
            return CustomAttributes.ofIncident(any == null ? Json.MAPPER.createObjectNode() : any.json());
        } catch (AtlosException unreadable) {
            return CustomAttributes.ofIncident(Json.MAPPER.createObjectNode());
        }
    }
}
