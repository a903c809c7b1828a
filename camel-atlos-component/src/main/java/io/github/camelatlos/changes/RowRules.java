package io.github.camelatlos.changes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Digest64;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;

/**
 * What counts as a change of a row.
 *
 * @param wanted false for rows that nobody asked for (filters that only this side can apply), or null
 * @param onRow  is told of each row that is met, before anything is done with it
 */
public record RowRules(AtlosResource resource, Predicate<RowHead> wanted, Consumer<RowHead> onRow) {

    /** The timestamp that the list is sorted by: incidents are asked for by update, the others come by insertion. */
    public Instant position(RowHead head) {
        return resource == AtlosResource.INCIDENTS ? head.updatedAt() : head.insertedAt();
    }

    /** When the row last changed. */
    public Instant changedAt(RowHead head) {
        return head.updatedAt() == null ? head.insertedAt() : head.updatedAt();
    }

    /** Whether a row that was delivered can come again with other content. */
    boolean canChange() {
        return resource != AtlosResource.UPDATES;
    }

    boolean isWanted(Row row) {
        return wanted == null || wanted.test(row.head());
    }

    /**
     * The row's content, in 64 bits: what is its own and not only a fresh signature. Measured: an incident repeats its project
     * and its source material, which have changes of their own, and signed URLs differ on every read. A row that cannot be parsed counts by its
     * bytes: it has to reach the route, and fail there.
     */
    long digest(Row row) {
        if (!canChange()) {
            return Seen.NONE;
        }
        try {
            return digest(row.json());
        } catch (RuntimeException e) {
            return Digest64.of(row.utf8());
        }
    }

    private long digest(ObjectNode json) {
        if (resource == AtlosResource.INCIDENTS) {
            json.remove(List.of("source_material", "versions", "project"));
        } else {
            json.path("artifacts").forEach(artifact -> {
                if (artifact instanceof ObjectNode object) {
                    object.remove("access_url");
                }
            });
        }
        StringBuilder canonical = new StringBuilder();
        append(json, canonical);
        return Digest64.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With sorted keys, since the server may send them in any order. */
    private static void append(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
            out.append('{');
            sorted.forEach((key, value) -> {
                out.append(key.length()).append(':').append(key);
                append(value, out);
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(value -> append(value, out));
            out.append(']');
        } else {
            out.append(node.getNodeType().ordinal()).append(node.asText().length()).append(':').append(node.asText());
        }
    }
}
