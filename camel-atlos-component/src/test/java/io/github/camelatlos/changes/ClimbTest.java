package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.ModelServer.State;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list read from the oldest page up, three rows a page, to the newest ones, which are r140 and later. */
class ClimbTest {

    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final int ROWS = 150;
    private static final int NEWEST = 140;

    private final ModelServer server = ModelServer.still(AtlosResource.INCIDENTS);
    private final List<String> met = new ArrayList<>();
    private List<RowHead> newest;
    private final RowRules rules = new RowRules(AtlosResource.INCIDENTS, null, head -> met.add(head.id()));
    private final Progress progress = new Progress(rules, rules::position, ModelServer.LOOKBACK);

    private static String id(int number) {
        return "r%03d".formatted(number);
    }

    private static Instant at(int number) {
        return T.plusSeconds(10L * number);
    }

    private void put(int number, Instant updated) {
        server.put(new State(id(number), at(number), updated, 1));
    }

    /** A climb of rows that were inserted and changed in the same order. */
    private Climb climb() {
        IntStream.range(0, ROWS).forEach(number -> put(number, at(number)));
        server.now = at(10_000);
        newest = IntStream.range(NEWEST, ROWS).mapToObj(number -> head(ROWS - 1 - number + NEWEST)).toList();
        return new Climb(server.list(Listing.of(AtlosResource.INCIDENTS).with("sort", "modified_asc")), rules, progress);
    }

    private RowHead head(int number) {
        return server.rows.get(id(number)).row(false, null, "").head();
    }

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(row -> row.head().id()).toList();
    }

    private static List<String> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(ClimbTest::id).toList();
    }

    @AfterEach
    void nothingStaysOpen() {
        assertThat(server.openWalks).as("walks that nobody closed").isZero();
    }

    @Test
    void itGoesUpToTheNewestRowsWhichOthersDeliverAndEnds() {
        Climb climb = climb();
        List<String> got = new ArrayList<>(ids(climb.first(newest)));
        assertThat(got).isEqualTo(range(0, 3));
        while (climb.isOpen()) {
            assertThat(server.asked).doesNotContain(climb.cursor());
            got.addAll(ids(climb.next()));
        }
        assertThat(got).isEqualTo(range(0, NEWEST));
        assertThat(met).as("each row is told of whose it is, and one that is behind the newest").isEqualTo(range(0, NEWEST + 2));
    }

    @Test
    void itsOldestPageCanBeAskedForBeforeTheNewestAreKnown() {
        Climb climb = climb();
        climb.lookAhead();
        assertThat(server.lookedAhead).containsExactly(0);
        assertThat(ids(climb.first(newest))).isEqualTo(range(0, 3));
        assertThat(server.openWalks).as("it is the same walk").isOne();
        climb.close();
    }

    @Test
    void onlyFarFromItsEndItIsSureToWantTheNextPage() {
        Climb climb = climb();
        assertThat(climb.readsToTheEnd()).as("before it knows how far a page reaches").isFalse();
        climb.first(newest);
        assertThat(climb.readsToTheEnd()).isFalse();
        List<Boolean> sure = new ArrayList<>();
        while (climb.isOpen()) {
            climb.next();
            sure.add(climb.readsToTheEnd());
        }
        // 47 pages of three rows up to r140, where the newest begin: four pages like the last one have room before it up to page 42.
        assertThat(sure.subList(0, 41)).containsOnly(true);
        assertThat(sure.subList(42, sure.size())).containsOnly(false);
    }

    @Test
    void oneOfTheNewestThatHasChangedSinceIsStillNotItsOwn() {
        Climb climb = climb();
        climb.first(newest);
        put(NEWEST, at(2_000));
        put(5, at(3_000));
        List<String> got = new ArrayList<>();
        while (climb.isOpen()) {
            got.addAll(ids(climb.next()));
        }
        assertThat(got).as("what has moved above the newest is found by the next walk down").containsExactlyElementsOf(
                range(3, NEWEST).stream().filter(id -> !id.equals("r005")).toList());
    }

    @Test
    void whatWasDeliveredAsItIsIsLeftOut() {
        Climb climb = climb();
        progress.remember(new Seen.Entry(head(1).identity(), at(1).getEpochSecond(), at(1).getEpochSecond(), Seen.NONE));
        assertThat(ids(climb.first(newest))).containsExactly("r000", "r002");
        climb.close();
    }

    @Test
    void aServerThatRefusesOrKnowsOnlyOneOrderIsNotClimbed() {
        Climb refused = climb();
        server.sorting = ModelServer.Sorting.REFUSED;
        assertThat(refused.first(newest)).isNull();
        assertThat(refused.isOpen()).isFalse();
        Climb ignored = climb();
        server.sorting = ModelServer.Sorting.IGNORED;
        assertThat(ignored.first(newest)).isNull();
        assertThat(ignored.isOpen()).isFalse();
    }

    @Test
    void anEmptyPageIsNoOldestOne() {
        Climb climb = climb();
        IntStream.range(0, ROWS).forEach(number -> server.remove(id(number)));
        assertThat(climb.first(newest)).isNull();
    }

    @Test
    void aFirstPageOnWhichInsertionsOnlyGoDownIsNotBelieved() {
        Climb climb = climb();
        // A list that is sorted newest first looks like this too.
        IntStream.range(0, 3).forEach(number -> put(number, at(-1 - number)));
        assertThat(climb.first(newest)).isNull();
    }

    @Test
    void aRowOlderThanThePageBeforeIsFoundOut() {
        Climb climb = climb();
        climb.first(newest);
        server.before.put(server.asked.size() + 1, () -> server.sorting = ModelServer.Sorting.IGNORED);
        assertThatThrownBy(climb::next).isInstanceOf(Climb.OutOfOrder.class).hasMessageContaining("is older than the one before it");
        climb.close();
    }

    @Test
    void aListThatEndsBeforeTheNewestRowsIsFoundOut() {
        Climb climb = climb();
        climb.first(newest);
        IntStream.range(NEWEST - 3, ROWS).forEach(number -> server.remove(id(number)));
        assertThatThrownBy(() -> {
            while (climb.isOpen()) {
                climb.next();
            }
        }).isInstanceOf(Climb.OutOfOrder.class).hasMessageContaining("ends before the newest");
        climb.close();
    }

    @Test
    void andOneThatEndsWithTheOldestOfTheNewestIsWhole() {
        Climb climb = climb();
        climb.first(newest);
        IntStream.range(NEWEST + 1, ROWS).forEach(number -> server.remove(id(number)));
        int last = 0;
        while (climb.isOpen()) {
            last += climb.next().size();
        }
        assertThat(last).isEqualTo(NEWEST - 3);
    }

    @Test
    void aFaultLeavesItWhereItWas() {
        Climb climb = climb();
        climb.first(newest);
        String cursor = climb.cursor();
        server.failOn = 1;
        assertThatThrownBy(climb::next).isInstanceOf(AtlosException.class);
        assertThat(server.openWalks).isZero();
        assertThat(climb.cursor()).isEqualTo(cursor);
        assertThat(ids(climb.next())).isEqualTo(range(3, 6));
        climb.close();
    }

    @Test
    void aPageIsReadOnceMoreAsItIsThen() {
        Climb climb = climb();
        climb.first(newest);
        String second = climb.cursor();
        climb.next();
        put(4, at(2_000));
        climb.restart(second);
        assertThat(ids(climb.next())).containsExactly("r003", "r005", "r006");
        climb.restart(second);
        assertThat(climb.isOpen()).isTrue();
        climb.close();
    }

    @Test
    void whatItHasProvenIsFortyPagesBehind() {
        Climb climb = climb();
        climb.first(newest);
        for (int page = 2; page <= 40; page++) {
            assertThat(climb.proven()).isNull();
            climb.next();
        }
        assertThat(climb.proven()).isNull();
        climb.next();
        assertThat(climb.proven()).as("the last row of the first page").isEqualTo(at(2));
        climb.next();
        assertThat(climb.proven()).isEqualTo(at(5));
        climb.close();
    }

    @Test
    void aRowWithoutATimeIsRefusedInWords() {
        Climb climb = climb();
        climb.first(newest);
        server.withoutUpdatedAt = true;
        assertThatThrownBy(climb::next).isInstanceOfSatisfying(AtlosException.class, e -> assertThat(e.getKind()).isEqualTo(Kind.UNEXPECTED_ANSWER))
                .hasMessageContaining("no updated_at");
        climb.close();
    }

    @Test
    void aClockThatWasSetBackMeanwhileLowersTheHorizon() {
        Climb climb = climb();
        assertThat(climb.lower(T)).as("before anything was read").isEqualTo(T);
        climb.first(newest);
        Instant slack = server.now.minus(Progress.SLACK);
        assertThat(climb.lower(server.now)).isEqualTo(slack);
        assertThat(climb.lower(slack.minusSeconds(1))).isEqualTo(slack.minusSeconds(1));
        server.now = server.now.minus(Duration.ofHours(1));
        climb.next();
        server.now = server.now.plus(Duration.ofHours(2));
        climb.next();
        server.tellsTimeOf100 = 0;
        climb.next();
        assertThat(climb.lower(slack)).isEqualTo(slack.minus(Duration.ofHours(1)));
        climb.close();
    }
}
