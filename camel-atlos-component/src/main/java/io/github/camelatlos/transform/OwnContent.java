package io.github.camelatlos.transform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;

/**
 * What a record says itself. Timestamps are whole seconds, so two edits in one second are told apart only by this; and signed URLs
 * differ on every read, so a record delivered twice has to be the same without them.
 */
final class OwnContent {

    private static final ObjectWriter SORTED = Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final int LENGTH = 16;

    private OwnContent() {
    }

    static String digest(AtlosRecord record) throws JsonProcessingException {
        ObjectNode json = record.json();
        if (record instanceof Incident) {
            json.remove(List.of("source_material", "versions", "project"));
        }
        json.remove("attachment_urls");
        json.path("artifacts").forEach(artifact -> {
            if (artifact instanceof ObjectNode object) {
                object.remove("access_url");
            }
        });
        Map<String, Object> map = Json.MAPPER.convertValue(json, new TypeReference<>() {
        });
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(map));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
