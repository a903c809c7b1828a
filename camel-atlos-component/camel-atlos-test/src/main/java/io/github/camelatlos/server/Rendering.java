package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Rows as the API shows them, key by key in its own order. What can be kept from one read to the next is kept with the row. */
final class Rendering {

    private final ArtifactLinks links;
    private final boolean newer;

    Rendering(ArtifactLinks links, boolean newer) {
        this.links = links;
        this.newer = newer;
    }

    void incident(ByteArrayOutputStream out, Archive archive, IncidentRow row, Collection<SourceRow> sources) {
        byte[][] parts = row.parts().get(() -> parts(row, archive.project()));
        byte[] list = sources(sources);
        out.writeBytes(parts[0]);
        out.writeBytes(list);
        out.writeBytes(parts[1]);
        out.writeBytes(list);
        out.writeBytes(parts[2]);
        out.writeBytes(archive.projectBytes());
        out.writeBytes(parts[3]);
    }

    /** Measured: one damaged artifact title breaks every read that meets it. */
    byte[] source(SourceRow row) {
        if (row.poisoned()) {
            throw new ServerCrash("a title that is no text");
        }
        return sourceEvenPoisoned(row);
    }

    byte[] sourceEvenPoisoned(SourceRow row) {
        // Links are signed anew at each read, so only rows without files can be kept.
        return row.artifacts().isEmpty() ? row.bytes().get(() -> Json.bytes(json(row))) : Json.bytes(json(row));
    }

    byte[] update(UpdateRow row) {
        return row.bytes().get(() -> Json.bytes(json(row)));
    }

    private byte[] sources(Collection<SourceRow> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('[');
        for (SourceRow row : rows) {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(source(row));
        }
        out.write(']');
        return out.toByteArray();
    }

    private byte[][] parts(IncidentRow row, Project project) {
        ObjectNode middle = Json.object().put("deleted", row.deleted())
                .put("inserted_at", Stamp.of(row.insertedAt())).put("updated_at", Stamp.of(row.updatedAt()));
        middle.set("attr_type", own(row, project, "Incident Type", Project.Type.MULTI_SELECT));
        ObjectNode tail = Json.object().put("slug", row.slug());
        for (String key : List.of("description", "geolocation", "geolocation_resolution", "more_info", "date", "restrictions",
                "sensitive", "status", "tags")) {
            tail.set("attr_" + key, row.value(key));
        }
        tail.set("attr_equipment", own(row, project, "Equipment Used", Project.Type.MULTI_SELECT));
        tail.set("attr_general_location", own(row, project, "Reported Near", Project.Type.TEXT));
        tail.set("attr_impact", own(row, project, "Impact", Project.Type.MULTI_SELECT));
        ArrayNode values = tail.putArray("project_attributes");
        for (Project.Attribute attribute : project.enabled()) {
            values.addObject().put("id", attribute.id()).put("name", attribute.name()).set("value", row.value(attribute.id()));
        }
        return new byte[][] {
            ascii("{\"id\":\"" + row.id() + "\",\"versions\":"),
            join(",", inner(middle), ",\"source_material\":"),
            ascii(",\"project\":"),
            join(",", inner(tail), "}")
        };
    }

    /** What were built-in attributes once are filled from the project's own of that name and type. */
    private static JsonNode own(IncidentRow row, Project project, String name, Project.Type type) {
        return project.enabled().stream().filter(a -> a.name().equals(name) && a.type() == type).findFirst()
                .map(attribute -> row.value(attribute.id())).orElse(Json.text(null));
    }

    private ObjectNode json(SourceRow row) {
        ObjectNode json = Json.object().put("id", row.id()).put("status", row.status());
        json.putObject("metadata").setAll(row.metadata());
        json.put("inserted_at", Stamp.of(row.insertedAt())).put("updated_at", Stamp.of(row.updatedAt()))
                .put("incident_id", row.incidentId());
        ArrayNode artifacts = json.putArray("artifacts");
        row.artifacts().forEach(artifact -> artifacts.add(artifact.json(links.to(artifact))));
        return json.put("scoped_id", row.scopedId()).put("source_url", row.url())
                .put("upload_type", row.direct() ? "direct" : "user_provided").put("visibility", row.visibility());
    }

    private ObjectNode json(UpdateRow row) {
        ObjectNode json = Json.object().put("id", row.id()).put("type", row.type());
        json.set("user", row.author().user());
        // Measured: on the server of today new_value holds the old value, and there is no old_value.
        json.set("new_value", newer ? row.newValue() : row.oldValue());
        if (newer) {
            json.set("old_value", row.oldValue());
        }
        json.put("inserted_at", Stamp.of(row.insertedAt()));
        json.set("attachments", Json.strings(row.attachments()));
        json.put("media_id", row.mediaId());
        json.set("attachment_urls", Json.strings(row.attachments().stream().map(links::toAttachment).toList()));
        json.put("explanation", row.explanation());
        json.set("user_id", row.author().userId());
        json.set("api_token_id", row.author().apiTokenId());
        return json.put("media_version_id", row.sourceId()).put("modified_attribute", row.attribute());
    }

    private static byte[] inner(ObjectNode node) {
        byte[] all = Json.bytes(node);
        return Arrays.copyOfRange(all, 1, all.length - 1);
    }

    private static byte[] join(String before, byte[] middle, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(middle.length + 32);
        out.writeBytes(ascii(before));
        out.writeBytes(middle);
        out.writeBytes(ascii(after));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
