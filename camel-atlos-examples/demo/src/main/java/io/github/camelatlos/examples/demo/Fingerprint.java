package io.github.camelatlos.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What makes a record's state: all of it but what other lists tell (an incident's sources) and signed URLs, new at every read. */
final class Fingerprint {

    private static final ObjectMapper SORTED = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final List<String> NOT_ITS_OWN = List.of("source_material", "versions", "project", "attachment_urls");

    private Fingerprint() {
    }

    static String of(JsonNode json) {
        ObjectNode own = json.deepCopy();
        own.remove(NOT_ITS_OWN);
        own.path("artifacts").forEach(artifact -> ((ObjectNode) artifact).remove("access_url"));
        try {
            String text = SORTED.writeValueAsString(SORTED.convertValue(own, new TypeReference<Map<String, Object>>() { }));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
