package io.github.camelatlos.examples.demo;

import io.github.camelatlos.server.InventedAtlos;
import java.util.Map;
import org.apache.camel.main.Main;

/** Camel with the routes of this folder and what they are to run with. */
final class DemoRoutes {

    private DemoRoutes() {
    }

    static Main onInvented(DemoSettings settings, InventedAtlos atlos, int port, Deliveries deliveries) {
        Main camel = camel(settings, atlos.url(), atlos.token(), port, deliveries);
        add(camel, Map.of("demo.delay", "1000", "demo.sweep", "2000", "demo.sources", atlos.sourcesUrl(),
                "demo.note", "Invented data: no place, person or event in it exists."));
        return camel;
    }

    static Main onProject(DemoSettings settings, DemoSettings.Project project, int port, Deliveries deliveries) {
        Main camel = camel(settings, project.url(), project.token(), port, deliveries);
        add(camel, Map.of("demo.delay", "30000", "demo.sweep", "15m", "demo.note", "Read from " + project.url() + ".",
                "demo.platform", project.url()));
        return camel;
    }

    private static Main camel(DemoSettings settings, String url, String token, int port, Deliveries deliveries) {
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("classpath:demo/application.properties");
        add(camel, Map.of("atlos.url", url, "atlos.token", token, "demo.port", "" + port, "demo.output", settings.folder().toString(),
                "demo.archive", settings.write() ? "write" : settings.fetch() ? "fetch" : "list"));
        camel.bind("deliveries", deliveries);
        return camel;
    }

    private static void add(Main camel, Map<String, String> properties) {
        properties.forEach(camel::addInitialProperty);
    }
}
