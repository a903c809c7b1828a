package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.checkpoint.CheckpointException;
import io.github.camelatlos.checkpoint.FileStore;
import io.github.camelatlos.consumer.AtlosConsumer;
import io.github.camelatlos.model.Update;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Permission;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Roads on which a consumer once lost, doubled or mixed up records. */
class ConsumerFaultsTest extends ConsumerTestSupport {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Failures failures = new Failures();

    private void pollWithFailures(String uri) throws Exception {
        context.getRegistry().bind("failures", failures);
        poll(uri + (uri.contains("?") ? "&" : "?") + "exceptionHandler=#failures");
    }

    @Test
    void aTokenOfAnotherProjectDoesNotGoOnFromThisOnesMark() throws Exception {
        MemoryStateRepository database = new MemoryStateRepository();
        server.cases().addIncidents(5);
        context.getRegistry().bind("database", database);
        poll("incidents?stateRepository=#database");
        awaitDelivered(5);
        context.stop();
        CaseFile other = server.addProject("OTH", "The other project");
        other.addIncidents(5, LONG_AGO, Duration.ofSeconds(1));
        context = newContext();
        context.getRegistry().bind("database", database);
        pollWithFailures("incidents?stateRepository=#database&token=RAW(" + server.newToken(other, Permission.READ) + ")");
        Awaitility.await().until(() -> !failures.all().isEmpty());
        assertThat(failures.all().get(0)).hasMessageContaining("another project").hasMessageContaining("checkpointKey");
        assertThat(sink.all()).hasSize(5);
    }

    @Test
    void theSameKeyWithOtherFiltersOrOnAnotherResourceIsRefused() throws Exception {
        server.cases().addIncidents(5);
        poll("incidents?status=To Do&checkpointKey=mine" + checkpoint());
        awaitDelivered(5);
        context.stop();
        for (String uri : List.of("incidents?status=Completed&checkpointKey=mine", "updates?checkpointKey=mine")) {
            context = newContext();
            assertThatThrownBy(() -> poll(uri + checkpoint())).as(uri).hasStackTraceContaining("checkpointKey");
            context.stop();
        }
    }

    @Test
    void aLateRowThatFailsIsNotLostBelowWhatWasDelivered() throws Exception {
        server.cases().addIncident("An incident that was delivered before");
        boolean[] down = new boolean[1];
        sink.failOn(one -> down[0]);
        poll("incidents");
        awaitDelivered(1);
        down[0] = true;
        String late = server.cases().commitLate(Duration.ofSeconds(40)).addIncident("An incident committed late");
        server.cases().addIncidents(150, Instant.now(), Duration.ZERO);
        awaitPolls(3);
        down[0] = false;
        awaitDelivered(152);
        awaitPolls(3);
        assertThat(sink.slugs()).hasSize(152).doesNotHaveDuplicates().contains(late);
    }

    @Test
    void noChangeOfALongSweepIsTakenForGone() throws Exception {
        String slug = server.cases().addIncident("An incident with many sources");
        for (int i = 0; i < 450; i++) {
            server.cases().at(LONG_AGO.plusSeconds(i)).addSourceMaterial(slug, "https://example.org/" + i);
        }
        poll("source-material?sweepInterval=300");
        awaitDelivered(450);
        sink.clear();
        server.faults().always(request -> request.path().contains("/source_material/"), Fault.status(404));
        context.getRouteController().suspendRoute("poll");
        server.cases().view().sourceMaterialIds()
                .forEach(id -> server.cases().setMetadata(id, "notes", JsonNodeFactory.instance.objectNode().put("seen", true)));
        context.getRouteController().resumeRoute("poll");
        awaitDelivered(450);
        awaitPolls(6);
        assertThat(sink.ids()).hasSize(450).doesNotHaveDuplicates();
        assertThat(server.requests("GET")).noneMatch(request -> request.path().contains("/source_material/"));
    }

    @Test
    void aFailedRecordOfASweepLetsNewRowsInAfterOneRecord() throws Exception {
        String slug = server.cases().addIncident("An incident with sources");
        for (int i = 0; i < 150; i++) {
            server.cases().at(LONG_AGO.plusSeconds(i)).addSourceMaterial(slug, "https://example.org/" + i);
        }
        boolean[] down = new boolean[1];
        sink.failOn(one -> down[0]);
        poll("source-material?sweepInterval=100");
        awaitDelivered(150);
        sink.clear();
        down[0] = true;
        server.cases().view().sourceMaterialIds()
                .forEach(id -> server.cases().upload(id, id.getBytes(StandardCharsets.UTF_8), "txt", "File"));
        Awaitility.await().until(() -> !consumer().getLastErrorText().isEmpty());
        String fresh = server.cases().addSourceMaterial(slug, "https://example.org/fresh");
        down[0] = false;
        awaitDelivered(151);
        assertThat(sink.ids().indexOf(fresh)).isLessThanOrEqualTo(1);
    }

    @Test
    void aNodeWhoseClockStandsBehindBringsNothingAgain() throws Exception {
        server.cases().addIncidents(600, Instant.now().minus(Duration.ofHours(20)), Duration.ofSeconds(100));
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(600);
        awaitPolls(2);
        context.stop();
        server.clock().advance(Duration.ofSeconds(-45));
        context = newContext();
        poll("incidents?startFrom=beginning" + checkpoint());
        for (int seconds : List.of(45, -45, 45, -150, 150, -150)) {
            awaitPolls(2);
            server.clock().advance(Duration.ofSeconds(seconds));
        }
        awaitPolls(2);
        String fresh = server.cases().addIncident("By the node that is behind");
        awaitDelivered(601);
        awaitPolls(2);
        assertThat(sink.slugs()).hasSize(601).endsWith(fresh);
    }

    @Test
    void stoppedFromItsOwnRoutePolicyItRepeatsNothing() throws Exception {
        server.cases().addIncidents(20, LONG_AGO, Duration.ofSeconds(1));
        stoppingAfter(7);
        Awaitility.await().until(() -> sink.all().size() == 7 && consumer().isStopped());
        context.stop();
        context = newContext();
        stoppingAfter(100);
        awaitDelivered(20);
        awaitPolls(3);
        assertThat(sink.slugs()).hasSize(20).doesNotHaveDuplicates();
    }

    private void stoppingAfter(int exchanges) throws Exception {
        AtomicInteger done = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=100&initialDelay=0" + checkpoint()).routeId("poll").routePolicy(new RoutePolicySupport() {
                    @Override
                    public void onExchangeDone(Route route, Exchange exchange) {
                        if (done.incrementAndGet() == exchanges) {
                            try {
                                stopConsumer(route.getConsumer());
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    }
                }).process(sink);
            }
        });
        context.start();
    }

    @Test
    void theMarkOfTheDeletedListOutlastsBeingSwitchedOff() throws Exception {
        String gone = server.cases().at(Instant.now().minusSeconds(40)).addIncident("An incident that is deleted");
        server.cases().at(Instant.now().minusSeconds(30)).delete(gone);
        poll("incidents?deleted=true" + checkpoint());
        awaitDelivered(1);
        restart("incidents?deleted=false" + checkpoint());
        awaitPolls(3);
        restart("incidents?deleted=true" + checkpoint());
        awaitPolls(4);
        assertThat(sink.slugs()).containsExactly(gone);
    }

    @Test
    void aBulkImportOfDaysAgoIsNotReadAgainByQuietPolls() throws Exception {
        server.cases().addIncidents(2_000, Instant.now().minus(Duration.ofDays(3)), Duration.ofMillis(20));
        poll("incidents");
        awaitDelivered(2_000);
        awaitPolls(3);
        long pages = consumer().getPagesRead();
        long bytes = consumer().getBytesRead();
        long polls = consumer().getCounter();
        awaitPolls(10);
        long quiet = consumer().getCounter() - polls;
        assertThat(consumer().getPagesRead() - pages).isLessThanOrEqualTo(quiet + 1);
        assertThat((consumer().getBytesRead() - bytes) / quiet).isLessThan(64 * 1024);
        assertThat(sink.all()).hasSize(2_000);
    }

    @Test
    void eachPageOfABacklogIsReadOnce() throws Exception {
        server.cases().addIncidents(3_000, LONG_AGO, Duration.ofSeconds(1));
        route("incidents?initialDelay=0&delay=100000");
        context.start();
        awaitDelivered(3_000);
        assertThat(server.requests("GET")).hasSizeLessThanOrEqualTo(3_000 / 100 + 1);
    }

    @Test
    void aRowThatAFilterRepeatsIsDeliveredOnce() throws Exception {
        List<String> slugs = server.cases().addIncidents(80, LONG_AGO, Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            String value = i % 2 == 0 ? "In Progress" : "Completed";
            slugs.forEach(slug -> server.cases().edit(slug, "status", TextNode.valueOf(value)));
        }
        String person = server.cases().updates(slugs.get(0)).get(0).path("user").path("id").asText();
        poll("incidents?filter.has_been_edited_by_id=" + person);
        awaitDelivered(80);
        awaitPolls(3);
        assertThat(sink.slugs()).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void idleIsSaidOnlyWhereNothingWaits() throws Exception {
        server.cases().addIncidents(27, LONG_AGO, Duration.ofSeconds(1));
        List<String> bodies = new CopyOnWriteArrayList<>();
        boolean[] down = { true };
        context.getRegistry().bind("failures", failures);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=50&initialDelay=0&sendEmptyMessageWhenIdle=true&exceptionHandler=#failures").routeId("poll").process(exchange -> {
                    bodies.add(exchange.getMessage().getBody() == null ? "idle" : "record");
                    if (down[0] && exchange.getMessage().getBody() != null) {
                        throw new IllegalStateException("the target is down");
                    }
                });
            }
        });
        context.start();
        awaitPolls(5);
        assertThat(bodies).isNotEmpty().doesNotContain("idle");
        down[0] = false;
        Awaitility.await().until(() -> bodies.contains("idle"));
        assertThat(bodies.subList(0, bodies.indexOf("idle"))).hasSizeGreaterThanOrEqualTo(27 + 5);
    }

    @Test
    void aFailedRecordCountsForTheBackoffAndIsReportedOnce() throws Exception {
        server.cases().addIncidents(3, LONG_AGO, Duration.ofSeconds(1));
        AtomicInteger tries = new AtomicInteger();
        sink.failOn(one -> tries.incrementAndGet() > 0);
        pollWithFailures("incidents?backoffErrorThreshold=2&backoffMultiplier=1000");
        Awaitility.await().until(() -> failures.all().size() == 2);
        awaitPolls(0);
        Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).until(() -> tries.get() == 2);
        assertThat(failures.all()).hasSize(2).allMatch(e -> e.getMessage().startsWith("the sink refuses"));
        assertThat(consumer().getLastErrorText()).contains("was not processed").contains("handled(true)");
    }

    @Test
    void aRollbackIsReported() throws Exception {
        server.cases().addIncidents(1);
        context.getRegistry().bind("failures", failures);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=50&initialDelay=0&exceptionHandler=#failures").routeId("poll").process(sink).markRollbackOnly();
            }
        });
        context.start();
        Awaitility.await().until(() -> failures.all().size() >= 2);
        assertThat(failures.messages().get(0)).contains("rollback");
        assertThat(new HashSet<>(sink.ids())).hasSize(1);
    }

    @Test
    void aStartThatFailsLeavesTheCheckpointFree() throws Exception {
        server.cases().addIncidents(1);
        context.start();
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?scheduler=unheardof&delay=100" + checkpoint()).routeId("bad").process(sink);
            }
        })).isNotNull();
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(1);
    }

    @Test
    void ofTwoNodesOnOneKeyOneStopsAndSaysWhy() throws Exception {
        MemoryStateRepository database = new MemoryStateRepository();
        context.getRegistry().bind("database", database);
        pollWithFailures("updates?stateRepository=#database&checkpointInterval=0");
        CamelContext other = newContext();
        try (LogLines log = new LogLines()) {
            String slug = server.cases().addIncident("An incident that two nodes follow");
            awaitDelivered(1);
            other.getRegistry().bind("database", database);
            other.getRegistry().bind("failures", failures);
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("atlos:updates?stateRepository=#database&checkpointInterval=0&delay=100&initialDelay=0&exceptionHandler=#failures").routeId("poll")
                            .process(sink);
                }
            });
            other.start();
            List<AtlosConsumer> nodes = List.of(consumer(), (AtlosConsumer) other.getRoute("poll").getConsumer());
            AtomicInteger comments = new AtomicInteger();
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100)).until(() -> {
                server.cases().comment(slug, "Comment " + comments.incrementAndGet());
                return nodes.stream().anyMatch(node -> !node.isStarted());
            });
            assertThat(failures.all()).isNotEmpty().allMatch(e -> e instanceof CheckpointException taken && taken.anotherWriter());
            assertThat(log.all()).filteredOn(line -> line.startsWith("ERROR")).singleElement().asString().contains("two consumers share this checkpoint")
                    .contains("checkpointKey");
            server.cases().comment(slug, "The last one");
            Awaitility.await().until(() -> sink.all().stream().anyMatch(one -> "The last one".equals(((Update) one.record()).getExplanation())));
            assertThat(nodes.stream().filter(AtlosConsumer::isStarted)).as("the one that goes on").hasSize(1);
        } finally {
            other.stop();
        }
    }

    @Test
    void whoHasStoppedAConsumerFindsItsCheckpointFreeAndComplete() throws Exception {
        server.cases().addIncidents(1);
        CountDownLatch underWay = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=100&initialDelay=0" + checkpoint()).routeId("poll").process(exchange -> underWay.countDown()).delay(500)
                        .process(exchange -> ended.incrementAndGet());
            }
        });
        context.start();
        underWay.await();
        consumer().stop();
        assertThat(ended).as("the exchange that was under way").hasValue(1);
        FileStore store = new FileStore(folder.resolve("checkpoint.json").toString());
        assertThat(String.join("", store.open())).contains("\"mark\"");
        store.close();
    }

    @Test
    void aNegativeCheckpointIntervalIsRefused() {
        assertThatThrownBy(() -> poll("incidents?checkpointInterval=-1")).hasStackTraceContaining("checkpointInterval is negative");
    }
}
