package io.github.camelatlos.bench;

import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at what a route would look at: the id, and the status. */
final class Sink implements Processor {

    private volatile CountDownLatch left = new CountDownLatch(0);
    private volatile int seen;

    void expect(int records) {
        left = new CountDownLatch(records);
    }

    void await() throws InterruptedException {
        left.await();
    }

    long missing() {
        return left.getCount();
    }

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof JsonNode json) {
            look(json);
        } else {
            AtlosRecord record = (AtlosRecord) body;
            seen += record.getId().length() + (record instanceof Incident incident ? incident.getStatus().length() : 0);
            left.countDown();
        }
    }

    void look(JsonNode json) {
        seen += json.path("id").asText().length() + json.path("attr_status").asText().length();
        left.countDown();
    }
}
