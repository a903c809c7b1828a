package io.github.camelatlos.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.camelatlos.model.RepeatedProject;

/**
 * What of a row decides whether anybody looks at the rest of it, and what its exchange says of it; each null where the list has none.
 *
 * @param identity         who it is, in 64 bits, and never 0; reckoned once, as each row is looked up several times
 * @param slug             of an incident
 * @param updatedAt        of an incident or source material
 * @param incidentId       of source material, or of what an update speaks of
 * @param sourceMaterialId what an update speaks of
 * @param apiTokenId       the token that an update was made with; null if a person made it
 * @param projectId        of an incident
 * @param project          where an incident's project stands in its JSON, if the row is kept
 */
public record RowHead(String id, long identity, String slug, Instant insertedAt, Instant updatedAt, String incidentId, String sourceMaterialId,
                      String apiTokenId, String projectId, RepeatedProject.At project) {

    public RowHead(String id, String slug, Instant insertedAt, Instant updatedAt, String incidentId, String sourceMaterialId, String apiTokenId,
                   String projectId, RepeatedProject.At project) {
        this(id, identity(id), slug, insertedAt, updatedAt, incidentId, sourceMaterialId, apiTokenId, projectId, project);
    }

    /** The head of a row that says nothing of others. */
    public RowHead(String id, String slug, Instant insertedAt, Instant updatedAt) {
        this(id, slug, insertedAt, updatedAt, null, null, null, null, null);
    }

    private static long identity(String id) {
        long hash = Digest64.of(id.getBytes(StandardCharsets.UTF_8));
        return hash == 0 ? 1 : hash;
    }

    RowHead with(RepeatedProject.At where) {
        return new RowHead(id, identity, slug, insertedAt, updatedAt, incidentId, sourceMaterialId, apiTokenId, projectId, where);
    }
}
