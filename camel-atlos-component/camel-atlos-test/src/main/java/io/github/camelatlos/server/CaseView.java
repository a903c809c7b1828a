package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** One project's rows, to check: as the API would show them at this moment, without going through it. */
public final class CaseView {

    private final Archive archive;
    private final Rendering rendering;
    private final FileStore files;

    CaseView(Archive archive, Rendering rendering, FileStore files) {
        this.archive = archive;
        this.rendering = rendering;
        this.files = files;
    }

    public JsonNode incident(String slug) {
        return json(archive.locked(shelf -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            IncidentRow row = row(slug);
            rendering.incident(out, archive, row, shelf.sourcesOf(row.id()));
            return out.toByteArray();
        }));
    }

    public JsonNode sourceMaterial(String id) {
        return json(archive.locked(shelf -> rendering.sourceEvenPoisoned(source(id))));
    }

    /** The row of a change as it is now, null if the project no longer has it. */
    public JsonNode rowOf(Change change) {
        return archive.locked(shelf -> switch (change.resource()) {
            case "incidents" -> shelf.incident(change.id()) == null ? null : incident(shelf.incident(change.id()).slug());
            case "source-material" -> shelf.source(change.id()) == null ? null : sourceMaterial(change.id());
            default -> shelf.updatesOf(change.incidentId()).stream().filter(row -> row.id().equals(change.id())).findFirst()
                    .map(row -> json(rendering.update((UpdateRow) row))).orElse(null);
        });
    }

    public List<JsonNode> updates(String slug) {
        return archive.locked(shelf -> shelf.updatesOf(row(slug).id()).stream()
                .map(row -> json(rendering.update((UpdateRow) row))).toList());
    }

    /** Every entry of the updates, newest first. */
    public List<JsonNode> updates() {
        return archive.locked(shelf -> shelf.updates().stream().map(row -> json(rendering.update((UpdateRow) row))).toList());
    }

    public Incident find(String slug) {
        return archive.locked(shelf -> new Incident(row(slug).id(), row(slug).slug()));
    }

    /** Newest first, deleted ones too. */
    public List<String> slugs() {
        return slugs(Integer.MAX_VALUE);
    }

    /** Of the newest ones. */
    public List<String> slugs(int most) {
        return archive.locked(shelf -> shelf.incidents(Sort.UPLOADED_DESC).stream().limit(most)
                .map(row -> ((IncidentRow) row).slug()).toList());
    }

    /** Newest first. */
    public List<String> sourceMaterialIds() {
        return archive.locked(shelf -> shelf.sources().stream().map(Row::id).toList());
    }

    public List<String> sourceMaterialIds(String slug) {
        return archive.locked(shelf -> shelf.sourcesOf(row(slug).id()).stream().map(Row::id).toList());
    }

    public int incidentCount() {
        return archive.locked(shelf -> shelf.incidentCount());
    }

    public int sourceMaterialCount() {
        return archive.locked(shelf -> shelf.sources().size());
    }

    public int updateCount() {
        return archive.locked(shelf -> shelf.updates().size());
    }

    /** The stored bytes of an artifact, as long as they were few enough to be kept. */
    public byte[] bytes(String artifactId) {
        return files.bytes(artifactId).orElseThrow(() -> new IllegalArgumentException("no bytes kept of " + artifactId));
    }

    IncidentRow row(String slug) {
        return Objects.requireNonNull(
                archive.locked(shelf -> shelf.incidentOfSlug(Slug.filed(slug))), () -> "no incident " + slug);
    }

    SourceRow source(String id) {
        return Objects.requireNonNull(archive.locked(shelf -> shelf.source(id)), () -> "no source material " + id);
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
