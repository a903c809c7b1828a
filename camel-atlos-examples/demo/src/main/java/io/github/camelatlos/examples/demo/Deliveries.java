package io.github.camelatlos.examples.demo;

import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosEndpoint;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.model.AtlosRecord;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Watches from outside what the routes were given and what they wrote: the routes themselves know nothing of being counted. */
final class Deliveries extends EventNotifierSupport {

    /** What one route was given. A duplicate is a state of a record that had been dealt with already. */
    private static final class Tally {
        private final Map<String, String> last = new HashMap<>();
        private final Set<String> seen = new HashSet<>();
        private long read;
        private long duplicates;
        private long failures;
    }

    private record Delivery(AtlosResource resource, String id, String state) {
    }

    private static final String KEY = Deliveries.class.getName();

    private final Map<AtlosResource, Tally> tallies = new EnumMap<>(AtlosResource.class);
    private final Set<String> uploaded = new HashSet<>();
    private final Set<String> noted = new HashSet<>();

    Deliveries() {
        for (AtlosResource resource : AtlosResource.values()) {
            tallies.put(resource, new Tally());
        }
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        if (event instanceof ExchangeCreatedEvent created) {
            begin(created.getExchange());
        } else if (event instanceof ExchangeCompletedEvent completed && delivery(completed.getExchange()) != null) {
            done(delivery(completed.getExchange()));
        } else if (event instanceof ExchangeFailedEvent failed && delivery(failed.getExchange()) != null) {
            tallies.get(delivery(failed.getExchange()).resource).failures++;
        } else if (event instanceof ExchangeSentEvent sent && sent.getEndpoint() instanceof AtlosEndpoint atlos
                && sent.getExchange().getException() == null) {
            written(atlos, sent.getExchange().getMessage().getHeader(AtlosConstants.SOURCE_MATERIAL_ID, String.class));
        }
    }

    synchronized long read(AtlosResource resource) {
        return tallies.get(resource).read;
    }

    synchronized long duplicates(AtlosResource resource) {
        return tallies.get(resource).duplicates;
    }

    /** Exchanges that failed; the consumer delivers those records again. */
    synchronized long failures(AtlosResource resource) {
        return tallies.get(resource).failures;
    }

    /** The state in which the record was dealt with last, or null. */
    synchronized String lastState(AtlosResource resource, String id) {
        return tallies.get(resource).last.get(id);
    }

    /** The ids of the source material to which a file was uploaded. */
    synchronized Set<String> uploaded() {
        return Set.copyOf(uploaded);
    }

    /** The ids of the source material whose metadata was set. */
    synchronized Set<String> noted() {
        return Set.copyOf(noted);
    }

    synchronized long all() {
        return tallies.values().stream().mapToLong(tally -> tally.read).sum() + uploaded.size() + noted.size();
    }

    private static Delivery delivery(Exchange exchange) {
        return exchange.getProperty(KEY, Delivery.class);
    }

    private static void begin(Exchange exchange) {
        if (exchange.getFromEndpoint() instanceof AtlosEndpoint from && exchange.getMessage().getBody() instanceof AtlosRecord record) {
            exchange.setProperty(KEY, new Delivery(from.getResource(), record.getId(), Fingerprint.of(record.json())));
        }
    }

    private void done(Delivery delivery) {
        Tally tally = tallies.get(delivery.resource);
        tally.read++;
        if (!tally.seen.add(delivery.id + delivery.state)) {
            tally.duplicates++;
        }
        tally.last.put(delivery.id, delivery.state);
    }

    private void written(AtlosEndpoint atlos, String id) {
        switch (String.valueOf(atlos.getProducerConfiguration().getOperation())) {
            case "upload" -> uploaded.add(id);
            case "setMetadata" -> noted.add(id);
            default -> { }
        }
    }
}
