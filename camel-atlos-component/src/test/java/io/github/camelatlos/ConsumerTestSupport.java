package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.camelatlos.consumer.AtlosConsumer;
import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, a context and a sink for each test. */
abstract class ConsumerTestSupport {

    @TempDir
    Path folder;
    AtlosServer server;
    CamelContext context;
    final Sink sink = new Sink();

    @BeforeEach
    void startServer() {
        server = newServer();
        context = newContext();
    }

    AtlosServer newServer() {
        return AtlosServer.builder().settleAfter(Duration.ZERO).start();
    }

    CamelContext newContext() {
        CamelContext fresh = new DefaultCamelContext();
        AtlosComponent atlos = fresh.getComponent("atlos", AtlosComponent.class);
        atlos.getConfiguration().setBaseUrl(server.baseUrl());
        atlos.getConfiguration().setToken(server.token());
        atlos.getConfiguration().setRetryDelay(20);
        fresh.getShutdownStrategy().setTimeout(5);
        return fresh;
    }

    @AfterEach
    void stopServer() {
        context.stop();
        server.close();
    }

    String checkpoint() {
        return "&checkpointFile=" + folder.resolve("checkpoint.json");
    }

    /** Starts a route that polls fast into the sink. */
    void poll(String uri) throws Exception {
        route(uri + (uri.contains("?") ? "&" : "?") + "delay=100&initialDelay=0");
        context.start();
    }

    void route(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:" + uri).routeId("poll").process(sink);
            }
        });
    }

    /** As after a clean stop of the process: a new context, the same checkpoint. */
    void restart(String uri) throws Exception {
        context.stop();
        context = newContext();
        poll(uri);
    }

    AtlosConsumer consumer() {
        return (AtlosConsumer) context.getRoute("poll").getConsumer();
    }

    /** Until each consumer of a route has ended so many more polls, each of which has found what there was. */
    void awaitPolls(int more) {
        List<AtlosConsumer> consumers = context.getRoutes().stream().map(Route::getConsumer).filter(AtlosConsumer.class::isInstance)
                .map(AtlosConsumer.class::cast).toList();
        assertThat(consumers).as("consumers whose polls can be counted").isNotEmpty();
        Map<AtlosConsumer, Long> before = new HashMap<>();
        // The counter goes up when a poll begins.
        consumers.forEach(one -> before.put(one, one.getCounter() - 1));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> consumers.stream().allMatch(one -> one.getCounter() - 1 >= before.get(one) + more));
    }

    /** The same of a consumer that is not in a route of ours: each poll of it begins a walk, and the next one says that it has ended. */
    void awaitWalks(AtlosResource resource, int more) {
        LongSupplier walks = () -> server.requests("GET").stream()
                .filter(request -> request.path().endsWith("/" + resource.path()) && !request.query().contains("cursor")).count();
        long before = walks.getAsLong();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> walks.getAsLong() > before + more);
    }

    void awaitDelivered(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> sink.all().size() >= count);
    }
}
