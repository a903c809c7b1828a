package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written while a record is being archived is erased when that ends, so setMetadata and upload wait for it, without a thread. */
class ArchivingTest {

    private static final String CREATE = "atlos:source-material?operation=create&archive=true";
    private static final String SET = "atlos:source-material?operation=setMetadata";
    private static final String UPLOAD = "atlos:source-material?operation=upload";

    private AtlosServer server;
    private CaseFile cases;
    private Connector atlos;
    private String id;

    private void archivingTakes(Duration time) {
        server = AtlosServer.builder().archiveFor(time).start();
        cases = server.cases();
        atlos = Connector.to(server);
        id = atlos.ok(CREATE, "https://example.org/a", Map.of(SLUG, cases.addIncident("Archived")), SourceMaterial.class).getId();
        assertEquals("direct", cases.sourceMaterial(id).path("upload_type").asText());
        server.clearRequests();
    }

    @AfterEach
    void stop() {
        atlos.close();
        server.close();
    }

    private static Map<String, Object> set(String id) {
        return Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns");
    }

    private static Map<String, Object> upload(String id) {
        return Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt");
    }

    private void awaitArchived() {
        await().atMost(Duration.ofSeconds(20)).until(() -> cases.sourceMaterial(id).path("status").asText().equals("complete"));
    }

    private void assertBothAreThere() {
        awaitArchived();
        JsonNode record = cases.sourceMaterial(id);
        assertEquals(1, record.path("metadata").path("ns").path("n").asInt(), record.toString());
        assertTrue(record.path("artifacts").findValuesAsText("type").contains("upload"), record.toString());
    }

    @Test
    void whatIsWrittenAfterACreateWithArchiveIsThereWhenArchivingHasEnded() {
        archivingTakes(Duration.ofSeconds(3));
        atlos.ok(SET, Map.of("n", 1), set(id), SourceMaterial.class);
        atlos.ok(UPLOAD, "evidence".getBytes(), upload(id), SourceMaterial.class);
        assertBothAreThere();
        assertEquals(2, server.requests("POST").size());
    }

    @Test
    void itIsWaitedForWithoutAThreadAndTheRecordsPlaceIsKept() throws Exception {
        archivingTakes(Duration.ofSeconds(4));
        AsyncProducer producer = atlos.context.getEndpoint(SET).createAsyncProducer();
        atlos.context.addService(producer);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String other = cases.pasteUrl(cases.addIncident("Archived " + i), "https://example.org/" + i);
            all.add(send(producer, Map.of("n", i), set(i == 29 ? id : other)));
        }
        CompletableFuture<Exchange> second = send(producer, Map.of("n", 100), set(id));
        await().until(() -> server.requests("GET").size() >= 30);
        await().until(() -> Thread.getAllStackTraces().entrySet().stream().filter(thread -> thread.getKey().getName().contains("AtlosProducer"))
                .allMatch(thread -> List.of(thread.getValue()).stream().anyMatch(frame -> frame.getMethodName().equals("getTask"))));
        assertFalse(second.isDone());
        assertEquals(0, server.requests("POST").size());
    }

    private CompletableFuture<Exchange> send(AsyncProducer producer, Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(atlos.context);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    @Test
    void afterTheArchiveTimeoutItIsNotReadyAndNothingWasSent() {
        archivingTakes(Duration.ofMinutes(1));
        for (String uri : List.of(SET, UPLOAD)) {
            long begun = System.nanoTime();
            AtlosException refusal = atlos.refused(uri + "&archiveTimeout=1500", uri.equals(SET) ? Map.of("n", 1) : "evidence".getBytes(),
                    uri.equals(SET) ? set(id) : upload(id));
            assertEquals(Kind.NOT_READY, refusal.getKind());
            assertTrue(System.nanoTime() - begun >= 1_400_000_000L);
        }
        assertEquals(0, server.requests("POST").size());
        assertEquals(120_000, atlos.context.getEndpoint(SET, AtlosEndpoint.class).getProducerConfiguration().getArchiveTimeout());
    }

    @Test
    void withoutVerifyItIsNotWaitedFor() {
        archivingTakes(Duration.ofMinutes(1));
        atlos.ok(SET + "&verify=false", Map.of("n", 1), set(id), SourceMaterial.class);
        atlos.ok(UPLOAD + "&verify=false", "evidence".getBytes(), upload(id), SourceMaterial.class);
        assertEquals(2, server.requests("POST").size());
    }

    @Test
    void whatIsCreatedWithoutArchivingIsNotWaitedFor() {
        archivingTakes(Duration.ofMinutes(1));
        String plain = atlos.ok("atlos:source-material?operation=create", "https://example.org/b", Map.of(SLUG, cases.addIncident("Not archived")),
                SourceMaterial.class).getId();
        long begun = System.nanoTime();
        atlos.ok(SET, Map.of("n", 1), set(plain), SourceMaterial.class);
        assertTrue(System.nanoTime() - begun < 3_000_000_000L);
    }

    @Test
    void aTransactedExchangeWaitsOnItsThread() throws Exception {
        archivingTakes(Duration.ofSeconds(3));
        List<Thread> threads = new ArrayList<>();
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:transacted").process(exchange -> exchange.getUnitOfWork().beginTransactedBy("test"))
                        .to(UPLOAD).setBody(constant(Map.of("n", 1))).to(SET).process(exchange -> threads.add(Thread.currentThread()));
            }
        });
        Map<String, Object> headers = new HashMap<>(upload(id));
        headers.putAll(set(id));
        assertNull(atlos.send("direct:transacted", "evidence".getBytes(), headers).getException());
        assertSame(Thread.currentThread(), threads.get(0));
        assertBothAreThere();
    }

    @Test
    void aStopEndsTheWaitWithNothingWritten() throws Exception {
        archivingTakes(Duration.ofMinutes(1));
        AsyncProducer producer = atlos.context.getEndpoint(UPLOAD).createAsyncProducer();
        producer.start();
        CompletableFuture<Exchange> waiting = send(producer, "evidence".getBytes(), upload(id));
        await().until(() -> !server.requests("GET").isEmpty());
        producer.stop();
        assertInstanceOf(RejectedExecutionException.class, waiting.get(5, TimeUnit.SECONDS).getException());
        assertEquals(0, server.requests("POST").size());
        // And leaves no place behind.
        atlos.ok(SET + "&verify=false", Map.of("n", 1), set(id), SourceMaterial.class);
    }
}
