package io.github.camelatlos.examples.demo;

import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.util.HashMap;
import java.util.Map;

/** One of the demo's route files, alone. */
final class DemoRoute {

    private DemoRoute() {
    }

    static ExampleRun run(AtlosServer server, String file, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("demo.delay", "200", "demo.sweep", "200",
                "demo.port", "0", "demo.archive", "write", "camel.server.enabled", "false"));
        all.putAll(properties);
        return new ExampleRun(server, "demo", file, all);
    }
}
