package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.camelatlos.model.AtlosRecords;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data types that a Pipe or a route asks for by name. */
class DataTypesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:json").process(as("atlos:application-json"));
                from("direct:event").process(as("atlos:application-cloudevents"));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void jsonKeepsTheServersKeys() {
        assertThat(transformed("direct:json", incident("one", "To Do"), Map.of()).getMessage().getBody())
                .isEqualTo("{\"id\":\"one\",\"attr_status\":\"To Do\",\"inserted_at\":\"2026-11-22T12:44:28\"}");
        assertThat(transformed("direct:json", new AtlosRecords(List.of(update("u"))), Map.of()).getMessage().getBody())
                .isEqualTo("[{\"id\":\"u\",\"inserted_at\":\"2026-11-22T12:44:28\"}]");
        assertThat(transformed("direct:json", Map.of("seen", true), Map.of()).getMessage().getBody()).isEqualTo("{\"seen\":true}");
        assertThat(transformed("direct:json", "already text", Map.of()).getMessage().getBody()).isEqualTo("already text");
    }

    @Test
    void aCloudEventComesFromTheRecord() {
        Exchange event = transformed("direct:event", incident("one", "To Do"), Map.of("CamelAtlosChange", "modified",
                "CamelAtlosSlug", "CIV-AB12CD", "CamelAtlosTimestamp", Instant.parse("2026-11-22T13:00:00Z")));

        assertThat(event.getMessage().getHeaders()).containsEntry("CamelCloudEventSource", "atlos:incidents")
                .containsEntry("CamelCloudEventType", "io.github.camelatlos.incident.modified")
                .containsEntry("CamelCloudEventSubject", "CIV-AB12CD").containsEntry("CamelCloudEventTime", "2026-11-22T13:00:00Z")
                .containsEntry("CamelCloudEventVersion", "1.0").containsEntry("CamelCloudEventContentType", "application/json");
        assertThat(id(event)).startsWith("one.1795352400.");
        assertThat(event.getMessage().getBody(String.class)).contains("\"attr_status\":\"To Do\"");
    }

    @Test
    void aRecordThatWasOnlyReadIsAnEventToo() {
        Exchange event = transformed("direct:event", update("u"), Map.of());
        assertThat(event.getMessage().getHeaders()).containsEntry("CamelCloudEventType", "io.github.camelatlos.update.read")
                .containsEntry("CamelCloudEventTime", "2026-11-22T12:44:28Z").containsEntry("CamelCloudEventSubject", "u");
    }

    @Test
    void twoEditsInOneSecondAreTwoEvents() {
        assertThat(id(transformed("direct:event", incident("one", "To Do"), Map.of())))
                .isNotEqualTo(id(transformed("direct:event", incident("one", "Completed"), Map.of())))
                .isEqualTo(id(transformed("direct:event", incident("one", "To Do"), Map.of())));
    }

    @Test
    void aRecordReadTwiceIsOneEventThoughItsLinksDiffer() {
        assertThat(id(transformed("direct:event", material("https://files.example.org/a?signature=1"), Map.of())))
                .isEqualTo(id(transformed("direct:event", material("https://files.example.org/a?signature=2"), Map.of())));
    }

    @Test
    void anythingElseIsNoEvent() {
        assertThat(context.createProducerTemplate().request("direct:event", e -> e.getMessage().setBody("text")).getException())
                .hasStackTraceContaining("A CloudEvent is made of one record of Atlos, and the body is a String");
    }

    /** As a step of a route, whose name has changed between Camel's versions, would do it. */
    private static Processor as(String type) {
        DataType wanted = new DataType(type);
        return exchange -> exchange.getContext().resolveTransformer(type).transform(exchange.getMessage(), wanted, wanted);
    }

    private Exchange transformed(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = context.createProducerTemplate().request(uri, e -> {
            e.getMessage().setBody(body);
            e.getMessage().getHeaders().putAll(headers);
        });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private static String id(Exchange event) {
        return event.getMessage().getHeader("CamelCloudEventID", String.class);
    }

    private static Incident incident(String id, String status) {
        return new Incident(Json.object(("{\"id\":\"" + id + "\",\"attr_status\":\"" + status
                + "\",\"inserted_at\":\"2026-11-22T12:44:28\"}").getBytes(StandardCharsets.UTF_8)));
    }

    private static Update update(String id) {
        return new Update(Json.object(("{\"id\":\"" + id + "\",\"inserted_at\":\"2026-11-22T12:44:28\"}").getBytes(StandardCharsets.UTF_8)));
    }

    private static SourceMaterial material(String link) {
        return new SourceMaterial(Json.object(("{\"id\":\"m\",\"artifacts\":[{\"id\":\"a\",\"access_url\":\"" + link + "\"}],"
                + "\"inserted_at\":\"2026-11-22T12:44:28\"}").getBytes(StandardCharsets.UTF_8)));
    }
}
