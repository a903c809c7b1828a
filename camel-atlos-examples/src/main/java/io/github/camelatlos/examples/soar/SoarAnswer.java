package io.github.camelatlos.examples.soar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.http.base.HttpOperationFailedException;

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

    /** The id of the one incident in a list that holds this key as the value of some field; null if none does. */
    public String idOf(String answer, String key, String field) throws IOException {
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
        return null;
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
