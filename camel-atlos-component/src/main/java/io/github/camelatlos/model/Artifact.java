package io.github.camelatlos.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A file kept with a piece of source material.
 *
 * @param type      {@code upload}, or what the server's own archiver made
 * @param fileSize  bytes, or null
 * @param accessUrl signed, good for 6 hours, on another host: for reading now, not for keeping, and never with the token
 * @param sha256    of the bytes, hexadecimal in lower case
 */
public record Artifact(String id, String type, String title, Long fileSize, String mimeType, String accessUrl, String sha256) {

    static Artifact of(JsonNode json) {
        JsonNode size = json.path("file_size");
        return new Artifact(Json.text(json, "id"), Json.text(json, "type"), Json.text(json, "title"),
                size.isIntegralNumber() && size.canConvertToLong() ? size.longValue() : null, Json.text(json, "mime_type"), Json.text(json, "access_url"),
                Json.text(json, "file_hash_sha256"));
    }

    /** Without the signed URL, which opens the file to whoever reads it. */
    @Override
    public String toString() {
        return "Artifact[" + id + "]";
    }
}
