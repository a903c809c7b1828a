package io.github.camelatlos.writes;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;

/** Adds source material. Measured: of 16 added in parallel to one incident 11 were answered with 500. */
public final class SourceMaterialWrite implements Write<SourceMaterial> {

    private final Lookup lookup;
    private final String operation;
    private final String url;
    private final boolean archive;
    private String slug;
    private Set<String> before;

    /** @param url null for source material without one */
    public SourceMaterialWrite(Lookup lookup, String operation, String slug, String url, boolean archive) {
        this.lookup = lookup;
        this.operation = operation;
        this.slug = slug;
        this.url = url;
        this.archive = archive;
    }

    @Override
    public Terms terms() {
        return new Terms(operation, Repeat.NEVER, false);
    }

    @Override
    public Before<SourceMaterial> before() {
        Optional<Incident> incident = Lookup.before(operation, () -> lookup.withRetries(1).incident(slug));
        before = incident.map(one -> one.getSourceMaterial().stream().map(SourceMaterial::getId).collect(Collectors.toSet())).orElse(null);
        slug = incident.map(one -> Lookup.filed(one, slug)).orElse(slug);
        return Before.ready();
    }

    @Override
    public Attempt<SourceMaterial> send() {
        return lookup.client().createSourceMaterial(slug, url, archive);
    }

    @Override
    public Look<SourceMaterial> look(boolean answered) {
        if (before == null) {
            return Look.unreadable(null);
        } else if (url == null) {
            return Look.unreadable("source material without a URL looks like anybody's");
        }
        Incident incident = lookup.withRetries(0).incident(slug);
        return Look.found(Optional.ofNullable(incident).stream().flatMap(one -> one.getSourceMaterial().stream())
                .filter(material -> !before.contains(material.getId()) && url.equals(material.getSourceUrl())).findFirst(), material -> material);
    }
}
