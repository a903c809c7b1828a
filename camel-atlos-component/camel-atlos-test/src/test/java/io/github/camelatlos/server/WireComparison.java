package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must be alike between a recorded answer and ours: all but ids, times, cursors and what tells of other state. */
final class WireComparison {

    private static final List<String> INCIDENT_VALUES = List.of("deleted", "attr_type", "attr_description", "attr_geolocation",
            "attr_geolocation_resolution", "attr_more_info", "attr_date", "attr_restrictions", "attr_sensitive", "attr_status",
            "attr_tags", "attr_equipment", "attr_general_location", "attr_impact");
    private static final List<String> ARTIFACT_VALUES = List.of("type", "title", "mime_type", "perceptual_hashes");

    private final WireFile file;
    private final WireWorld world;
    private final WireClient.Reply reply;

    WireComparison(WireFile file, WireWorld world, WireClient.Reply reply) {
        this.file = file;
        this.world = world;
        this.reply = reply;
    }

    void check() {
        assertEquals(file.status(), reply.status(), () -> new String(reply.bytes()));
        assertEquals(kind(file.contentType()), kind(reply.contentType()), "content type");
        if (!reply.isJson() || file.is("13_head") || file.is("09_large") || !file.body().isObject()) {
            return;
        }
        JsonNode ours = reply.json();
        assertEquals(names(file.body()), names(ours), "keys of the body, in order");
        if (file.body().has("error")) {
            assertEquals(plain(file.body().get("error")), plain(ours.get("error")));
        } else if (file.isPage()) {
            page(ours);
        } else if (file.body().has("result")) {
            result(file.body().get("result"), ours.get("result"));
        }
    }

    private void page(JsonNode ours) {
        assertEquals(file.body().get("next").isNull(), ours.get("next").isNull(), "next");
        assertEquals(file.body().get("previous").isNull(), ours.get("previous").isNull(), "previous");
        if (!ours.get("next").isNull()) {
            int difference = file.body().get("next").textValue().length() - ours.get("next").textValue().length();
            assertTrue(Math.abs(difference) < 30, "cursor length");
        }
        List<JsonNode> rows = new ArrayList<>();
        ours.get("results").forEach(rows::add);
        if (knownCount()) {
            assertEquals(file.rowCount(), rows.size(), "rows");
        }
        for (int i = 0; i < Math.min(rows.size(), file.rows().size()); i++) {
            shape("row", file.rows().get(i), rows.get(i));
        }
        if (file.is("02_order") || file.is("03_") && !file.is("03_cursor")) {
            assertEquals(descriptions(file.rows()), descriptions(rows.subList(0, file.rows().size())), "order");
        }
        if (file.is("14_") || file.is("02_updates_one")) {
            assertEquals(sorted(file.rows()), sorted(rows), "values");
        }
    }

    /** How many rows there were is known wherever the scenario makes them; elsewhere it tells of the recording's history. */
    private boolean knownCount() {
        return file.name().matches("(01|02|03|04_cursor_expired|04_limit|14|16).*") && !file.is("02_order_source") && !file.is("04_limit");
    }

    private void result(JsonNode recorded, JsonNode ours) {
        shape("result", recorded, ours);
        if (recorded.has("slug")) {
            values(recorded, ours, INCIDENT_VALUES);
            for (int i = 0; i < recorded.get("project_attributes").size(); i++) {
                values(recorded.get("project_attributes").get(i), ours.get("project_attributes").get(i), List.of("name", "value"));
            }
            assertEquals(ours.get("versions"), ours.get("source_material"), "the same list again");
            return;
        }
        if (file.is("07_") || file.is("14_")) {
            values(recorded, ours, file.is("14_") ? List.of("visibility") : List.of("status", "source_url", "upload_type", "visibility"));
        }
        if (file.is("08_")) {
            metadata(recorded.get("metadata"), ours.get("metadata"));
        }
        ArrayNode artifacts = (ArrayNode) recorded.get("artifacts");
        if (file.is("09_") && file.method().equals("POST") && !artifacts.isEmpty()) {
            values(last(artifacts), last(ours.get("artifacts")), ARTIFACT_VALUES);
            // Of the other files the recordings don't tell what was in them.
            if (List.of(0, 5).contains(last(artifacts).get("file_size").intValue())) {
                values(last(artifacts), last(ours.get("artifacts")), List.of("file_size", "file_hash_sha256"));
            }
        }
    }

    private void metadata(JsonNode recorded, JsonNode ours) {
        if (file.is("08_readback")) {
            assertEquals(recorded.toString(), ours.toString());
            return;
        }
        String namespace = Params.decoded(file.path().split("\\?")[0].replaceAll(".*/", ""));
        // The answer to the write still has a number as it was written; stored, it has all its digits (see the readback).
        assertTrue(recorded.get(namespace).equals(WireComparison::byNumber, ours.get(namespace)), namespace);
    }

    /** Same keys in the same order, down through everything that both have; null fits anything. */
    private void shape(String where, JsonNode recorded, JsonNode ours) {
        if (recorded.isNull() || ours.isNull() || where.endsWith(".metadata") || where.endsWith(".new_value")) {
            return;
        }
        boolean custom = where.endsWith(".value") || where.endsWith(".title");
        assertTrue(custom || recorded.getNodeType() == ours.getNodeType(), where);
        if (recorded.isObject()) {
            assertEquals(names(recorded), names(ours), where);
            recorded.properties().forEach(e -> shape(where + "." + e.getKey(), e.getValue(), ours.get(e.getKey())));
        } else if (recorded.isArray() && !recorded.isEmpty() && !ours.isEmpty() && recorded.get(0).isObject()) {
            shape(where + "[]", recorded.get(0), ours.get(0));
        }
    }

    private static void values(JsonNode recorded, JsonNode ours, List<String> names) {
        names.forEach(name -> assertEquals(recorded.get(name), ours.get(name), name));
    }

    /** An error without what stands for other state: ids, and the options of attributes, which are our own. */
    private String plain(JsonNode error) {
        return error.toString().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("Valid values are: Military[^\"]*", "Valid values are: …");
    }

    private List<String> sorted(List<JsonNode> rows) {
        return rows.stream().map(this::row).sorted().toList();
    }

    private String row(JsonNode row) {
        ObjectNode copy = row.deepCopy();
        copy.remove(List.of("id", "inserted_at", "updated_at", "media_id", "attachment_urls", "project", "slug", "project_attributes",
                "versions", "source_material"));
        String text = copy.toString().replace(world.cases().project().attributeId("Impact"), "ID");
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID").replace("\"owner1\"", "\"investigator\"");
    }

    private static int byNumber(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;
    }

    private static String kind(String contentType) {
        return contentType.replaceAll(";.*", "");
    }

    private static JsonNode last(JsonNode array) {
        return array.get(array.size() - 1);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String descriptions(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("attr_description").asText()).collect(Collectors.joining("\n"));
    }
}
