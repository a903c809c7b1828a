package io.github.camelatlos.changes;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/**
 * The rows delivered within the lookback, each as 16 bytes: its identity and its content. Bounded: what does not fit is
 * forgotten, oldest first, and may then be delivered twice, but never lost.
 */
final class Seen {

    static final int MOST = 50_000;
    private static final int ENTRY = 2 * Long.BYTES;

    private final Map<Long, Known> rows = new HashMap<>();
    private final NavigableMap<Long, Set<Long>> bySecond = new TreeMap<>();
    private final Map<Long, String> encoded = new HashMap<>();

    private record Known(long second, long version) {
    }

    boolean knows(String id) {
        return rows.containsKey(RowRules.identity(id));
    }

    boolean holds(String id, long version) {
        Known known = rows.get(RowRules.identity(id));
        return known != null && known.version == version;
    }

    void remember(String id, Instant at, long version) {
        remember(RowRules.identity(id), at.getEpochSecond(), version);
        while (rows.size() > MOST) {
            forgetOneOf(bySecond.firstKey());
        }
    }

    private void remember(long identity, long second, long version) {
        Known before = rows.put(identity, new Known(second, version));
        if (before != null) {
            encoded.remove(before.second);
            Set<Long> others = bySecond.get(before.second);
            others.remove(identity);
            if (others.isEmpty()) {
                bySecond.remove(before.second);
            }
        }
        bySecond.computeIfAbsent(second, any -> new HashSet<>()).add(identity);
        encoded.remove(second);
    }

    void forgetBefore(Instant instant) {
        while (!bySecond.isEmpty() && bySecond.firstKey() < instant.getEpochSecond()) {
            forgetSecond(bySecond.firstKey());
        }
    }

    private void forgetSecond(long second) {
        bySecond.remove(second).forEach(rows::remove);
        encoded.remove(second);
    }

    private void forgetOneOf(long second) {
        Iterator<Long> identities = bySecond.get(second).iterator();
        rows.remove(identities.next());
        identities.remove();
        encoded.remove(second);
        if (!identities.hasNext() && bySecond.get(second).isEmpty()) {
            bySecond.remove(second);
        }
    }

    int size() {
        return rows.size();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        bySecond.keySet().forEach(second -> json.put(Long.toString(second), encoded.computeIfAbsent(second, this::encode)));
        return json;
    }

    private String encode(long second) {
        Set<Long> identities = bySecond.get(second);
        ByteBuffer bytes = ByteBuffer.allocate(identities.size() * ENTRY);
        identities.forEach(identity -> bytes.putLong(identity).putLong(rows.get(identity).version));
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static Seen fromJson(JsonNode json) {
        Seen seen = new Seen();
        for (Iterator<Map.Entry<String, JsonNode>> fields = json.fields(); fields.hasNext();) {
            Map.Entry<String, JsonNode> field = fields.next();
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(field.getValue().asText()));
            while (bytes.remaining() >= ENTRY) {
                seen.remember(bytes.getLong(), Long.parseLong(field.getKey()), bytes.getLong());
            }
        }
        return seen;
    }
}
