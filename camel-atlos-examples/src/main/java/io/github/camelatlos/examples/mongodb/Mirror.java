package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import java.util.List;
import org.apache.camel.Body;
import org.bson.Document;

/** A record as a document. */
public final class Mirror {

    /** Of an incident: the source material has a collection of its own, and would be out of date here. */
    private static final List<String> ELSEWHERE = List.of("source_material", "versions");
    /** Signed links are a way in for six hours, and nothing after that. */
    private static final String SIGNED = "access_url";

    public Document document(@Body AtlosRecord record) {
        ObjectNode json = record.json();
        json.remove(ELSEWHERE);
        json.remove("attachment_urls");
        for (JsonNode artifact : json.path("artifacts")) {
            ((ObjectNode) artifact).remove(SIGNED);
        }
        return Document.parse(json.toString()).append("_id", record.getId());
    }
}
