package io.github.camelatlos.examples.archive;

import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The slugs of incidents by their ids, for source material from a list: the API gives only the incident's id there. */
public final class Slugs {

    private volatile Map<String, String> slugs = Map.of();

    public void learn(Iterator<Incident> incidents) {
        Map<String, String> all = new HashMap<>();
        incidents.forEachRemaining(each -> all.put(each.getId(), each.getSlug()));
        slugs = Map.copyOf(all);
    }

    /** Null if it is not known. */
    public String of(SourceMaterial material) {
        return material.getIncidentId() == null ? null : slugs.get(material.getIncidentId());
    }
}
