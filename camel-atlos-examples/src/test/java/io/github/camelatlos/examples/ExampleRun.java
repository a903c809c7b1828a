package io.github.camelatlos.examples;

import io.github.camelatlos.server.AtlosServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Route files of one example's folder, as they are, with the folder's own application.properties. Remembers how exchanges ended. */
public final class ExampleRun implements AutoCloseable {

    private final Main camel = new Main();
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /**
     * @param files      comma-separated, names in the folder
     * @param properties instead of those in application.properties
     */
    public ExampleRun(AtlosServer server, String folder, String files, Map<String, String> properties) {
        camel.setDefaultPropertyPlaceholderLocation("classpath:" + folder + "/application.properties");
        Map.of("camel.component.atlos.token", server.token(), "camel.component.atlos.base-url", server.baseUrl(),
                "camel.component.atlos.max-retries", "0", "camel.main.shutdown-timeout", "5").forEach(camel::addOverrideProperty);
        properties.forEach(camel::addOverrideProperty);
        camel.addOverrideProperty("camel.main.routes-include-pattern",
                "classpath:" + folder + "/" + files.replace(",", ",classpath:" + folder + "/"));
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

    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** The body at the end of each exchange, as text. */
    public List<String> results() {
        return results;
    }

    public List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
