package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The consumer's promises on a healthy server. */
class ConsumerTest extends ConsumerTestSupport {

    @Test
    void deliversEveryIncidentOldestFirstAndNothingTwice() throws Exception {
        server.cases().addIncidents(250, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(7));
        poll("incidents");
        awaitDelivered(250);
        awaitPolls(3);
        assertThat(sink.all()).hasSize(250);
        assertThat(new HashSet<>(sink.slugs())).isEqualTo(new HashSet<>(server.cases().view().slugs()));
        assertThat(sink.all()).isSortedAccordingTo(Comparator.comparing(one -> (Instant) one.timestamp()));
        assertThat(sink.all()).allMatch(one -> one.change().equals("created"));
        assertThat(sink.all()).last().matches(Sink.Delivered::complete);
        assertThat(sink.all().stream().filter(Sink.Delivered::complete)).hasSize(1);
        assertThat(sink.all().get(0).size()).isEqualTo(250);
    }

    @Test
    void fetchesDroppedPagesAgainForALongBacklog() throws Exception {
        server.cases().addIncidents(1_250, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(1));
        poll("incidents");
        awaitDelivered(1_250);
        awaitPolls(3);
        assertThat(new HashSet<>(sink.slugs())).hasSize(1_250);
        assertThat(sink.all()).hasSize(1_250);
        assertThat(sink.all()).isSortedAccordingTo(Comparator.comparing(one -> (Instant) one.timestamp()));
    }

    @Test
    void deliversHundredsOfRowsOfOneSecond() throws Exception {
        server.cases().addIncidents(1_030, Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO);
        poll("incidents");
        awaitDelivered(1_030);
        awaitPolls(2);
        assertThat(new HashSet<>(sink.slugs())).hasSize(1_030);
        assertThat(sink.all()).hasSize(1_030);
    }

    @Test
    void anEditIsAModificationAndACommentIsNone() throws Exception {
        String one = server.cases().addIncident("A first incident");
        String two = server.cases().addIncident("A second incident");
        poll("incidents");
        awaitDelivered(2);
        server.cases().comment(one, "No change of the incident");
        server.cases().addSourceMaterial(one, "https://example.org/1");
        server.cases().edit(two, "status", TextNode.valueOf("In Progress"));
        awaitDelivered(3);
        awaitPolls(3);
        assertThat(sink.all()).hasSize(3);
        assertThat(sink.all().get(2).slug()).isEqualTo(two);
        assertThat(sink.all().get(2).change()).isEqualTo("modified");
        assertThat(((Incident) sink.all().get(2).record()).getStatus()).isEqualTo("In Progress");
    }

    @Test
    void twoEditsWithinASecondAreTwoChanges() throws Exception {
        Instant second = Instant.now().minusSeconds(5);
        String slug = server.cases().addIncident("An incident that is edited twice");
        poll("incidents");
        awaitDelivered(1);
        server.cases().editQuietly(slug, "status", TextNode.valueOf("In Progress"), second);
        Awaitility.await().until(() -> sink.all().size() == 2);
        server.cases().editQuietly(slug, "status", TextNode.valueOf("Completed"), second);
        Awaitility.await().until(() -> sink.all().size() == 3);
        awaitPolls(3);
        assertThat(sink.all()).hasSize(3);
    }

    @Test
    void findsRowsThatWereCommittedLate() throws Exception {
        server.cases().addIncident("An incident on time");
        poll("incidents");
        awaitDelivered(1);
        String late = server.cases().commitLate(Duration.ofSeconds(40)).addIncident("An incident that comes late");
        awaitDelivered(2);
        awaitPolls(2);
        assertThat(sink.slugs()).hasSize(2).last().isEqualTo(late);
        assertThat(sink.all().get(1).change()).isEqualTo("created");
    }

    @Test
    void aCleanRestartRepeatsNothingAndKeepsThePlace() throws Exception {
        server.cases().addIncidents(130);
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(130);
        restart("incidents?startFrom=beginning" + checkpoint());
        awaitPolls(2);
        String later = server.cases().addIncident("An incident after the restart");
        awaitDelivered(131);
        awaitPolls(2);
        assertThat(sink.all()).hasSize(131);
        assertThat(sink.slugs()).last().isEqualTo(later);
    }

    @Test
    void aFailedRecordHoldsWhatFollowsAndComesAgainAsItIsThen() throws Exception {
        String first = server.cases().at(Instant.now().minusSeconds(30)).addIncident("The first incident");
        String poison = server.cases().at(Instant.now().minusSeconds(20)).addIncident("The incident that fails");
        String last = server.cases().at(Instant.now().minusSeconds(10)).addIncident("The last incident");
        sink.failOn(one -> poison.equals(one.slug()) && "To Do".equals(((Incident) one.record()).getStatus()));
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(1);
        awaitPolls(3);
        assertThat(sink.slugs()).containsExactly(first);
        server.cases().editQuietly(poison, "status", TextNode.valueOf("Completed"), null);
        awaitDelivered(3);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactly(first, poison, last);
    }

    @Test
    void aFailedRecordThatMovesComesInItsNewPlace() throws Exception {
        String poison = server.cases().at(Instant.now().minusSeconds(20)).addIncident("The incident that fails");
        String last = server.cases().at(Instant.now().minusSeconds(10)).addIncident("The last incident");
        sink.failOn(one -> poison.equals(one.slug()) && "To Do".equals(((Incident) one.record()).getStatus()));
        poll("incidents");
        awaitPolls(3);
        assertThat(sink.all()).isEmpty();
        server.cases().edit(poison, "status", TextNode.valueOf("Completed"));
        awaitDelivered(2);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactly(last, poison);
    }

    @Test
    void aHandledFailureIsTheWayPastAPoisonRecord() throws Exception {
        String poison = server.cases().at(Instant.now().minusSeconds(20)).addIncident("The incident that fails");
        String last = server.cases().at(Instant.now().minusSeconds(10)).addIncident("The last incident");
        sink.failOn(one -> poison.equals(one.slug()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).to("mock:poison");
                from("atlos:incidents?delay=100&initialDelay=0").process(sink);
            }
        });
        context.start();
        awaitDelivered(1);
        awaitPolls(3);
        assertThat(sink.slugs()).containsExactly(last);
    }

    @Test
    void maxMessagesPerPollLeavesTheRestToTheNextPoll() throws Exception {
        server.cases().addIncidents(25, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(3));
        poll("incidents?maxMessagesPerPoll=10");
        awaitDelivered(25);
        awaitPolls(2);
        assertThat(sink.all()).hasSize(25);
        assertThat(sink.all().stream().filter(Sink.Delivered::complete).map(Sink.Delivered::index)).containsExactly(9, 9, 4);
    }

    @Test
    void splitResultsFalseDeliversPages() throws Exception {
        server.cases().addIncidents(230, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(3));
        Set<String> seen = new HashSet<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=100&initialDelay=0&splitResults=false").process(exchange -> {
                    List<?> body = exchange.getMessage().getBody(List.class);
                    assertThat(exchange.getMessage().getHeader(AtlosConstants.CHANGE, List.class)).hasSameSizeAs(body);
                    body.forEach(record -> seen.add(((Incident) record).getSlug()));
                }).to("mock:pages");
            }
        });
        context.start();
        Awaitility.await().until(() -> seen.size() == 230);
    }

    @Test
    void deletedIncidentsAreDeliveredWhenAskedFor() throws Exception {
        String slug = server.cases().at(Instant.now().minusSeconds(40)).addIncident("An incident that is deleted");
        server.cases().at(Instant.now().minusSeconds(30)).addIncident("An incident that stays");
        poll("incidents?deleted=true" + checkpoint());
        awaitDelivered(2);
        server.cases().at(Instant.now().minusSeconds(20)).delete(slug);
        awaitDelivered(3);
        assertThat(sink.all().get(2).change()).isEqualTo("deleted");
        server.cases().at(Instant.now().minusSeconds(10)).restore(slug);
        awaitDelivered(4);
        restart("incidents?deleted=true" + checkpoint());
        awaitPolls(4);
        assertThat(sink.all()).hasSize(4);
        assertThat(sink.all().get(3).slug()).isEqualTo(slug);
        assertThat(sink.all().get(3).change()).isEqualTo("modified");
    }

    @Test
    void startFromNowDeliversOnlyWhatComesAfter() throws Exception {
        server.cases().addIncidents(120);
        poll("incidents?startFrom=now" + checkpoint());
        awaitPolls(3);
        assertThat(sink.all()).isEmpty();
        String late = server.cases().commitLate(Duration.ofSeconds(20)).addIncident("Committed late, after the start");
        awaitDelivered(1);
        restart("incidents?startFrom=now" + checkpoint());
        String later = server.cases().addIncident("An incident after the start");
        awaitDelivered(2);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactly(late, later);
    }

    @Test
    void startFromAnInstantDeliversWhatChangedThenOrLater() throws Exception {
        server.cases().at(Instant.parse("2026-03-01T11:59:59Z")).addIncident("Just before the instant");
        String at = server.cases().at(Instant.parse("2026-03-01T12:00:00Z")).addIncident("At the instant itself");
        String after = server.cases().at(Instant.parse("2026-03-02T12:00:00Z")).addIncident("After the instant");
        poll("incidents?startFrom=2026-03-01T12:00:00Z");
        awaitDelivered(2);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactly(at, after);
    }

    @Test
    void filtersAreSentWithEveryPage() throws Exception {
        server.cases().addIncidents(150);
        for (String slug : server.cases().view().slugs().subList(0, 120)) {
            server.cases().editQuietly(slug, "status", TextNode.valueOf("Help Needed"), null);
        }
        poll("incidents?status=Help Needed,Completed");
        awaitDelivered(120);
        awaitPolls(2);
        assertThat(sink.all()).hasSize(120);
        assertThat(server.requests("GET")).allMatch(r -> r.query().contains("sort=modified_desc") && r.query().contains("attr_status"));
    }

    @Test
    void sourceMaterialIsFoundNewAndChanged() throws Exception {
        String slug = server.cases().addIncident("An incident with sources");
        String old = server.cases().at(Instant.now().minus(Duration.ofHours(3))).addSourceMaterial(slug, "https://example.org/old");
        String fresh = server.cases().addSourceMaterial(slug, "https://example.org/new");
        poll("source-material?sweepInterval=300" + checkpoint());
        awaitDelivered(2);
        assertThat(sink.ids()).containsExactly(old, fresh);
        server.cases().upload(old, new byte[] { 1, 2, 3 }, "bin", "A file");
        awaitDelivered(3);
        awaitPolls(8);
        assertThat(sink.ids()).containsExactly(old, fresh, old);
        assertThat(sink.all().get(2).change()).isEqualTo("modified");
        assertThat(((SourceMaterial) sink.all().get(2).record()).getArtifacts()).hasSize(1);
        restart("source-material?sweepInterval=300" + checkpoint());
        awaitPolls(8);
        assertThat(sink.all()).hasSize(3);
    }

    @Test
    void aFailedSweepRecordHoldsNewRowsToo() throws Exception {
        String slug = server.cases().addIncident("An incident with sources");
        String old = server.cases().at(Instant.now().minus(Duration.ofHours(3))).addSourceMaterial(slug, "https://example.org/old");
        String recent = server.cases().addSourceMaterial(slug, "https://example.org/recent");
        boolean[] heal = new boolean[1];
        sink.failOn(one -> !heal[0] && "modified".equals(one.change()));
        poll("source-material?sweepInterval=200" + checkpoint());
        awaitDelivered(2);
        server.cases().upload(old, new byte[] { 1, 2, 3 }, "bin", "A file");
        Awaitility.await().until(() -> consumer().getLastErrorText().contains(old));
        String fresh = server.cases().addSourceMaterial(slug, "https://example.org/new");
        awaitPolls(5);
        assertThat(sink.ids()).containsExactly(old, recent);
        heal[0] = true;
        awaitDelivered(4);
        awaitPolls(5);
        assertThat(sink.ids()).containsExactly(old, recent, old, fresh);
    }

    @Test
    void whatBothTheListAndALongSweepMeetIsDeliveredOnce() throws Exception {
        String slug = server.cases().addIncident("An incident with many sources");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:source-material?delay=100&initialDelay=0&sweepInterval=1").routeId("poll")
                        .filter(header(AtlosConstants.CHANGE).isEqualTo("created"))
                        .process(e -> server.cases().upload(e.getMessage().getHeader(AtlosConstants.ID, String.class), new byte[] { 7 }, "bin", "A"))
                        .end()
                        .filter(header(AtlosConstants.CHANGE).isEqualTo("modified")).delay(80).end().end()
                        .process(sink);
            }
        });
        context.start();
        awaitPolls(4);
        for (int i = 0; i < 120; i++) {
            server.cases().addSourceMaterial(slug, "https://example.org/" + i);
        }
        awaitDelivered(240);
        awaitPolls(6);
        assertThat(sink.all()).hasSize(240);
        assertThat(sink.all().stream().filter(one -> one.change().equals("modified")).map(Sink.Delivered::id).distinct()).hasSize(120);
    }

    @Test
    void updatesAreDeliveredOnceWithTheirSlugIfAskedFor() throws Exception {
        String slug = server.cases().addIncident("An incident with comments");
        for (int i = 0; i < 120; i++) {
            server.cases().comment(slug, "Comment " + i);
        }
        poll("updates?resolveSlug=true");
        awaitDelivered(121);
        awaitPolls(3);
        assertThat(sink.all()).hasSize(121);
        assertThat(sink.slugs()).allMatch(slug::equals);
        assertThat(server.requests("GET").stream().filter(r -> r.path().endsWith("/incidents"))).hasSizeLessThan(4);
    }

    @Test
    void suspendAndResumeInABacklogRepeatNothing() throws Exception {
        server.cases().addIncidents(600, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(1));
        // So slow that it is certain to be suspended in the middle.
        sink.failOn(one -> {
            LockSupport.parkNanos(3_000_000);
            return false;
        });
        poll("incidents");
        awaitDelivered(100);
        context.getRouteController().suspendRoute("poll");
        int suspended = sink.all().size();
        assertThat(context.getRouteController().getRouteStatus("poll")).isEqualTo(ServiceStatus.Suspended);
        assertThat(suspended).isLessThan(600);
        context.getRouteController().resumeRoute("poll");
        awaitDelivered(600);
        awaitPolls(2);
        assertThat(sink.all()).hasSize(600);
        assertThat(new HashSet<>(sink.slugs())).hasSize(600);
    }

    @Test
    void anExpiredCursorInABacklogLosesNothing() throws Exception {
        server.cases().addIncidents(900, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(1));
        poll("incidents");
        awaitDelivered(50);
        server.expireCursors();
        awaitDelivered(900);
        awaitPolls(2);
        assertThat(sink.all()).hasSize(900);
        assertThat(new HashSet<>(sink.slugs())).hasSize(900);
    }

    @Test
    void anErrorInARouteEndsNeitherThePollingNorLosesTheRecord() throws Exception {
        server.cases().addIncidents(3, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(3));
        int[] errors = new int[1];
        sink.failOn(one -> {
            if (errors[0]++ < 2) {
                throw new StackOverflowError("a record that is too deep");
            }
            return false;
        });
        poll("incidents");
        awaitDelivered(3);
        awaitPolls(2);
        assertThat(new HashSet<>(sink.slugs())).hasSize(3);
        assertThat(sink.all()).hasSize(3);
    }

    @Test
    void twoConsumersOnOneCheckpointFileAreRefused() throws Exception {
        poll("incidents?startFrom=beginning" + checkpoint());
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?status=Completed" + checkpoint()).process(sink);
            }
        })).hasStackTraceContaining("in use by another running consumer");
    }

    @Test
    void aDamagedCheckpointIsAClearErrorAndStaysAsItIs() throws Exception {
        server.cases().addIncidents(3);
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(3);
        context.stop();
        Path file = folder.resolve("checkpoint.json");
        String text = Files.readString(file);
        for (String damaged : List.of(text.substring(0, text.indexOf('\n') / 2), text.replace("mark", "marc"), "garbage")) {
            Files.writeString(file, damaged);
            context = newContext();
            assertThatThrownBy(() -> poll("incidents?startFrom=beginning" + checkpoint())).extracting(e -> e.toString() + e.getCause(), org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .containsAnyOf("damaged", "was written by another version");
            assertThat(file).hasContent(damaged);
            context.stop();
        }
        assertThat(sink.all()).hasSize(3);
    }
}
