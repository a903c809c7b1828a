package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a file's records are: from the first request to the metadata.
 *
 * @param file     its name in the folder
 * @param offset   of the first record
 * @param response of the last response, which holds the file
 * @param length   of all of them
 * @param sha256   of the bytes from offset on, packed as they are
 */
record WarcPosition(String file, long offset, long response, long length, String sha256) {

    static WarcPosition of(JsonNode json) {
        return new WarcPosition(json.path("file").asText(), json.path("offset").asLong(), json.path("response").asLong(),
                json.path("length").asLong(), json.path("sha256").asText());
    }

    long end() {
        return offset + length;
    }

    ObjectNode json() {
        return ManifestLine.nothing().put("file", file).put("offset", offset).put("response", response).put("length", length).put("sha256", sha256);
    }
}
