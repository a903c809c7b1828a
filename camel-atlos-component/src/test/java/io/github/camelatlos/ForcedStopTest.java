package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.SLUG;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.impl.ChainElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Camel's time to shut down is up, whatever is under way is cut off; what is told of it is true, and in the connector's words. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForcedStopTest {

    private static final String COMMENT = "atlos:incidents?operation=addComment";

    private AtlosServer server;
    private CaseFile cases;

    @BeforeEach
    void start() {
        server = AtlosServer.start();
        cases = server.cases();
    }

    @AfterEach
    void stop() {
        server.resumeWrites();
        server.close();
    }

    private Connector impatient() {
        Connector atlos = Connector.to(server);
        atlos.context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        atlos.context.getShutdownStrategy().setTimeout(1);
        return atlos;
    }

    /** Not by a template, whose waiting thread a stopping context interrupts first. */
    private static AsyncProducer producer(Connector atlos, String uri) throws Exception {
        AsyncProducer producer = atlos.context.getEndpoint(uri).createAsyncProducer();
        atlos.context.addService(producer);
        return producer;
    }

    private static CompletableFuture<Exchange> send(Connector atlos, AsyncProducer producer, String slug) {
        Exchange exchange = new DefaultExchange(atlos.context);
        exchange.getMessage().setBody("x");
        exchange.getMessage().setHeader(SLUG, slug);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    private long comments(String slug) {
        return cases.updates(slug).stream().filter(update -> update.path("type").asText().equals("comment")).count();
    }

    /** Between taking a connection and using it, HttpClient says "Endpoint not acquired", and that is no IOException. */
    @ParameterizedTest
    @CsvSource({ "addComment, POST, true", "addComment, GET, false", "get, GET, false" })
    void aRequestThatLosesItsConnectionBeforeItIsSentIsToldInOurWords(String operation, String method, boolean uncertain) throws Exception {
        String slug = cases.addIncident("Cut off");
        CountDownLatch taken = new CountDownLatch(1);
        HttpClientConfigurer waiting = builder -> builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "waiting", (request, scope, chain) -> {
            if (request.getMethod().equals(method)) {
                taken.countDown();
                await().until(() -> !scope.execRuntime.isEndpointAcquired());
            }
            return chain.proceed(request, scope);
        });
        Connector atlos = impatient();
        atlos.context.getRegistry().bind("waiting", waiting);
        CompletableFuture<Exchange> running = send(atlos,
                producer(atlos, "atlos:incidents?operation=" + operation + "&http.httpClientConfigurer=#waiting"), slug);
        assertTrue(taken.await(20, TimeUnit.SECONDS));
        atlos.close();
        Exception told = running.get(10, TimeUnit.SECONDS).getException();
        if (uncertain) {
            assertEquals(Kind.UNCERTAIN, assertInstanceOf(AtlosException.class, told).getKind());
        } else {
            nothingWritten(told);
        }
        assertEquals(0, comments(slug));
    }

    private static void nothingWritten(Exception told) {
        assertSame(RejectedExecutionException.class, told.getClass(), told.toString());
        assertTrue(told.getMessage().contains("nothing was written"), told.getMessage());
    }

    /** Thirty comments under way, and the stop comes ever later. */
    @Test
    void atWhateverMomentItComesWhatIsToldIsTrue() throws Exception {
        Map<String, Exchange> all = new LinkedHashMap<>();
        for (int requests = 1; requests < 120; requests += 10) {
            List<String> slugs = cases.addIncidents(30);
            int enough = server.requests().size() + requests;
            Connector atlos = impatient();
            AsyncProducer producer = producer(atlos, COMMENT);
            List<CompletableFuture<Exchange>> running = new ArrayList<>();
            slugs.forEach(slug -> running.add(send(atlos, producer, slug)));
            await().pollInterval(Duration.ofMillis(1)).until(
                    () -> server.requests().size() >= enough || running.stream().allMatch(CompletableFuture::isDone));
            atlos.close();
            for (int i = 0; i < slugs.size(); i++) {
                all.put(slugs.get(i), running.get(i).get(20, TimeUnit.SECONDS));
            }
        }
        // What was cut off may still be carried out.
        int requests = server.requests().size();
        await().during(Duration.ofMillis(300)).until(() -> server.requests().size() == requests);
        Map<String, Integer> told = new LinkedHashMap<>();
        all.forEach((slug, exchange) -> told.merge(truthful(exchange.getException(), comments(slug)), 1, Integer::sum));
        System.out.println("Forced stops, each with 30 comments under way: " + told);
        assertTrue(told.keySet().size() >= 3, told.toString());
    }

    private static String truthful(Exception told, long stored) {
        if (told == null) {
            assertEquals(1, stored);
            return "done";
        } else if (told instanceof AtlosException refusal) {
            assertEquals(Kind.UNCERTAIN, refusal.getKind(), refusal.getMessage());
            return "UNCERTAIN, stored " + stored;
        } else if (told instanceof RejectedExecutionException) {
            assertTrue(told.getMessage().contains("nothing was written") || told.getMessage().contains("nothing was sent"), told.getMessage());
            assertEquals(0, stored, told.getMessage());
            return "not written";
        }
        return fail(told);
    }
}
