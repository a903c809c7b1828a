package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelatlos.server.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sweeps, slugs, clocks, and how little a poll costs. */
class ConsumerListProofTest extends ProofTestSupport {

    @Test
    void sourceMaterialChangesWhileItIsSwept() throws Exception {
        sweeps(1_500, 20, Duration.ofSeconds(3));
    }

    @Test
    @Tag("long")
    void sourceMaterialChangesWhileItIsSweptForLong() throws Exception {
        sweeps(10_000, 40, Duration.ofSeconds(60));
    }

    private void sweeps(int rows, int perSecond, Duration time) throws Exception {
        watch(AtlosResource.SOURCE_MATERIAL);
        Load load = new Load(server, AtlosResource.SOURCE_MATERIAL).backlog(rows, LONG_AGO, Duration.ofSeconds(1));
        String uri = "source-material?sweepInterval=100" + checkpoint();
        pollIntoOracle(uri);
        oracle.awaitDelivered(rows);
        try (Writer people = new Writer(perSecond, 8, load)) {
            forSoLong(time);
            restartIntoOracle(uri);
            forSoLong(time);
        }
        prove("%,d source materials, %d changes a second while they are swept".formatted(rows, perSecond), "1 clean restart");
    }

    @Test
    void aLongSweepDoesNotHoldUpNewRows() throws Exception {
        watch(AtlosResource.SOURCE_MATERIAL);
        Load load = new Load(server, AtlosResource.SOURCE_MATERIAL).backlog(4_000, LONG_AGO, Duration.ofSeconds(1));
        pollIntoOracle("source-material?sweepInterval=100");
        oracle.awaitDelivered(4_000);
        server.faults().always(request -> request.query().contains("cursor"), Fault.delay(Duration.ofMillis(400)));
        server.cases().upload(load.materials().get(0), "An old one".getBytes(StandardCharsets.UTF_8), "txt", "File");
        long sweep = server.requests("GET").size();
        Awaitility.await().until(() -> server.requests("GET").size() >= sweep + 5);
        String fresh = server.cases().addSourceMaterial(load.slugs().get(0), "https://sources.example.org/fresh");
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> !oracle.deliveriesOf(fresh).isEmpty());
        server.faults().clear();
        prove("a new row while a sweep of 40 pages takes 16 s", "within 8 s");
    }

    @Test
    void slugsAreLearnedInOneWalk() throws Exception {
        watch(AtlosResource.UPDATES);
        List<String> slugs = server.cases().addIncidents(250, LONG_AGO, Duration.ofSeconds(1));
        server.cases().delete(slugs.get(3));
        pollIntoOracle("updates?resolveSlug=true");
        oracle.awaitDelivered(251);
        assertThat(gets("/incidents")).isEqualTo(4);
        String later = server.cases().addIncident("One that nobody knows yet");
        server.cases().comment(later, "And again");
        oracle.awaitDelivered(253);
        assertThat(gets("/incidents")).isEqualTo(5);
        prove("slugs of 251 incidents", gets("/incidents") + " pages of incidents read");
    }

    @Test
    void anUnknownIncidentIsNoEndlessSearch() throws Exception {
        watch(AtlosResource.UPDATES);
        List<String> slugs = server.cases().addIncidents(20, LONG_AGO, Duration.ofSeconds(1));
        server.faults().always(request -> request.isTo("/incidents"), Fault.answer(200, "application/json", "{\"next\":null,\"results\":[]}"));
        pollIntoOracle("updates?resolveSlug=true");
        oracle.awaitDelivered(20);
        slugs.forEach(slug -> server.cases().comment(slug, "And once more"));
        prove("incidents that the list does not hold", gets("/incidents") + " pages of incidents read");
        assertThat(gets("/incidents")).isLessThanOrEqualTo(2 + 20);
    }

    @ParameterizedTest
    @EnumSource
    void aTimestampInTheFutureHidesNothing(AtlosResource resource) throws Exception {
        watch(resource);
        Load load = new Load(server, resource).backlog(130, LONG_AGO, Duration.ofSeconds(1));
        String uri = resource + "?" + (resource == AtlosResource.SOURCE_MATERIAL ? "sweepInterval=200" : "lookback=60s") + checkpoint();
        pollIntoOracle(uri);
        oracle.awaitDelivered(130);
        addAt(load, resource, Instant.now().plus(Duration.ofDays(365)));
        oracle.awaitNothingMissing(Duration.ofSeconds(20));
        addAt(load, resource, Instant.now());
        oracle.awaitNothingMissing(Duration.ofSeconds(20));
        restartIntoOracle(uri);
        addAt(load, resource, Instant.now());
        prove(resource + ", a row of next year", "");
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackHidesNothing(AtlosResource resource) throws Exception {
        watch(resource);
        Load load = new Load(server, resource).backlog(130, LONG_AGO, Duration.ofSeconds(1));
        String uri = resource + "?" + (resource == AtlosResource.SOURCE_MATERIAL ? "sweepInterval=200" : "lookback=60s") + checkpoint();
        pollIntoOracle(uri);
        oracle.awaitDelivered(130);
        addAt(load, resource, server.cases().now());
        oracle.awaitNothingMissing(Duration.ofSeconds(20));
        server.clock().advance(Duration.ofHours(-1));
        for (int i = 0; i < 3; i++) {
            addAt(load, resource, server.cases().now());
            oracle.awaitNothingMissing(Duration.ofSeconds(20));
        }
        restartIntoOracle(uri);
        addAt(load, resource, server.cases().now());
        prove(resource + ", the server's clock is set back by an hour", "");
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackHidesNothingBetweenRarePolls(AtlosResource resource) throws Exception {
        watch(resource);
        Load load = new Load(server, resource).backlog(130, LONG_AGO, Duration.ofSeconds(1));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:" + resource + "?lookback=1s&initialDelay=0&delay=3000" + (resource == AtlosResource.SOURCE_MATERIAL ? "&sweepInterval=3s" : ""))
                        .routeId("poll").process(oracle);
            }
        });
        context.start();
        oracle.awaitDelivered(130);
        addAt(load, resource, server.cases().now());
        oracle.awaitNothingMissing(Duration.ofSeconds(20));
        server.clock().advance(Duration.ofHours(-1));
        try (Writer people = new Writer(10, 9, load)) {
            forSoLong(Duration.ofSeconds(7));
        }
        prove(resource + ", the same, with polls rarer than the lookback", "");
    }

    private void addAt(Load load, AtlosResource resource, Instant at) {
        String slug = load.slugs().get(0);
        switch (resource) {
            case INCIDENTS -> server.cases().at(at).addIncident("An incident of " + at);
            case SOURCE_MATERIAL -> server.cases().at(at).addSourceMaterial(slug, "https://sources.example.org/" + at.getEpochSecond());
            case UPDATES -> server.cases().at(at).comment(slug, "A comment of " + at);
        }
    }

    @Test
    void aQuietPollReadsOneRowOfOnePage() throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(500, LONG_AGO, Duration.ofSeconds(100));
        pollIntoOracle("incidents");
        oracle.awaitDelivered(500);
        awaitPolls(3);
        long pages = consumer().getPagesRead();
        long read = consumer().getBytesRead();
        awaitPolls(20);
        long quiet = consumer().getPagesRead() - pages;
        long bytes = (consumer().getBytesRead() - read) / quiet;
        prove("quiet polls of 500 incidents", bytes + " bytes a poll");
        assertThat(bytes).isLessThan(64 * 1024);
    }

    @Test
    @Tag("long")
    void moreRowsWithinTheLookbackThanAreRemembered() throws Exception {
        watch(AtlosResource.UPDATES);
        int rows = 58_000;
        Instant first = Instant.now().minusSeconds(rows / 40);
        new Load(server, AtlosResource.UPDATES).backlog(rows, first, Duration.ofMillis(25));
        pollIntoOracle("updates?lookback=1h&splitResults=false");
        oracle.awaitDelivered(rows);
        String slug = server.cases().view().slugs(1).get(0);
        server.cases().comment(slug, "After all that");
        oracle.awaitNothingMissing(Duration.ofSeconds(90));
        awaitPolls(2);
        // Each poll delivers again what was forgotten, the oldest ones, and no others: 50,000 are remembered.
        int forgotten = rows + 1 - 50_000;
        long polls = consumer().getCounter();
        judge(oracle, "58,000 rows within the lookback", polls + " polls", (int) polls * forgotten);
        assertThat(oracle.verdict().duplicates()).isNotEmpty().allMatch(row -> row.timestamp().isBefore(first.plusMillis(25L * forgotten)));
    }
}
