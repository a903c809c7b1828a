package io.github.camelatlos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.camelatlos.consumer.AtlosConsumer;
import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
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

    /** Until so many more polls have ended, each of which has found what there was; where the route has another name, so many requests. */
    void awaitPolls(int more) {
        LongSupplier polls = context.getRoute("poll") == null ? () -> server.requests("GET").size() : () -> consumer().getCounter() - 1;
        long before = polls.getAsLong();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> polls.getAsLong() >= before + more);
    }

    void awaitDelivered(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> sink.all().size() >= count);
    }
}
