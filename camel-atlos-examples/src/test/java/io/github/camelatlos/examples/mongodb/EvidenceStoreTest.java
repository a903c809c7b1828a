package io.github.camelatlos.examples.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.TestClock;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Instant THEN = Instant.parse("2026-11-01T10:00:00Z");
    private static final String GROUP = "5356823b3794de37132bb7b";

    @TempDir
    private Path folder;
    private GroupApiStub api;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        api = new GroupApiStub("somebody", "a-key", Duration.ofSeconds(3));
        api.addGroup(GROUP);
        context = new DefaultCamelContext();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        api.close();
    }

    @Test
    void whatIsNewInTheGroupBecomesALineEachAndNoneOfThemTwice() throws Exception {
        api.add(GROUP, "events", "e1", "BEFORE", THEN);
        try (AtlosServer server = AtlosServer.start(); ExampleRun run = run(server)) {
            await().atMost(SOON).until(() -> Files.exists(folder.resolve("events.seen")) && Files.exists(folder.resolve("alerts.seen")));
            api.add(GROUP, "events", "e2", "USER_ROLES_CHANGED", THEN.plusSeconds(1));
            api.add(GROUP, "events", "e3", "DATABASE_USER_ADDED", THEN.plusSeconds(2));
            api.add(GROUP, "alerts", "a1", "OUTSIDE_METRIC_THRESHOLD", THEN);
            await().atMost(SOON).until(() -> lines("events.txt").size() == 2 && lines("alerts.txt").size() == 1);
            assertThat(run.failures()).isEmpty();
        }
        try (AtlosServer server = AtlosServer.start(); ExampleRun run = run(server)) {
            api.add(GROUP, "events", "e4", "AFTER_A_RESTART", THEN.plusSeconds(3));
            await().atMost(SOON).until(() -> lines("events.txt").size() > 2);
        }

        assertThat(lines("events.txt")).containsExactly("2026-11-01T10:00:01Z USER_ROLES_CHANGED by somebody@example.org",
                "2026-11-01T10:00:02Z DATABASE_USER_ADDED by somebody@example.org",
                "2026-11-01T10:00:03Z AFTER_A_RESTART by somebody@example.org");
    }

    @Test
    void allPagesAreReadOldestFirst() throws Exception {
        for (int i = 0; i < 250; i++) {
            api.add(GROUP, "events", "e" + i, "EVENT", THEN.plusSeconds(i));
        }
        GroupEvents events = events(GROUP, "events", "a-key");

        List<GroupEvents.Unseen> unseen = events.unseen();
        assertThat(unseen).hasSize(250);
        assertThat(unseen.get(0).getDone()).containsEntry("id", "e0");
        assertThat(events.unseen()).as("not done with yet").hasSize(249);
    }

    @Test
    void twoRoutesShareTheLimitOfTheirGroupAndNeverMeetIt() throws Exception {
        TestClock clock = TestClock.fixed(THEN);
        api.close();
        api = new GroupApiStub("somebody", "a-key", Duration.ofMinutes(1), clock);
        api.addGroup(GROUP);
        new GroupBudgets(clock, Duration.ofMinutes(1)).bindTo(context);
        for (String resource : List.of("events", "alerts")) {
            for (int i = 0; i < 3000; i++) {
                api.add(GROUP, resource, "e" + i, "EVENT", THEN.plusSeconds(i));
            }
        }
        GroupEvents events = events(GROUP, "events", "a-key");
        GroupEvents alerts = events(GROUP, "alerts", "a-key");
        CompletableFuture<List<?>> one = CompletableFuture.supplyAsync(() -> unseen(events));
        CompletableFuture<List<?>> other = CompletableFuture.supplyAsync(() -> unseen(alerts));

        await().atMost(SOON).until(() -> api.answers().size() == 100);
        clock.advance(Duration.ofMinutes(1));
        await().atMost(SOON).until(() -> one.isDone() && other.isDone());
        assertThat(one.join()).hasSize(3000);
        assertThat(other.join()).hasSize(3000);
        assertThat(api.answers()).as("two requests for each of 60 pages").hasSize(120).doesNotContain(429);
    }

    @Test
    void anEventBetweenTwoPagesDeliversNoneTwice() throws Exception {
        for (int i = 0; i < 150; i++) {
            api.add(GROUP, "events", "e" + i, "EVENT", THEN.plusSeconds(i));
        }
        api.addAfterFirstPage(GROUP, "events", "between", "EVENT", THEN.plusSeconds(200));

        List<Object> ids = events(GROUP, "events", "a-key").unseen().stream().map(unseen -> unseen.event().get("id")).toList();
        assertThat(ids).hasSize(150).doesNotHaveDuplicates();
    }

    @Test
    void version2IsAskedByTheDayOfItsFormAndKnowsBothWaysIn() throws Exception {
        for (int i = 0; i < 101; i++) {
            api.add(GROUP, "events", "e" + i, "EVENT", THEN.plusSeconds(i));
        }
        assertThat(events(GROUP, "events", "a-key", "v2").unseen()).hasSize(101);
        assertThat(api.answers()).as("Digest: two requests a page").hasSize(4).contains(401);

        GroupEvents account = account("the-secret");
        assertThat(account.unseen()).hasSize(101);
        assertThat(account.unseen()).hasSize(101);
        assertThat(api.tokens()).as("kept while it lives").isEqualTo(1);
        api.revokeTokens();
        assertThatThrownBy(account::unseen).extracting("status").isEqualTo(401);
        assertThat(account.unseen()).as("another token").hasSize(101);
        assertThatThrownBy(() -> account("wrong").unseen()).hasMessageContaining("service account").hasMessageNotContaining("wrong");
    }

    @Test
    void oneWayInIsGivenAndAVersionThatThereIs() {
        assertThatThrownBy(() -> events(GROUP, "events", "")).hasMessageContaining("service account");
        assertThatThrownBy(() -> events(GROUP, "events", "a-key", "v3")).hasMessageContaining("v1.0 or v2");
    }

    @Test
    void aServiceAccountDrivesTheVeryRoute() throws Exception {
        try (AtlosServer server = AtlosServer.start(); ExampleRun run = new ExampleRun(server, "mongodb-atlas", "events.yaml",
                Map.of("mirror.folder", folder.toString(), "mongodb-atlas.url", api.url(), "mongodb-atlas.group", GROUP, "mongodb-atlas.period", "500",
                        "mongodb-atlas.api-version", "v2", "mongodb-atlas.client-id", "an-account", "mongodb-atlas.client-secret", "the-secret",
                        "mongodb-atlas.history", "true"))) {
            api.add(GROUP, "events", "e1", "USER_ROLES_CHANGED", THEN);
            await().atMost(SOON).until(() -> lines("events.txt").size() == 1);
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void whereSomebodyElseUsedUpTheMinuteTheNextOneIsWaitedFor() throws Exception {
        new GroupBudgets(Clock.systemUTC(), Duration.ofSeconds(3)).bindTo(context);
        api.add(GROUP, "events", "e1", "EVENT", THEN);
        GroupEvents events = events(GROUP, "events", "a-key");
        api.useUp(GROUP);

        assertThat(events.unseen()).hasSize(1);
        assertThat(api.answers()).contains(429);
    }

    @Test
    void refusalsAreToldApart() throws Exception {
        api.addForeignGroup("foreign");
        assertThat(events(GROUP, "events", "a-key").unseen()).as("an empty list is no error").isEmpty();
        assertThatThrownBy(() -> events("unknown", "events", "a-key").unseen()).isInstanceOf(GroupApiException.class).extracting("status").isEqualTo(404);
        assertThatThrownBy(() -> events("foreign", "events", "a-key").unseen()).isInstanceOf(GroupApiException.class).extracting("status").isEqualTo(401);
        assertThatThrownBy(() -> events(GROUP, "events", "wrong").unseen()).isInstanceOf(GroupApiException.class).hasMessageNotContaining("wrong")
                .extracting("status").isEqualTo(401);
    }

    @Test
    void aPageOnAnotherServerIsNotFollowed() throws Exception {
        for (int i = 0; i < 101; i++) {
            api.add(GROUP, "events", "e" + i, "EVENT", THEN.plusSeconds(i));
        }
        api.sendElsewhere("http://localhost:1/steal");

        assertThatThrownBy(() -> events(GROUP, "events", "a-key").unseen()).hasMessageContaining("another server");
    }

    @Test
    void theMinuteIsTheClocks() {
        List<Instant> now = Collections.synchronizedList(new java.util.ArrayList<>(List.of(Instant.parse("2026-11-01T13:00:59Z"))));
        GroupBudgets budgets = new GroupBudgets(new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get(0);
            }
        }, Duration.ofMinutes(1));

        assertThat(budgets.take("X", 100, 100)).isTrue();
        assertThat(budgets.take("X", 1, 100)).isFalse();
        assertThat(budgets.take("Y", 1, 100)).as("another group").isTrue();
        now.set(0, Instant.parse("2026-11-01T13:01:00Z"));
        assertThat(budgets.take("X", 100, 100)).isTrue();
    }

    private ExampleRun run(AtlosServer server) {
        return new ExampleRun(server, "mongodb-atlas", "events.yaml,alerts.yaml", Map.of("mirror.folder", folder.toString(), "mongodb-atlas.url",
                api.url(), "mongodb-atlas.group", GROUP, "mongodb-atlas.username", "somebody", "mongodb-atlas.api-key", "a-key",
                "mongodb-atlas.period", "1000"));
    }

    private GroupEvents account(String secret) {
        GroupEvents events = group(GROUP, "events", "v2");
        events.setClientId("an-account");
        events.setClientSecret(secret);
        events.setSeenFile(folder.resolve("account" + secret).toString());
        events.start();
        return events;
    }

    private GroupEvents events(String group, String resource, String key) {
        return events(group, resource, key, "v1.0");
    }

    private GroupEvents events(String group, String resource, String key, String version) {
        GroupEvents events = group(group, resource, version);
        events.setUsername("somebody");
        events.setApiKey(key);
        events.setSeenFile(folder.resolve(resource + key + version + ".seen").toString());
        events.start();
        return events;
    }

    private GroupEvents group(String group, String resource, String version) {
        GroupEvents events = new GroupEvents();
        events.setCamelContext(context);
        events.setUrl(api.url());
        events.setGroup(group);
        events.setResource(resource);
        events.setApiVersion(version);
        events.setHistory(true);
        return events;
    }

    private List<GroupEvents.Unseen> unseen(GroupEvents events) {
        try {
            return events.unseen();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> lines(String name) throws java.io.IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
