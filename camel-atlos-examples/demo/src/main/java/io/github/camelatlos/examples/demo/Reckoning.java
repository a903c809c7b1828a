package io.github.camelatlos.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.server.InventedAtlos;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Compares what the routes were given, and what they wrote, with what the invented Atlos itself holds. */
final class Reckoning {

    private final InventedAtlos atlos;
    private final Deliveries deliveries;

    Reckoning(InventedAtlos atlos, Deliveries deliveries) {
        this.atlos = atlos;
        this.deliveries = deliveries;
    }

    /** The records whose present state has not arrived. */
    Set<String> missing(AtlosResource resource) {
        Set<String> missing = new LinkedHashSet<>();
        switch (resource) {
            case INCIDENTS -> atlos.view().slugs().forEach(slug -> check(resource, atlos.view().incident(slug), missing));
            case SOURCE_MATERIAL -> atlos.view().sourceMaterialIds()
                    .forEach(id -> check(resource, atlos.view().sourceMaterial(id), missing));
            case UPDATES -> atlos.newUpdates().stream().filter(id -> deliveries.lastState(resource, id) == null).forEach(missing::add);
        }
        return missing;
    }

    boolean isComplete() {
        for (AtlosResource resource : AtlosResource.values()) {
            if (!missing(resource).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The source material that was written to, and that does not hold what was written. */
    Set<String> unconfirmed() {
        Set<String> unconfirmed = new LinkedHashSet<>();
        // Which file it was stands in the note, which comes after it; Ctrl-C may come in between.
        Set<String> noted = deliveries.noted();
        deliveries.uploaded().stream().map(atlos.view()::sourceMaterial)
                .filter(source -> noted.contains(source.path("id").asText()) ? !holdsItsFile(source) : source.path("artifacts").isEmpty())
                .forEach(source -> unconfirmed.add(source.path("id").asText()));
        noted.stream().filter(id -> note(atlos.view().sourceMaterial(id)).isMissingNode()).forEach(unconfirmed::add);
        return unconfirmed;
    }

    long changes() {
        return atlos.changes();
    }

    private void check(AtlosResource resource, JsonNode now, Set<String> missing) {
        String id = now.path("id").asText();
        if (!Fingerprint.of(now).equals(deliveries.lastState(resource, id))) {
            missing.add(id);
        }
    }

    private static JsonNode note(JsonNode source) {
        return source.path("metadata").path("camel-atlos-demo");
    }

    private static boolean holdsItsFile(JsonNode source) {
        String hash = note(source).path("sha256").asText("none");
        return StreamSupport.stream(source.path("artifacts").spliterator(), false)
                .anyMatch(artifact -> hash.equals(artifact.path("file_hash_sha256").asText()));
    }
}
