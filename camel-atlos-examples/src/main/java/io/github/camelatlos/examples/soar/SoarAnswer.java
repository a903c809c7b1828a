package io.github.camelatlos.examples.soar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.net.PercentCodec;

/** Reads what Cloud SOAR answers, whose fields are the tenant's. */
public final class SoarAnswer {

    private final ObjectMapper mapper = new ObjectMapper();

    /** The id of the incident that was created. Without one the answer is no proof of anything. */
    public String id(String answer, String field) throws IOException {
        String id = text(answer, field);
        if (id == null) {
            throw new IOException("The answer holds no " + field);
        }
        return id;
    }

    /** A field of the incident, or null. */
    public String text(String answer, String field) throws IOException {
        JsonNode value = mapper.readTree(answer).path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    /**
     * The id of the one incident in a list that holds this key as the value of some field; null if none does. A part of a list
     * proves nothing: an answer that has more to it than the list has to say that these are all.
     */
    public String idOf(String answer, String key, String field) throws IOException, UnknownOutcome {
        JsonNode json = mapper.readTree(answer);
        List<JsonNode> lists = new ArrayList<>(json.isArray() ? List.of(json) : List.of());
        json.forEach(value -> {
            if (json.isObject() && value.isArray()) {
                lists.add(value);
            }
        });
        if (lists.size() != 1) {
            throw new IOException("The answer to the search is no list, so that nothing can be said");
        }
        for (JsonNode incident : lists.get(0)) {
            if (holds(incident, key)) {
                return id(incident.toString(), field);
            }
        }
        if (json.isObject() && json.size() > 1 && !saysAll(json, lists.get(0).size())) {
            throw new UnknownOutcome("the search gave only a part of the list, or does not say that it is all");
        }
        return null;
    }

    /** A total, or a count, and that many there. */
    private static boolean saysAll(JsonNode json, int size) {
        boolean all = false;
        for (var field : json.properties()) {
            boolean counts = field.getKey().toLowerCase(Locale.ROOT).matches(".*(total|count)s?");
            if (counts && field.getValue().canConvertToInt()) {
                if (field.getValue().intValue() != size) {
                    return false;
                }
                all = true;
            } else if (field.getValue().isObject()) {
                all |= saysAll(field.getValue(), size);
            }
        }
        return all;
    }

    /** Where people open it. An id is the tenant's text, and no path. */
    public String link(String link, String id) {
        return link + PercentCodec.RFC3986.encode(id);
    }

    /** What the source material's metadata says. */
    public Map<String, String> note(String key, String id, String link) {
        return Map.of("key", key, "id", id, "link", link(link, id));
    }

    /** The status of the answer that ended an exchange; empty where there was none. */
    public String status(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        return failure instanceof HttpOperationFailedException http ? String.valueOf(http.getStatusCode()) : "";
    }

    private static boolean holds(JsonNode json, String key) {
        if (json.isValueNode()) {
            return json.asText().equals(key);
        }
        for (JsonNode value : json) {
            if (holds(value, key)) {
                return true;
            }
        }
        return false;
    }
}
