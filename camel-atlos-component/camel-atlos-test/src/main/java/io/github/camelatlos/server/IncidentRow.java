package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * An incident. Its attributes are filed by their name in the API ("status", "tags"…), those of the project by their id.
 * It doesn't know its source material: the list joins that at each read.
 */
record IncidentRow(String id, String slug, long insertedAt, long updatedAt, boolean deleted, Map<String, JsonNode> attributes,
        Memo<byte[][]> parts) implements Row {

    IncidentRow {
        attributes = Collections.unmodifiableMap(new HashMap<>(attributes));
    }

    IncidentRow(String id, String slug, long at, Map<String, JsonNode> attributes) {
        this(id, slug, at, at, false, attributes, new Memo<>());
    }

    JsonNode value(String key) {
        return attributes.getOrDefault(key, NullNode.instance);
    }

    IncidentRow with(String key, JsonNode value) {
        Map<String, JsonNode> changed = new HashMap<>(attributes);
        changed.put(key, value);
        return with(changed);
    }

    IncidentRow with(Map<String, JsonNode> changed) {
        return new IncidentRow(id, slug, insertedAt, updatedAt, deleted, changed, new Memo<>());
    }

    IncidentRow updatedAt(long at) {
        return new IncidentRow(id, slug, insertedAt, at, deleted, attributes, new Memo<>());
    }

    IncidentRow deleted(boolean now) {
        return new IncidentRow(id, slug, insertedAt, updatedAt, now, attributes, new Memo<>());
    }

    @Override
    public String description() {
        return value("description").asText("");
    }

    @Override
    public String date() {
        return value("date").isNull() ? null : value("date").asText();
    }
}
