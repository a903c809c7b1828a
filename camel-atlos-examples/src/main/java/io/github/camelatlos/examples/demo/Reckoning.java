package io.github.camelatlos.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosResource;
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

    /** How many records say in their metadata that a file is kept, and the server holds that very file. */
    long confirmed() {
        return atlos.view().sourceMaterialIds().stream().map(id -> atlos.view().sourceMaterial(id)).filter(Reckoning::holdsItsFile)
                .count();
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

    private static boolean holdsItsFile(JsonNode source) {
        String hash = source.path("metadata").path("camel-atlos-demo").path("sha256").asText("none");
        return StreamSupport.stream(source.path("artifacts").spliterator(), false)
                .anyMatch(artifact -> hash.equals(artifact.path("file_hash_sha256").asText()));
    }
}
