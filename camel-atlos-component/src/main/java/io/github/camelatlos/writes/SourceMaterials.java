package io.github.camelatlos.writes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;

/** Adds source material. Measured: of 16 added in parallel to one incident 11 were answered with 500. */
public final class SourceMaterials {

    private static final String OPERATION = "source-material create";

    private final AtlosClient client;
    private final Lookup lookup;

    public SourceMaterials(AtlosClient client, Lookup lookup) {
        this.client = client;
        this.lookup = lookup;
    }

    /** @param url null for source material without one */
    public SourceMaterial create(String slug, String url, boolean archive) {
        Optional<Incident> before = Lookup.before(OPERATION, () -> lookup.withRetries(1).incident(slug));
        Attempt<SourceMaterial> attempt = client.createSourceMaterial(slug, url, archive);
        return OnceOnly.outcome(client, OPERATION, attempt, before.map(incident -> added(slug, url, ids(incident))).orElse(null));
    }

    private Supplier<Optional<SourceMaterial>> added(String slug, String url, Set<String> before) {
        return () -> {
            Incident incident = lookup.withRetries(0).incident(slug);
            List<SourceMaterial> now = incident == null ? List.of() : incident.getSourceMaterial();
            return now.stream().filter(material -> !before.contains(material.getId()))
                    .filter(material -> Objects.equals(material.getSourceUrl(), url)).findFirst();
        };
    }

    private static Set<String> ids(Incident incident) {
        return incident.getSourceMaterial().stream().map(SourceMaterial::getId).collect(Collectors.toSet());
    }
}
