package io.github.camelatlos.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Author;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsExampleTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "The witness lives at the harbour";

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();
    private MailAndChat told;
    private String slug;

    @BeforeEach
    void start() throws IOException {
        told = new MailAndChat();
        slug = server.cases().addIncident(SECRET);
    }

    @AfterEach
    void stop() {
        told.close();
        server.close();
    }

    @Test
    void tellsSlugStatusAndLinkAndNothingElse() {
        try (ExampleRun run = run()) {
            server.cases().edit(slug, "status", "Help Needed", SECRET);
            await().atMost(LONG).until(() -> told.mails().size() == 1 && told.posts().size() == 1);
            assertThat(run.failures()).isEmpty();
        }

        String link = "https://platform.atlos.org/incidents/" + slug;
        assertThat(told.mails().get(0)).contains("Subject: " + slug + ": Help Needed", "To: desk@example.org", link);
        assertThat(told.posts().get(0)).endsWith("{\"text\": \"*" + slug + "* is now *Help Needed*: " + link + "\"}");
        assertThat(told.mails() + "" + told.posts()).doesNotContain("harbour", "Camel", server.token());
    }

    @Test
    void otherChangesAndProgramsAreNoAlert() {
        String program = server.cases().addIncident("Edited by a program");
        String odd = server.cases().addIncident("With a status of its own");
        String last = server.cases().addIncident("The one that ends the test");
        try (ExampleRun run = run()) {
            server.cases().comment(slug, "Help Needed");
            server.cases().edit(slug, "status", "In Progress");
            server.cases().edit(slug, "description", "Help Needed, said the witness");
            server.cases().as(new Author.ByToken(UUID.randomUUID().toString())).edit(program, "status", "Ready for Review");
            server.cases().edit(odd, "status", "Help");
            server.cases().edit(last, "status", "Ready for Review");
            await().atMost(LONG).until(() -> told.posts().stream().anyMatch(post -> post.contains(last)));
            await().atMost(LONG).until(() -> run.results().size() >= 7);
        }
        assertThat(told.posts()).hasSize(1);
        assertThat(told.mails()).hasSize(1);
    }

    @Test
    void aChatThatIsAwayHoldsUpNeitherMailNorTheNextAlertAndIsToldLater() {
        told.chatAnswers(500);
        String next = server.cases().addIncident("Another one");
        try (ExampleRun run = run()) {
            server.cases().edit(slug, "status", "Help Needed");
            server.cases().edit(next, "status", "Ready for Review");
            await().atMost(LONG).until(() -> told.mails().size() == 2 && !run.failures().isEmpty());
            assertThat(run.failures()).allSatisfy(failure -> assertThat(failure.toString()).doesNotContain("hooks"));
            told.chatAnswers(200);
            await().atMost(LONG).until(() -> told.posts().size() == 2);
        }
        assertThat(told.mails()).hasSize(2);
        assertThat(List.of(folder.resolve("chat").toFile().list())).noneMatch(name -> name.endsWith(".json"));
    }

    @Test
    void whatHappenedWhileItWasDownIsTold() {
        try (ExampleRun run = run()) {
            assertThat(run.failures()).isEmpty();
        }
        server.cases().edit(slug, "status", "Help Needed");
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> told.posts().size() == 1);
        }
    }

    /** Returns when it has written down what was there before. */
    private ExampleRun run() {
        Map<String, String> all = new HashMap<>(told.properties());
        all.putAll(Map.of("alerts.folder", folder.toString(), "alerts.delay", "200", "alerts.retry", "200"));
        server.clearRequests();
        ExampleRun run = new ExampleRun(server, "alerts", "alerts.yaml", all);
        await().atMost(LONG).until(() -> server.requests("GET").stream().filter(request -> request.path().endsWith("/updates")).count() >= 2);
        return run;
    }
}
