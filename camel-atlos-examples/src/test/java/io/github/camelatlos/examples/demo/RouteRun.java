package io.github.camelatlos.examples.demo;

import io.github.camelatlos.server.AtlosServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** One of the demo's route files, alone, on a server of the test's. Remembers what it made of each record. */
final class RouteRun implements AutoCloseable {

    private final Main camel = new Main();
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    RouteRun(AtlosServer server, String file, Map<String, String> properties) {
        camel.setDefaultPropertyPlaceholderLocation("classpath:demo/application.properties");
        Map.of("atlos.url", server.baseUrl(), "atlos.token", server.token(), "demo.delay", "200", "demo.sweep", "200",
                "demo.port", "0", "demo.archive", "write").forEach(camel::addInitialProperty);
        properties.forEach(camel::addOverrideProperty);
        camel.addOverrideProperty("camel.server.enabled", "false");
        camel.addOverrideProperty("camel.main.routes-include-pattern", "classpath:demo/" + file);
        camel.bind("results", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeCompletedEvent completed) {
                    results.add(String.valueOf(completed.getExchange().getMessage().getBody()));
                } else if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
                    failures.add(failed.getExchange().getException());
                }
            }
        });
        camel.start();
    }

    /** The body at the end of each exchange, as text. */
    List<String> results() {
        return results;
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
