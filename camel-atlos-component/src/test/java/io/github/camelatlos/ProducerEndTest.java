package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Service;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 5: every exchange is answered, whatever ends it; and a producer that is stopped lets what runs come to its end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProducerEndTest {

    private static final String COMMENT = "atlos:incidents?operation=addComment";

    private AtlosServer server;
    private CaseFile cases;
    private Connector atlos;
    private String slug;

    @BeforeEach
    void start() {
        server = AtlosServer.start();
        cases = server.cases();
        atlos = Connector.to(server);
        slug = cases.addIncident("Written to");
    }

    @AfterEach
    void stop() {
        server.resumeWrites();
        atlos.close();
        server.close();
    }

    private long comments() {
        return cases.updates(slug).stream().filter(update -> update.path("type").asText().equals("comment")).count();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a-", "A", "1_-", "-", "é-" })
    void aSlugThatNoPatternShouldEverSeeIsRefused(String part) {
        for (int times : List.of(3_000, 1_000_000)) {
            Exchange exchange = atlos.send(COMMENT, "x", Map.of(SLUG, part.repeat(times)));
            assertEquals(Kind.INVALID_INPUT, assertInstanceOf(AtlosException.class, exchange.getException()).getKind());
        }
        assertEquals(0, server.requests().size());
    }

    @Test
    void anErrorEndsTheExchangeLikeAnyFailure() throws Exception {
        Object monster = new java.util.AbstractMap<String, Object>() {
            @Override
            public java.util.Set<Entry<String, Object>> entrySet() {
                throw new StackOverflowError();
            }
        };
        AsyncProducer producer = atlos.context.getEndpoint("atlos:source-material?operation=setMetadata&namespace=ns").createAsyncProducer();
        atlos.context.addService(producer);
        Exchange exchange = new DefaultExchange(atlos.context);
        exchange.getMessage().setBody(monster);
        exchange.getMessage().setHeader(SOURCE_MATERIAL_ID, "3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11");
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        producer.process(exchange, done::complete);
        done.get(5, TimeUnit.SECONDS);
        assertNotNull(exchange.getException());
        assertEquals(0, atlos.context.getInflightRepository().size());
    }

    /** On a thread of the runner, with the record's place in hand. */
    @Test
    void anErrorWhileItRunsEndsTheExchangeAndFreesTheRecord() throws Exception {
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        AsyncProducer producer = atlos.context.getEndpoint("atlos:source-material?operation=upload&sourceMaterialId=" + id).createAsyncProducer();
        atlos.context.addService(producer);
        Exchange exchange = new DefaultExchange(atlos.context);
        exchange.getMessage().setBody(new InputStream() {
            @Override
            public int read() {
                throw new StackOverflowError();
            }
        });
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        producer.process(exchange, done::complete);
        done.get(20, TimeUnit.SECONDS);
        assertInstanceOf(StackOverflowError.class, exchange.getException() instanceof CamelExecutionException told ? told.getCause() : exchange.getException());
        atlos.ok("atlos:source-material?operation=upload", "evidence".getBytes(), Map.of(SOURCE_MATERIAL_ID, id), Object.class);
    }

    @Test
    void aThreadThatCannotBeMadeEndsTheExchangeAndFreesTheRecord() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        atlos.context.getExecutorServiceManager().addThreadFactoryListener((source, factory) -> task -> {
            if (exhausted.get() && source instanceof io.github.camelatlos.producer.AtlosProducer) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return factory.newThread(task);
        });
        Exchange failed = atlos.send(COMMENT, "x", Map.of(SLUG, slug));
        assertInstanceOf(RejectedExecutionException.class, failed.getException());
        assertTrue(failed.getException().getMessage().contains("nothing was written"), failed.getException().getMessage());
        exhausted.set(false);
        try (Connector other = Connector.to(server)) {
            other.ok(COMMENT, "y", Map.of(SLUG, slug), Object.class);
        }
        assertEquals(1, comments());
    }

    /** One passes the place on to the other, on one thread: in one another they would be too many for its stack. */
    @Test
    void howeverManyWaitForARecordAllAreAnsweredWhenNoThreadCanBeMade() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        atlos.context.getExecutorServiceManager().addThreadFactoryListener((source, factory) -> task -> {
            if (exhausted.get() && source instanceof io.github.camelatlos.producer.AtlosProducer) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return factory.newThread(task);
        });
        server.pauseWrites();
        AsyncProducer producer = atlos.context.getEndpoint(COMMENT).createAsyncProducer();
        atlos.context.addService(producer);
        CompletableFuture<Exchange> first = send(producer);
        await().until(() -> server.requests("POST").size() == 1);
        exhausted.set(true);
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiting.add(send(producer));
        }
        server.resumeWrites();
        assertNull(first.get(20, TimeUnit.SECONDS).getException());
        for (CompletableFuture<Exchange> one : waiting) {
            assertInstanceOf(RejectedExecutionException.class, one.get(20, TimeUnit.SECONDS).getException());
        }
        exhausted.set(false);
        atlos.ok(COMMENT, "y", Map.of(SLUG, slug), Object.class);
        assertEquals(2, comments());
    }

    @Test
    void aProducerThatIsStoppedOnItsOwnThreadWaitsForNobody() throws Exception {
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD(COMMENT + "&slug=${header.where}", -1).recipientList(constant(COMMENT)).cacheSize(-1).end()
                        .enrich().constant(COMMENT + "&message=third").cacheSize(-1).end();
            }
        });
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertNull(atlos.send("direct:in", "comment " + i, Map.of("where", slug, SLUG, slug)).getException());
        }
        // Waiting for itself it took 10 s each.
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 45, "9 comments took " + Duration.ofNanos(System.nanoTime() - begun));
        assertEquals(9, comments());
    }

    @Test
    void aListFromAProducerThatIsStoppedMeanwhileCanBeReadToItsEnd() throws Exception {
        cases.addIncidents(250);
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("atlos:incidents?operation=list", -1).split(body()).streaming().to("mock:incident").end();
            }
        });
        assertNull(atlos.send("direct:in", null, Map.of()).getException());
        assertEquals(251, atlos.context.getEndpoint("mock:incident", org.apache.camel.component.mock.MockEndpoint.class).getReceivedCounter());
    }

    @Test
    void anUploadGoesOnThoughItsProducerIsEvicted() throws Exception {
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        AsyncProducer producer = atlos.context.getEndpoint("atlos:source-material?operation=upload").createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(atlos.context);
        exchange.getMessage().setBody("evidence".getBytes());
        exchange.getMessage().setHeaders(new java.util.HashMap<>(Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt")));
        server.pauseWrites();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        producer.process(exchange, done::complete);
        await().until(() -> server.requests("POST").size() == 1);
        long begun = System.nanoTime();
        producer.stop();
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 2_000);
        server.resumeWrites();
        done.get(20, TimeUnit.SECONDS);
        assertNull(exchange.getException());
        assertEquals(1, cases.sourceMaterial(id).path("artifacts").size());
    }

    /** Not by a template, whose waiting thread a stopping context interrupts first. */
    private CompletableFuture<Exchange> comment() throws Exception {
        AsyncProducer producer = atlos.context.getEndpoint(COMMENT).createAsyncProducer();
        atlos.context.addService(producer);
        CompletableFuture<Exchange> done = send(producer);
        await().until(() -> server.requests("POST").size() == 1);
        return done;
    }

    private CompletableFuture<Exchange> send(AsyncProducer producer) {
        Exchange exchange = new DefaultExchange(atlos.context);
        exchange.getMessage().setBody("x");
        exchange.getMessage().setHeader(SLUG, slug);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    @Test
    void whatRunsMayEndWithinCamelsTimeToShutDown() throws Exception {
        server.faults().next(request -> request.isPost(), Fault.delay(Duration.ofSeconds(2)));
        CompletableFuture<Exchange> running = comment();
        atlos.close();
        assertNull(running.get(1, TimeUnit.SECONDS).getException());
        assertEquals(1, comments());
    }

    @Test
    void whatRunsIsCutOffWhenCamelsTimeToShutDownIsUp() throws Exception {
        atlos.context.getShutdownStrategy().setTimeout(1);
        server.pauseWrites();
        CompletableFuture<Exchange> running = comment();
        long begun = System.nanoTime();
        atlos.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 6);
        assertEquals(Kind.UNCERTAIN, assertInstanceOf(AtlosException.class, running.get(10, TimeUnit.SECONDS).getException()).getKind());
    }

    /** Nobody stops it a second time when the context stops. */
    @Test
    void whatRunsInAnEvictedProducerIsCutOffWhenCamelsTimeToShutDownIsUp() throws Exception {
        atlos.context.getShutdownStrategy().setTimeout(1);
        server.pauseWrites();
        AsyncProducer producer = atlos.context.getEndpoint(COMMENT).createAsyncProducer();
        producer.start();
        CompletableFuture<Exchange> running = send(producer);
        await().until(() -> server.requests("POST").size() == 1);
        producer.stop();
        assertFalse(running.isDone());
        long begun = System.nanoTime();
        atlos.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 6);
        assertEquals(Kind.UNCERTAIN, assertInstanceOf(AtlosException.class, running.get(2, TimeUnit.SECONDS).getException()).getKind());
    }

    @Test
    void anEvictedProducerLeavesNothingBehindInTheContext() throws Exception {
        for (int i = 0; i < 3; i++) {
            AsyncProducer producer = atlos.context.getEndpoint(COMMENT).createAsyncProducer();
            producer.start();
            server.pauseWrites();
            CompletableFuture<Exchange> running = send(producer);
            int posts = i + 1;
            await().until(() -> server.requests("POST").size() == posts);
            producer.stop();
            server.resumeWrites();
            assertNull(running.get(20, TimeUnit.SECONDS).getException());
        }
        await().until(() -> atlos.context.hasServices(Service.class).stream().noneMatch(service -> service.getClass().getName().contains("camelatlos.producer")));
    }
}
