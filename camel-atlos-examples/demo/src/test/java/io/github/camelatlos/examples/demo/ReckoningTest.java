package io.github.camelatlos.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.server.InventedAtlos;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EventFactory;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The summary is only worth something if it would show a loss. */
class ReckoningTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final EventFactory events = camel.getManagementStrategy().getEventFactory();
    private final Deliveries deliveries = new Deliveries();
    private InventedAtlos atlos;
    private Reckoning reckoning;

    @BeforeEach
    void start() throws Exception {
        atlos = new InventedAtlos();
        reckoning = new Reckoning(atlos, deliveries);
        atlos.view().slugs().forEach(this::deliver);
    }

    @AfterEach
    void stop() {
        atlos.close();
        camel.stop();
    }

    @Test
    void whatWasDeliveredAsItIsIsNotMissing() {
        assertEquals(Set.of(), reckoning.missing(AtlosResource.INCIDENTS));
        assertEquals(atlos.view().incidentCount(), deliveries.read(AtlosResource.INCIDENTS));
        assertEquals(0, deliveries.duplicates(AtlosResource.INCIDENTS));
        assertFalse(reckoning.isComplete(), "no source material has arrived");
        assertEquals(atlos.view().sourceMaterialCount(), reckoning.missing(AtlosResource.SOURCE_MATERIAL).size());
    }

    @Test
    void anEditThatDidNotArriveIsMissing() {
        String slug = atlos.view().slugs().get(0);
        atlos.cases().edit(slug, "more_info", "Found later");
        assertEquals(Set.of(id(slug)), reckoning.missing(AtlosResource.INCIDENTS));

        deliver(slug);
        assertEquals(Set.of(), reckoning.missing(AtlosResource.INCIDENTS));
        assertEquals(0, deliveries.duplicates(AtlosResource.INCIDENTS));
    }

    @Test
    void aNewIncidentThatDidNotArriveIsMissing() {
        String slug = atlos.cases().addIncident("Found later");

        assertEquals(Set.of(id(slug)), reckoning.missing(AtlosResource.INCIDENTS));
    }

    @Test
    void theSameStateTwiceIsADuplicate() {
        deliver(atlos.view().slugs().get(0));

        assertEquals(1, deliveries.duplicates(AtlosResource.INCIDENTS));
    }

    @Test
    void whatFailedHasNotArrived() {
        String slug = atlos.cases().addIncident("Found later");
        Exchange exchange = exchange(slug);
        deliveries.notify(events.createExchangeCreatedEvent(exchange));
        exchange.setException(new IllegalStateException("the route failed"));
        deliveries.notify(events.createExchangeFailedEvent(exchange));

        assertEquals(Set.of(id(slug)), reckoning.missing(AtlosResource.INCIDENTS));
        assertEquals(1, deliveries.failures(AtlosResource.INCIDENTS));
    }

    @Test
    void anUploadThatTheServerDoesNotHoldIsUnconfirmed() {
        String id = atlos.view().sourceMaterialIds().get(0);
        Endpoint upload = camel.getEndpoint("atlos:source-material?operation=upload");
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(AtlosConstants.SOURCE_MATERIAL_ID, id);
        deliveries.notify(events.createExchangeSentEvent(exchange, upload, 1));

        assertEquals(Set.of(id), deliveries.uploaded());
        assertEquals(Set.of(id), reckoning.unconfirmed());
    }

    @Test
    void aWriteThatFailedDoesNotCount() {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(AtlosConstants.SOURCE_MATERIAL_ID, atlos.view().sourceMaterialIds().get(0));
        exchange.setException(new IllegalStateException("refused"));
        deliveries.notify(events.createExchangeSentEvent(exchange, camel.getEndpoint("atlos:source-material?operation=setMetadata"), 1));

        assertTrue(deliveries.noted().isEmpty());
    }

    private void deliver(String slug) {
        Exchange exchange = exchange(slug);
        deliveries.notify(events.createExchangeCreatedEvent(exchange));
        deliveries.notify(events.createExchangeCompletedEvent(exchange));
    }

    private Exchange exchange(String slug) {
        Exchange exchange = camel.getEndpoint("atlos:incidents?token=q7Vn-3TzR_0example0example0example0example0=").createExchange();
        exchange.getMessage().setBody(new Incident(Json.object(atlos.view().incident(slug).toString().getBytes(StandardCharsets.UTF_8))));
        return exchange;
    }

    private String id(String slug) {
        return atlos.view().find(slug).id();
    }
}
