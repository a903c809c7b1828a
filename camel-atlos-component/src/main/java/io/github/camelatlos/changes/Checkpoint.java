package io.github.camelatlos.changes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/** A checkpoint as text: one line of JSON, with the key it belongs to and a checksum that tells a damaged one. */
final class Checkpoint {

    private static final int VERSION = 1;

    private final String key;
    private final Object store;

    Checkpoint(String key, CheckpointStore store) {
        this.key = key;
        this.store = store;
    }

    String write(ObjectNode state) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("atlosCheckpoint", VERSION).put("key", key).put("crc", crc(state));
        json.set("state", state);
        return json.toString();
    }

    /** @throws CheckpointException if it is damaged, or belongs to another consumer */
    JsonNode read(String text) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw damaged("it is not what was written", e);
        }
        if (json == null || !json.path("state").isObject() || !json.path("key").isTextual()) {
            throw damaged("parts of it are missing", null);
        }
        if (json.path("atlosCheckpoint").asInt() != VERSION) {
            throw new CheckpointException("The checkpoint (" + store + ") was written by another version of this connector (format "
                    + json.path("atlosCheckpoint").asText() + "); use that version, or set another checkpointFile or checkpointKey", null);
        }
        if (!json.get("key").asText().equals(key)) {
            throw new CheckpointException("The checkpoint (" + store + ") belongs to another consumer, with other filters or another base URL: it holds the key "
                    + json.get("key").asText() + ", this consumer's is " + key + ". Set another checkpointFile, or checkpointKey="
                    + json.get("key").asText() + " to go on from it on purpose", null);
        }
        if (!crc((ObjectNode) json.get("state")).equals(json.path("crc").asText())) {
            throw damaged("its checksum is wrong", null);
        }
        return json.get("state");
    }

    private CheckpointException damaged(String why, Exception cause) {
        return new CheckpointException("The checkpoint (" + store + ") is damaged: " + why + ". It was left as it is, and the consumer does not start, "
                + "because it would deliver everything again. Restore it from a backup; or move it away and set startFrom to when you know "
                + "that all was delivered", cause);
    }

    private static String crc(ObjectNode state) {
        CRC32 crc = new CRC32();
        crc.update(state.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
