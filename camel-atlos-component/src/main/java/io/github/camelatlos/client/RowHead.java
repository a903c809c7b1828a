package io.github.camelatlos.client;

import java.time.Instant;

/**
 * What of a row decides whether anybody looks at the rest of it.
 *
 * @param slug      null where the list has none (source material, updates)
 * @param updatedAt null where the list has none (updates)
 */
public record RowHead(String id, String slug, Instant insertedAt, Instant updatedAt) {
}
