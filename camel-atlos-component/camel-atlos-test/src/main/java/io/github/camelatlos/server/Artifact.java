package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A stored file. {@code fileName} is the storage's own: measured, of the sender's name only the extension is kept. */
record Artifact(String id, JsonNode title, long size, String mimeType, String fileName, String sha256) {

    /** Measured: a title that is not one plain string breaks every list that holds the record. */
    boolean poisoned() {
        return title.isContainerNode();
    }

    String path() {
        return "/artifacts/" + id + "/" + fileName;
    }

    ObjectNode json(String accessUrl) {
        ObjectNode json = Json.object().put("id", id).put("type", "upload");
        json.set("title", title);
        return json.put("file_size", size).put("mime_type", mimeType).put("access_url", accessUrl)
                .put("file_hash_sha256", sha256).putNull("perceptual_hashes");
    }
}
