package io.github.camelatlos.examples.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Author;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static final String SECRET = "The witness lives at the harbour";

    private final AtlosServer server = AtlosServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneLineForEachThingThatPeopleDoFromNowOn() {
        String slug = server.cases().addIncident("Known before the alerts began");
        try (DemoRoute run = DemoRoute.run(server, "alerts.yaml", Map.of())) {
            await().until(() -> polls() >= 2);
            server.cases().comment(slug, SECRET);
            server.cases().edit(slug, "status", "Completed");
            server.cases().edit(slug, "description", SECRET);
            server.cases().as(new Author.ByToken(UUID.randomUUID().toString())).comment(slug, "From a program");
            server.cases().addSourceMaterial(slug, "https://example.org/" + SECRET.replace(' ', '-'));

            await().atMost(Duration.ofSeconds(20)).until(() -> run.results().size() >= 4);
            // In any order within one second: so the server lists them.
            assertEquals(List.of(slug + ": description edited, by investigator", slug + ": new comment, by investigator",
                    slug + ": new source material, by investigator", slug + ": status set, now Completed, by investigator"),
                    run.results().stream().map(line -> line.replace("attr_", "")).sorted().toList());
            assertFalse(run.results().toString().contains("harbour"), "what was written is nobody else's business");
            assertEquals(List.of(), run.failures());
        }
    }

    private long polls() {
        return server.requests("GET").stream().filter(request -> request.path().endsWith("/updates")).count();
    }
}
