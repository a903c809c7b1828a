package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Permission;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How exchanges wait: without the caller's thread, without other records, and not beyond a stop. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProducerRunTest {

    private AtlosServer server;
    private String slug;
    private Connector atlos;

    @BeforeEach
    void start() {
        server = AtlosServer.start();
        slug = server.cases().addIncident("Waited for");
        atlos = Connector.to(server);
    }

    @AfterEach
    void stop() {
        server.resumeWrites();
        atlos.close();
        server.close();
    }

    /** Whether it was done at once, on the caller's thread. */
    private boolean send(Connector connector, AsyncProducer producer, String comment, CompletableFuture<Exchange> done) {
        Exchange exchange = new DefaultExchange(connector.context);
        exchange.getMessage().setBody(comment);
        exchange.getMessage().setHeader(SLUG, slug);
        return producer.process(exchange, sync -> done.complete(exchange));
    }

    private List<CompletableFuture<Exchange>> comments(Connector connector, int count) throws Exception {
        AsyncProducer producer = connector.context.getEndpoint("atlos:incidents?operation=addComment").createAsyncProducer();
        connector.context.addService(producer);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            assertFalse(send(connector, producer, "comment " + i, done));
            all.add(done);
        }
        return all;
    }

    @Test
    void aHundredExchangesWaitForOneRecordWithoutTheCallersThreadAndInOrder() throws Exception {
        server.pauseWrites();
        List<CompletableFuture<Exchange>> all = comments(atlos, 100);
        await().until(() -> server.requests("POST").size() == 1);
        long threads = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains("AtlosProducer")).count();
        assertTrue(threads <= 20, threads + " threads");
        server.resumeWrites();
        for (CompletableFuture<Exchange> one : all) {
            assertNull(one.join().getException());
        }
        List<String> sent = server.requests("POST").stream().map(request -> request.body().replaceAll(".*?(\\d+).*", "$1")).toList();
        assertEquals(java.util.stream.IntStream.range(0, 100).mapToObj(Integer::toString).toList(), sent);
    }

    @Test
    void aStopEndsTheWaitAndTellsWhatWasSentFromWhatWasNot() throws Exception {
        server.pauseWrites();
        List<CompletableFuture<Exchange>> all = comments(atlos, 3);
        await().until(() -> server.requests("POST").size() == 1);
        atlos.context.getShutdownStrategy().setTimeout(1);
        long begun = System.nanoTime();
        atlos.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 5);
        assertEquals(Kind.UNCERTAIN, ((AtlosException) all.get(0).join().getException()).getKind());
        for (CompletableFuture<Exchange> waited : all.subList(1, 3)) {
            assertSame(RejectedExecutionException.class, waited.join().getException().getClass());
        }
        server.resumeWrites();
        // No permit is left behind: another context writes to the same record.
        try (Connector other = Connector.to(server)) {
            other.ok("atlos:incidents?operation=addComment", "later", Map.of(SLUG, slug), Object.class);
        }
    }

    @Test
    void whoComesInTheMomentOfTheStopIsAnsweredTooAndLeavesNoPermit() throws Exception {
        for (int round = 0; round < 15; round++) {
            Connector closing = Connector.to(server);
            AsyncProducer producer = closing.context.getEndpoint("atlos:incidents?operation=addComment").createAsyncProducer();
            closing.context.addService(producer);
            List<CompletableFuture<Exchange>> all = new CopyOnWriteArrayList<>();
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    CompletableFuture<Exchange> done = new CompletableFuture<>();
                    send(closing, producer, "comment " + i, done);
                    all.add(done);
                }
            });
            sender.start();
            await().until(() -> all.size() > 20);
            producer.stop();
            sender.join(20_000);
            closing.close();
            for (CompletableFuture<Exchange> one : all) {
                one.get(15, TimeUnit.SECONDS);
            }
        }
        atlos.ok("atlos:incidents?operation=addComment", "after all of them", Map.of(SLUG, slug), Object.class);
    }

    @Test
    void anExchangeThatGaveUpWhileItWaitedSendsNothing() throws Exception {
        server.pauseWrites();
        List<CompletableFuture<Exchange>> first = comments(atlos, 1);
        await().until(() -> server.requests("POST").size() == 1);
        Thread impatient = new Thread(() -> atlos.send("atlos:incidents?operation=addComment", "too late", Map.of(SLUG, slug)));
        impatient.start();
        await().until(() -> PluginHelper.getAsyncProcessorAwaitManager(atlos.context).size() == 1);
        impatient.interrupt();
        impatient.join(5000);
        server.resumeWrites();
        assertNull(first.get(0).join().getException());
        atlos.ok("atlos:incidents?operation=addComment", "after it", Map.of(SLUG, slug), Object.class);
        assertEquals(2, server.requests("POST").size());
    }

    /** What it sends is read there too: a stream may be of the transaction's own connection. */
    @Test
    void aTransactedExchangeStaysOnItsThread() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/a");
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:transacted").noStreamCaching().process(exchange -> exchange.getUnitOfWork().beginTransactedBy("test"))
                        .to("atlos:source-material?operation=upload").process(exchange -> threads.add(Thread.currentThread()));
            }
        });
        InputStream stream = new InputStream() {
            private int left = 5;

            @Override
            public int read() {
                threads.add(Thread.currentThread());
                return left-- > 0 ? 'x' : -1;
            }
        };
        atlos.ok("direct:transacted", stream, Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt"), Object.class);
        assertEquals(Set.of(Thread.currentThread()), threads);
        assertEquals(1, server.cases().sourceMaterial(id).path("artifacts").size());
    }

    @Test
    void theTokenDoesNotFollowARedirect() throws Exception {
        try (AtlosServer elsewhere = AtlosServer.start()) {
            server.faults().always(request -> true, Fault.redirect(elsewhere.baseUrl() + "/api/v2/incidents"));
            AtlosException write = atlos.refused("atlos:incidents?operation=addComment", "x", Map.of(SLUG, slug));
            AtlosException read = atlos.refused("atlos:incidents?operation=get", "x", Map.of(SLUG, slug));
            assertEquals(List.of(Kind.UNEXPECTED_ANSWER, Kind.UNEXPECTED_ANSWER), List.of(write.getKind(), read.getKind()));
            assertEquals(0, elsewhere.requests().size());
            assertFalse((write + "" + read + write.getCause()).contains(server.token()));
        }
    }

    @Test
    void aRetryAfterBeyondTheLimitFailsAtOnce() {
        server.faults().next(request -> request.isPost(), Fault.tooManyRequests(Duration.ofHours(1)));
        AtlosException refusal = atlos.refused("atlos:incidents?operation=addComment", "x", Map.of(SLUG, slug));
        assertEquals(Kind.RATE_LIMITED, refusal.getKind());
    }

    @Test
    void onExceptionTellsKindsApart() throws Exception {
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(AtlosException.class).onWhen(simple("${exception.kind} == 'UNCERTAIN'")).handled(true).setBody(constant("uncertain"));
                from("direct:in").to("atlos:incidents?operation=addComment");
            }
        });
        server.faults().next(request -> request.isPost(), Fault.EMPTY_500);
        assertEquals("uncertain", atlos.ok("direct:in", "x", Map.of(SLUG, slug), String.class));
    }

    /** Of many routes that write, the log has to tell which one it was. */
    @Test
    void whatIsLoggedOfAWriteNamesItsRoute() throws Exception {
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("archive").to("atlos:incidents?operation=addComment");
            }
        });
        server.faults().next(request -> request.isPost(), Fault.RESET_AFTER_COMMIT);
        try (LogLines log = new LogLines()) {
            atlos.ok("direct:in", "x", Map.of(SLUG, slug), Object.class);
            assertTrue(log.all().contains("INFO archive: incidents addComment: the answer was lost, but what was written is there"), log.all().toString());
        }
    }

    @Test
    void refusalsOfTheServerComeWithKindStatusAndText() {
        server.cases().archiveProject();
        AtlosException refusal = atlos.refused("atlos:incidents?operation=addComment", "x", Map.of(SLUG, slug));
        assertEquals(Kind.NOT_PERMITTED, refusal.getKind());
        assertEquals(401, refusal.getStatus());
        assertEquals("api token not authorized to post comment", refusal.getServerText());
        assertEquals("incidents addComment", refusal.getOperation());
    }

    @Test
    void whatIsNotThereIsTold() {
        AtlosException refusal = atlos.refused("atlos:source-material?operation=upload&sourceMaterialId=3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11",
                "evidence".getBytes(), Map.of());
        assertEquals(Kind.NOT_FOUND_OR_NOT_PERMITTED, refusal.getKind());
        assertEquals("source-material upload", refusal.getOperation());
        assertEquals("media version not found or unauthorized", refusal.getServerText());
        assertEquals(Kind.NOT_FOUND, atlos.refused("atlos:incidents?operation=addComment&slug=NOPE00", "x", Map.of()).getKind());
    }

    @Test
    void aTokenThatMayOnlyCommentCanComment() {
        AtlosConfiguration commenting = Connector.settings(server);
        commenting.setToken(server.newToken(Permission.COMMENT));
        try (Connector writer = Connector.with(commenting)) {
            writer.ok("atlos:incidents?operation=addComment", "x", Map.of(SLUG, slug), Object.class);
        }
    }

    @Test
    void twoPostsAfterAnIdleTimeArrive() throws Exception {
        afterIdle(2);
    }

    @Tag("long")
    @Test
    void twentyPostsAfterAnIdleTimeArrive() throws Exception {
        afterIdle(20);
    }

    /** Measured: the server closes a connection after 5 s idle. */
    private void afterIdle(int count) throws Exception {
        List<String> slugs = server.cases().addIncidents(count);
        List<Callable<Object>> round = new ArrayList<>();
        slugs.forEach(one -> round.add(() -> atlos.ok("atlos:incidents?operation=addComment", "x", Map.of(SLUG, one), Object.class)));
        Crowd.all(round);
        long idleSince = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(6)).timeout(Duration.ofSeconds(10)).until(() -> System.nanoTime() - idleSince > 6_000_000_000L);
        Crowd.all(round);
        assertEquals(2 * count, server.requests("POST").size());
    }
}
