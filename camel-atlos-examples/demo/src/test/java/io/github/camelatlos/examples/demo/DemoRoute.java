package io.github.camelatlos.examples.demo;

import io.github.camelatlos.server.AtlosServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** One of the demo's route files, alone, with the demo's own application.properties. Remembers how exchanges ended. */
final class DemoRoute implements AutoCloseable {

    private final Main camel = new Main();
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private DemoRoute(AtlosServer server, String file, Map<String, String> properties) {
        camel.setDefaultPropertyPlaceholderLocation("classpath:demo/application.properties");
        Map.of("camel.component.atlos.token", server.token(), "camel.component.atlos.base-url", server.baseUrl(),
                "camel.component.atlos.max-retries", "0", "camel.main.shutdown-timeout", "5",
                "camel.main.routes-include-pattern", "classpath:demo/" + file).forEach(camel::addOverrideProperty);
        properties.forEach(camel::addOverrideProperty);
        camel.bind("endings", new EventNotifierSupport() {
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

    static DemoRoute run(AtlosServer server, String file, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("demo.delay", "200", "demo.sweep", "200",
                "demo.port", "0", "demo.archive", "write", "camel.server.enabled", "false"));
        all.putAll(properties);
        return new DemoRoute(server, file, all);
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
