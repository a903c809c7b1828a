package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Writes rows by one author, and with each what the server writes along: which timestamps move and which entry the updates
 * get is the table of what was measured. Its methods are called inside {@link Archive#locked}.
 */
record Ledger(Archive archive, Author author, Supplier<Instant> time) {

    Ledger as(Author other) {
        return new Ledger(archive, other, time);
    }

    Ledger at(Instant instant) {
        return new Ledger(archive, author, () -> instant);
    }

    long second() {
        return time.get().getEpochSecond();
    }

    IncidentRow insertIncident(Map<String, JsonNode> attributes) {
        return insertIncident(attributes, "");
    }

    /** Measured: slugs of the first years are filed with "ATL-" before them. */
    IncidentRow insertIncident(Map<String, JsonNode> attributes, String prefix) {
        return archive.locked(shelf -> {
            String slug = prefix + RandomIds.slug();
            while (shelf.incidentOfSlug(slug) != null) {
                slug = prefix + RandomIds.slug();
            }
            IncidentRow row = new IncidentRow(RandomIds.uuid(), slug, second(), attributes);
            archive.save(row);
            log("create", row.id(), null);
            return row;
        });
    }

    /** Measured: the same value again moves no timestamp, yet adds an entry; an empty list on an unset list is the same value. */
    void writeAttribute(IncidentRow row, String key, JsonNode value, String explanation) {
        archive.locked(shelf -> {
            JsonNode before = row.value(key);
            if (!same(before, value)) {
                archive.save(row.with(key, value).updatedAt(second()));
            }
            archive.save(UpdateRow.edit(second(), row.id(), key, combined(row, key, before), combined(row, key, value), explanation,
                    author));
            return null;
        });
    }

    UpdateRow comment(IncidentRow row, String text, List<String> attachments) {
        return archive.locked(shelf -> {
            UpdateRow update = UpdateRow.plain("comment", second(), row.id(), text, author, null).attached(attachments);
            archive.save(update);
            return update;
        });
    }

    void deleted(IncidentRow row, boolean deleted) {
        archive.locked(shelf -> {
            archive.save(row.deleted(deleted).updatedAt(second()));
            log(deleted ? "delete" : "undelete", row.id(), null);
            return null;
        });
    }

    /** Measured: moves nothing of the incident. */
    SourceRow insertSource(IncidentRow row, int scopedId, String url, boolean direct) {
        return archive.locked(shelf -> {
            String status = archive.settlesAtOnce(direct) ? "complete" : "pending";
            SourceRow source = new SourceRow(RandomIds.uuid(), row.id(), scopedId, status, second(), url, direct);
            archive.save(source);
            log("upload_version", row.id(), source.id());
            return source;
        });
    }

    int nextScopedId(IncidentRow row) {
        return archive.locked(shelf -> shelf.sourcesOf(row.id()).stream().mapToInt(SourceRow::scopedId).max().orElse(0) + 1);
    }

    /** Measured: moves the source material's timestamp if anything is different, and adds no update. */
    SourceRow writeMetadata(SourceRow row, SortedMap<String, JsonNode> metadata) {
        if (row.metadata().equals(metadata)) {
            return row;
        }
        return saved(row.metadata(metadata, second()));
    }

    SourceRow saved(SourceRow row) {
        return archive.locked(shelf -> {
            archive.save(row);
            return row;
        });
    }

    private void log(String type, String incidentId, String sourceId) {
        archive.save(UpdateRow.plain(type, second(), incidentId, null, author, sourceId));
    }

    private static boolean same(JsonNode before, JsonNode after) {
        return before.equals(after) || (unset(before) && unset(after));
    }

    private static boolean unset(JsonNode value) {
        return value.isNull() || (value.isContainerNode() && value.isEmpty());
    }

    private static JsonNode combined(IncidentRow row, String key, JsonNode value) {
        ObjectNode combined = Json.object().put("_combined", true);
        combined.set(AttributeKey.wire(key), value);
        if (key.equals("geolocation")) {
            combined.set("attr_geolocation_resolution", row.value("geolocation_resolution"));
        }
        return combined;
    }
}
