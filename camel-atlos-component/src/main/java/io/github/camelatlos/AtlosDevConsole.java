package io.github.camelatlos;

import java.util.Map;

import io.github.camelatlos.consumer.AtlosConsumer;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows at {@code /q/dev/atlos} how every consumer stands. */
@DevConsole(name = "atlos", displayName = "Atlos", description = "How far the consumers of Atlos have come")
public class AtlosDevConsole extends AbstractDevConsole {

    public AtlosDevConsole() {
        super("camel", "atlos", "Atlos", "How far the consumers of Atlos have come");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Object consumer : consumers()) {
            ((JsonObject) consumer).forEach((name, value) -> text.append(String.format("    %s: %s%n", name, value)));
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("consumers", consumers());
        return root;
    }

    private JsonArray consumers() {
        JsonArray consumers = new JsonArray();
        for (Route route : getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof AtlosConsumer consumer) {
                consumers.add(describe(route.getRouteId(), consumer));
            }
        }
        return consumers;
    }

    private static JsonObject describe(String routeId, AtlosConsumer consumer) {
        JsonObject json = new JsonObject();
        json.put("routeId", routeId);
        json.put("endpoint", URISupport.sanitizeUri(consumer.getEndpoint().getEndpointUri()));
        json.put("checkpoint", consumer.getCheckpoint());
        json.put("checkpointStore", consumer.getCheckpointStore());
        json.put("lagSeconds", consumer.getLagSeconds());
        json.put("secondsSinceSuccess", consumer.getSecondsSinceSuccess());
        json.put("pendingRecords", consumer.getPendingRecords());
        json.put("deliveredRecords", consumer.getDeliveredRecords());
        json.put("duplicatesSuppressed", consumer.getDuplicatesSuppressed());
        json.put("pagesRead", consumer.getPagesRead());
        json.put("bytesRead", consumer.getBytesRead());
        json.put("retries", consumer.getRetries());
        json.put("lastError", consumer.getLastErrorText());
        json.put("secondsUntilSweep", consumer.getSecondsUntilSweep());
        return json;
    }
}
