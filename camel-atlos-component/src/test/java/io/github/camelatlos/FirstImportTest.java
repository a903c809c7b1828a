package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelatlos.model.Incident;
import io.github.camelatlos.server.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A long first import of incidents comes from the oldest page up, and keeps every promise on its way. */
class FirstImportTest extends ConsumerTestSupport {

    private static final Instant LONG_AGO = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void theOldestIsDeliveredBeforeMostPagesAreRead() throws Exception {
        List<String> slugs = incidents(1_450);
        AtomicInteger requestsBefore = new AtomicInteger();
        sink.failOn(one -> {
            requestsBefore.compareAndSet(0, server.requests("GET").size());
            return false;
        });
        poll("incidents?maxMessagesPerPoll=9000");
        awaitDelivered(1_450);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs);
        assertThat(sink.all()).allMatch(one -> "created".equals(one.change()));
        assertThat(requestsBefore.get()).as("requests when the first record is delivered: the ten newest pages, the oldest, and one ahead").isLessThanOrEqualTo(12);
        assertThat(server.requests("GET").stream().filter(request -> request.query().contains("modified_asc") || !request.query().contains("cursor")).count())
                .as("the whole import").isLessThanOrEqualTo(16);
        assertThat(sink.all().subList(0, 1_449)).noneMatch(Sink.Delivered::complete);
        assertThat(sink.all().get(1_449).complete()).isTrue();
        awaitPolls(3);
        assertThat(sink.all()).hasSize(1_450);
    }

    @Test
    void theTurnFromAboveToBelowTakesOneRequestMore() throws Exception {
        incidents(2_000);
        route("incidents?maxMessagesPerPoll=9000&delay=600000&initialDelay=0");
        context.start();
        awaitDelivered(2_000);
        List<String> sorts = server.requests("GET").stream().filter(request -> !request.query().contains("deleted"))
                .map(request -> request.query().replaceAll(".*sort=(\\w+).*", "$1")).toList();
        assertThat(sorts.subList(0, 9)).as("the tenth and the oldest are on their way together").containsOnly("modified_desc");
        assertThat(sorts.subList(9, 11)).containsExactlyInAnyOrder("modified_desc", "modified_asc");
        assertThat(sorts.subList(11, sorts.size())).as("the last of them is where both meet").hasSize(10).containsOnly("modified_asc");
    }

    @Test
    void whatChangesMeanwhileComesAsItIsInTheEnd() throws Exception {
        List<String> slugs = incidents(1_250);
        poll("incidents?maxMessagesPerPoll=60" + checkpoint());
        awaitDelivered(60);
        server.cases().edit(slugs.get(10), "description", "Edited after it was delivered");
        server.cases().edit(slugs.get(1_240), "description", "Edited in a page that was read first");
        server.cases().edit(slugs.get(230), "description", "Edited before it was met");
        server.cases().delete(slugs.get(240));
        String fresh = server.cases().addIncident("One that was not there at the start");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sink.slugs().contains(fresh) && last(slugs.get(10)).startsWith("Edited"));
        awaitPolls(3);
        assertThat(last(slugs.get(230))).isEqualTo("Edited before it was met");
        assertThat(last(slugs.get(1_240))).isEqualTo("Edited in a page that was read first");
        Set<String> wanted = new HashSet<>(slugs);
        wanted.remove(slugs.get(240));
        assertThat(sink.slugs()).containsAll(wanted);
        assertThat(sink.all()).as("each once, but for what was edited").hasSizeBetween(1_249, 1_254);
    }

    private String last(String slug) {
        return sink.all().stream().filter(one -> slug.equals(one.slug())).reduce((one, next) -> next).map(one -> ((Incident) one.record()).getDescription()).orElse("");
    }

    @Test
    void nothingPassesARecordThatFails() throws Exception {
        List<String> slugs = incidents(1_350);
        AtomicReference<String> poison = new AtomicReference<>(slugs.get(130));
        sink.failOn(one -> one.slug().equals(poison.get()));
        poll("incidents?" + checkpoint().substring(1));
        awaitDelivered(130);
        awaitPolls(3);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs.subList(0, 130));
        poison.set(slugs.get(0));
        awaitDelivered(1_350);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs);
    }

    @Test
    void aServerThatRefusesTheOrderIsReadNewestFirst() throws Exception {
        List<String> slugs = incidents(1_350);
        server.faults().always(request -> request.query().contains("modified_asc"), Fault.EMPTY_500);
        poll("incidents");
        awaitDelivered(1_350);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs);
        assertThat(server.requests("GET").stream().filter(request -> request.query().contains("modified_asc"))).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotInTheOrderIsNotBelieved() throws Exception {
        List<String> slugs = incidents(1_350);
        String newestFirst = "{\"next\":\"c\",\"previous\":null,\"results\":[" + row("6a1f0a6e-0000-4000-8000-000000000002", LONG_AGO.minusSeconds(10)) + ","
                + row("6a1f0a6e-0000-4000-8000-000000000001", LONG_AGO.minusSeconds(20)) + "]}";
        server.faults().always(request -> request.query().contains("modified_asc"), Fault.answer(200, "application/json", newestFirst));
        poll("incidents");
        awaitDelivered(1_350);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs);
    }

    @Test
    void anOrderThatIsLostOnTheWayIsFoundOut() throws Exception {
        List<String> slugs = incidents(1_350);
        String back = "{\"next\":\"c\",\"previous\":null,\"results\":[" + row("6a1f0a6e-0000-4000-8000-000000000001", LONG_AGO.minusSeconds(20)) + "]}";
        server.faults().always(request -> request.query().contains("modified_asc") && request.query().contains("cursor"), Fault.answer(200, "application/json", back));
        poll("incidents");
        awaitDelivered(1_350);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs);
    }

    private static String row(String id, Instant at) {
        String time = at.toString().replace("Z", "");
        return "{\"id\":\"" + id + "\",\"slug\":\"X\",\"inserted_at\":\"" + time + "\",\"updated_at\":\"" + time + "\"}";
    }

    @Test
    void expiredCursorsAndACleanRestartRepeatNothing() throws Exception {
        List<String> slugs = incidents(1_550);
        poll("incidents?maxMessagesPerPoll=50" + checkpoint());
        awaitDelivered(150);
        server.expireCursors();
        awaitDelivered(330);
        restart("incidents?maxMessagesPerPoll=50" + checkpoint());
        awaitDelivered(1_550);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactlyElementsOf(slugs);
    }

    @Test
    void theDeletedOnesHaveAClimbOfTheirOwn() throws Exception {
        List<String> slugs = incidents(2_400);
        List<String> gone = new ArrayList<>(slugs.subList(100, 1_300));
        gone.forEach(server.cases()::delete);
        poll("incidents?deleted=true");
        awaitDelivered(2_400);
        awaitPolls(2);
        assertThat(sink.slugs()).containsExactlyInAnyOrderElementsOf(slugs);
        assertThat(sink.all().stream().filter(one -> "deleted".equals(one.change())).map(Sink.Delivered::slug)).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(sink.all()).isSortedAccordingTo((one, other) -> ((Instant) one.timestamp()).compareTo((Instant) other.timestamp()));
    }

    private List<String> incidents(int count) {
        return server.cases().addIncidents(count, LONG_AGO, Duration.ofSeconds(7));
    }
}
