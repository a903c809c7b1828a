package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.ModelServer.State;
import io.github.camelatlos.checkpoint.Checkpoint;
import io.github.camelatlos.checkpoint.CheckpointException;
import io.github.camelatlos.checkpoint.CheckpointStore;
import io.github.camelatlos.checkpoint.Identity;
import io.github.camelatlos.checkpoint.MemoryStore;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is delivered, in which order and as what, and what it costs; on a list of three rows a page that does nothing of itself. */
class ChangesTest {

    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final int NEVER = 1_000_000;

    private AtlosResource resource = AtlosResource.INCIDENTS;
    private ModelServer server = ModelServer.still(resource);
    private final ModelServer deletedOnes = ModelServer.still(AtlosResource.INCIDENTS);
    private final MemoryStore store = new MemoryStore();
    private CheckpointStore kept = store;
    private Listing oldestFirst;
    private StartFrom startFrom = new StartFrom.Beginning();
    private boolean deletedToo;
    private Predicate<RowHead> wanted;
    private Duration sweepInterval = Duration.ofSeconds(NEVER);
    private Duration checkpointInterval = Duration.ZERO;
    private PageMemory memory = new PageMemory(1 << 20);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Changes changes;

    @AfterEach
    void nothingStaysOpen() {
        timer.shutdownNow();
        changes.close();
        assertThat(server.openWalks).as("walks that nobody closed").isZero();
        assertThat(memory.used()).as("memory that nobody gave back").isZero();
    }

    private void sourceMaterial() {
        resource = AtlosResource.SOURCE_MATERIAL;
        server = ModelServer.still(resource);
    }

    private void open() {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return server.ours;
            }
        };
        ChangesSettings settings = new ChangesSettings(resource, Listing.of(resource), oldestFirst, deletedToo, wanted, startFrom, ModelServer.LOOKBACK, sweepInterval);
        changes = Changes.of(listing -> (listing.parameters().toString().contains("deleted") ? deletedOnes : server).list(listing), settings,
                Checkpoint.open(kept, new Identity("key", resource.uriName(), ""), checkpointInterval, timer), memory, clock);
    }

    private void reopen() {
        changes.close();
        open();
    }

    private void at(Instant now) {
        server.now = now;
        server.ours = now;
    }

    private void put(String id, int inserted, int updated, int version) {
        server.put(new State(id, T.plusSeconds(inserted), T.plusSeconds(updated), version));
    }

    /** So many rows, a second apart; the clock stands long after them. */
    private List<String> rows(int count) {
        return rows(count, 1);
    }

    private List<String> rows(int count, int seconds) {
        List<String> ids = IntStream.range(0, count).mapToObj("r%03d"::formatted).toList();
        for (int i = 0; i < count; i++) {
            put(ids.get(i), i * seconds, i * seconds, 1);
        }
        at(T.plusSeconds(10_000));
        return ids;
    }

    /** A whole poll: the ids, in their order. */
    private List<String> poll() {
        return pollAll().stream().map(Change::id).toList();
    }

    private List<Change> pollAll() {
        List<Change> all = new ArrayList<>();
        changes.begin();
        for (List<Change> taken = changes.take(1); !taken.isEmpty(); taken = changes.take(1)) {
            assertThat(taken).hasSize(1);
            all.addAll(taken);
            changes.done();
        }
        changes.end();
        return all;
    }

    private String takeOne() {
        return changes.take(1).get(0).id();
    }

    @Test
    void oldestFirstOnceAndThenAQuietPollReadsOnePage() {
        List<String> ids = rows(8);
        open();
        assertThat(changes.found()).isFalse();
        assertThat(changes.mark()).isNull();
        assertThat(poll()).isEqualTo(ids);
        assertThat(server.asked).hasSize(3);
        assertThat(changes.mark()).isEqualTo(server.now.minus(Progress.SLACK));
        assertThat(changes.hasMore()).isFalse();
        assertThat(changes.pending()).isZero();
        assertThat(changes.nextSweep()).isNull();
        assertThat(changes.store()).isEqualTo("memory");
        server.asked.clear();
        assertThat(poll()).isEmpty();
        assertThat(server.asked).containsExactly("");
        reopen();
        assertThat(changes.found()).isTrue();
        assertThat(poll()).isEmpty();
        assertThat(changes.suppressed()).isZero();
    }

    @Test
    void rowsInsideTheLookbackAreMetAgainAndKnown() {
        rows(4);
        at(T.plusSeconds(5));
        open();
        poll();
        assertThat(poll()).isEmpty();
        assertThat(changes.suppressed()).isEqualTo(4);
        reopen();
        assertThat(poll()).isEmpty();
        assertThat(changes.suppressed()).isEqualTo(4);
        // All of them were young enough to be compared by content.
        put("r001", 1, 1, 2);
        assertThat(pollAll()).singleElement().satisfies(change -> {
            assertThat(change.id()).isEqualTo("r001");
            assertThat(change.kind()).isEqualTo(ChangeKind.modified);
            assertThat(change.timestamp()).isEqualTo(T.plusSeconds(1));
        });
    }

    @Test
    void aRowIsCreatedOrModifiedByWhatThisConsumerStartedFrom() {
        rows(3);
        open();
        assertThat(pollAll()).extracting(Change::kind).containsOnly(ChangeKind.created);
        at(T.plusSeconds(20_000));
        put("r000", 0, 19_990, 2);
        put("new", 19_991, 19_992, 2);
        // Committed late, yet after what was there at the last walk.
        put("late", 9_950, 9_950, 1);
        List<Change> now = pollAll();
        assertThat(now).extracting(Change::id).containsExactly("late", "r000", "new");
        assertThat(now).extracting(Change::kind).containsExactly(ChangeKind.created, ChangeKind.modified, ChangeKind.created);
        // A change is of the time at which it shows: where the list has it.
        assertThat(now).extracting(Change::timestamp).containsExactly(T.plusSeconds(9_950), T.plusSeconds(19_990), T.plusSeconds(19_992));
    }

    @Test
    void aRowThatStaysInItsPlaceInABacklogIsModifiedOnlyOnceItWasDelivered() {
        rows(2);
        open();
        changes.begin();
        takeOne();
        changes.done();
        put("r000", 0, 9_000, 2);
        changes.end();
        assertThat(pollAll()).extracting(Change::id, Change::kind).map(Object::toString)
                .containsExactly("(\"r001\", created)", "(\"r000\", modified)");
    }

    @Test
    void aFailedRecordComesAgainAsItIsThenAndNothingBeforeIt() {
        List<String> ids = rows(7);
        open();
        changes.begin();
        assertThat(takeOne()).isEqualTo("r000");
        changes.done();
        assertThat(takeOne()).isEqualTo("r001");
        assertThat(changes.pending()).isEqualTo(5);
        changes.failed();
        // The other page; that of the failed record is to be read again.
        assertThat(changes.pending()).isEqualTo(3);
        assertThat(changes.hasMore()).isTrue();
        assertThat(changes.mark()).isEqualTo(T);
        changes.begin();
        assertThat(takeOne()).isEqualTo("r001");
        changes.failed();
        // It moves, and comes in its new place.
        put("r001", 1, 8_000, 2);
        assertThat(poll()).containsExactly("r002", "r003", "r004", "r005", "r006", "r001");
        // The row before it when its page was read again, twice, and six at the walk that found it in its new place.
        assertThat(changes.suppressed()).isEqualTo(8);
        assertThat(ids).hasSize(7);
    }

    @Test
    void aFailedRecordThatIsGoneHoldsNothingUp() {
        rows(4);
        open();
        changes.begin();
        takeOne();
        changes.failed();
        server.remove("r000");
        assertThat(poll()).containsExactly("r001", "r002", "r003");
    }

    @Test
    void onlyThePageOfTheFailedRecordIsReadAgain() {
        rows(30, 300);
        open();
        changes.begin();
        for (int i = 0; i < 14; i++) {
            takeOne();
            changes.done();
        }
        takeOne();
        changes.failed();
        server.asked.clear();
        assertThat(poll()).startsWith("r014").hasSize(16);
        // It holds the floor too, and the other pages are at hand; then what is new.
        assertThat(server.asked).map(cursor -> cursor.replaceFirst(".* ", "")).containsExactly("r015", "");
    }

    @Test
    void aLateRowBelowOneThatFailedIsNotPassed() {
        rows(1);
        at(T.plusSeconds(30));
        open();
        poll();
        put("late", -10, -10, 1);
        for (int i = 0; i < 12; i++) {
            put("n%02d".formatted(i), 20, 20, 1);
        }
        changes.begin();
        assertThat(takeOne()).isEqualTo("late");
        changes.failed();
        assertThat(poll()).startsWith("late").hasSize(13);
    }

    @Test
    void aWalkThatBreaksOffDeliversNothing() {
        rows(8);
        open();
        changes.begin();
        server.failures.add(new AtlosException(Kind.SERVER_ERROR, "list", "breaks off"));
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(AtlosException.class);
        assertThat(changes.hasMore()).isFalse();
        // From the second page on, too.
        changes.begin();
        server.failOn = 2;
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(AtlosException.class);
        assertThat(changes.pending()).isZero();
        assertThat(memory.used()).isZero();
        assertThat(poll()).hasSize(8).startsWith("r000");
    }

    @Test
    void aServerThatRefusesEveryCursorIsAskedForAFreshWalkThreeTimes() {
        rows(8);
        open();
        server.refusesCursors = true;
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOfSatisfying(AtlosException.class,
                e -> assertThat(e.getKind()).isEqualTo(Kind.EXPIRED_CURSOR));
        assertThat(server.asked).hasSize(8);
        // And as often again in the next poll.
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(AtlosException.class);
        assertThat(server.asked).hasSize(16);
        server.refusesCursors = false;
        assertThat(poll()).hasSize(8);
    }

    @Test
    void cursorsThatExpireInMidBacklogCostAFreshWalkAndRepeatNothing() {
        List<String> ids = rows(12);
        memory = new PageMemory(0);
        open();
        changes.begin();
        List<String> got = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            got.add(takeOne());
            changes.done();
        }
        changes.failed();
        takeOne();
        changes.failed();
        server.expireCursors();
        got.addAll(poll());
        assertThat(got).isEqualTo(ids);
    }

    @Test
    void theOldestPageIsOnItsWayTogetherWithTheTenthFromAbove() {
        List<String> ids = rows(60, 100);
        oldestFirst = Listing.of(resource).with("sort", "modified_asc");
        open();
        assertThat(poll()).isEqualTo(ids);
        assertThat(server.lookedAhead).as("after how many pages").startsWith(9);
    }

    @Test
    void aListThatEndsWithTheTenthPageIsNotClimbed() {
        List<String> ids = rows(30, 100);
        oldestFirst = Listing.of(resource).with("sort", "modified_asc");
        open();
        assertThat(poll()).isEqualTo(ids);
        assertThat(server.asked).hasSize(10);
        assertThat(server.lookedAhead).as("in vain, once").containsExactly(9);
        assertThat(poll()).isEmpty();
    }

    @Test
    void aBacklogThatDoesNotFitIsReadOnceMoreAndLeavesNoMemoryTaken() {
        List<String> ids = rows(60, 100);
        memory = new PageMemory(0);
        open();
        assertThat(poll()).isEqualTo(ids);
        // 20 pages; 4 stay whole, the others are read again in strides of three.
        assertThat(server.asked).hasSizeBetween(36, 45);
        assertThat(memory.used()).isZero();
        assertThat(changes.pending()).isZero();
    }

    @Test
    void memoryIsGivenBackAtTheEnd() {
        rows(60);
        memory = new PageMemory(3_000);
        open();
        changes.begin();
        takeOne();
        assertThat(memory.used()).isBetween(1L, 5_000L);
        assertThat(changes.pending()).isEqualTo(59);
        changes.close();
        assertThat(memory.used()).isZero();
    }

    @Test
    void pagesThatArePackedComeOutAsTheyWere() {
        List<String> ids = rows(60);
        memory = new PageMemory(14_000);
        open();
        server.asked.clear();
        List<Change> all = pollAll();
        assertThat(all).extracting(Change::id).isEqualTo(ids);
        assertThat(all).allMatch(change -> change.row().json().path("id").asText().equals(change.id()));
        assertThat(memory.used()).isZero();
    }

    @Test
    void aBatchIsOfOnePageAndOneList() {
        rows(5);
        open();
        changes.begin();
        assertThat(changes.take(100)).extracting(Change::id).containsExactly("r000", "r001");
        changes.done();
        assertThat(changes.take(2)).extracting(Change::id).containsExactly("r002", "r003");
        changes.failed();
        changes.begin();
        assertThat(changes.take(100)).extracting(Change::id).containsExactly("r002", "r003", "r004");
        // Nobody says what became of them: they are still at hand.
        int asked = server.asked.size();
        changes.begin();
        assertThat(changes.take(2)).extracting(Change::id).containsExactly("r002", "r003");
        changes.begin();
        assertThat(changes.take(2)).extracting(Change::id).containsExactly("r002", "r003");
        changes.done();
        assertThat(changes.take(100)).extracting(Change::id).containsExactly("r004");
        assertThat(server.asked).hasSize(asked);
        changes.done();
        assertThat(changes.take(100)).isEmpty();
    }

    @Test
    void liveAndDeletedRowsAreMergedByTime() {
        deletedToo = true;
        put("a", 0, 10, 1);
        put("c", 0, 30, 1);
        deletedOnes.put(new State("b", T, T.plusSeconds(20), 1));
        deletedOnes.put(new State("d", T, T.plusSeconds(30), 1));
        at(T.plusSeconds(10_000));
        deletedOnes.now = server.now;
        open();
        List<Change> all = pollAll();
        assertThat(all).extracting(Change::id).containsExactly("a", "b", "c", "d");
        assertThat(all).extracting(Change::kind).containsExactly(ChangeKind.created, ChangeKind.deleted, ChangeKind.created, ChangeKind.deleted);
        assertThat(all.get(1).timestamp()).isEqualTo(T.plusSeconds(20));
        // What one list still owes holds the mark that is told.
        assertThat(changes.mark()).isEqualTo(server.now.minusSeconds(60));
        // The mark of the deleted list outlasts being switched off.
        deletedToo = false;
        reopen();
        assertThat(poll()).isEmpty();
        deletedToo = true;
        reopen();
        deletedOnes.put(new State("c", T, T.plusSeconds(9_999), 2));
        assertThat(poll()).containsExactly("c");
    }

    @Test
    void theMarkToldIsThatOfTheListFurthestBehind() {
        deletedToo = true;
        put("a", 0, 100, 1);
        deletedOnes.put(new State("b", T, T.plusSeconds(20), 1));
        deletedOnes.put(new State("c", T, T.plusSeconds(200), 1));
        at(T.plusSeconds(10_000));
        deletedOnes.now = server.now;
        open();
        changes.begin();
        assertThat(changes.take(100)).extracting(Change::id).containsExactly("b");
        changes.done();
        assertThat(takeOne()).isEqualTo("a");
        assertThat(changes.pending()).isEqualTo(1);
        changes.done();
        assertThat(changes.mark()).isEqualTo(T.plusSeconds(20));
    }

    @Test
    void fromNowOnRemembersWhatIsInsideTheLookback() {
        rows(3);
        at(T.plusSeconds(5));
        for (int i = 0; i < 9; i++) {
            put("old" + i, -100_000 + i, -100_000 + i, 1);
        }
        startFrom = new StartFrom.Now();
        checkpointInterval = Duration.ofHours(1);
        open();
        changes.begin();
        // Before anything is delivered.
        assertThat(store.open()).isNotEmpty();
        assertThat(changes.take(1)).isEmpty();
        // Nobody is interested in more than the lookback, and the list is not walked twice.
        assertThat(server.asked).hasSize(2);
        changes.end();
        assertThat(poll()).isEmpty();
        put("r001", 1, 4, 2);
        put("late", 2, 2, 1);
        put("new", 5, 5, 1);
        List<Change> all = pollAll();
        assertThat(all).extracting(Change::id).containsExactly("late", "r001", "new");
        assertThat(all).extracting(Change::kind).containsExactly(ChangeKind.created, ChangeKind.modified, ChangeKind.created);
        reopen();
        assertThat(poll()).isEmpty();
        put("old1", -99_999, 5, 2);
        assertThat(pollAll()).extracting(Change::kind).containsExactly(ChangeKind.modified);
    }

    @Test
    void fromAnInstantOnDeliversWhatChangedThenOrLater() {
        rows(9);
        startFrom = new StartFrom.At(T.plusSeconds(4));
        open();
        List<Change> all = pollAll();
        assertThat(all).extracting(Change::id).containsExactly("r004", "r005", "r006", "r007", "r008");
        assertThat(all).extracting(Change::kind).containsOnly(ChangeKind.created);
        put("r001", 1, 9_999, 2);
        assertThat(pollAll()).extracting(Change::kind).containsExactly(ChangeKind.modified);
        // Not even where a clock that was set back shows those again that nobody wants.
        reopen();
        at(T.plusSeconds(10_100));
        server.now = T.plusSeconds(100);
        put("r000", 0, 3, 2);
        put("new", 100, 100, 1);
        assertThat(poll()).containsExactly("new");
    }

    @Test
    void whatNobodyWantsIsNotDeliveredYetTheMarkGoesOn() {
        rows(5);
        wanted = head -> head.id().equals("r002");
        open();
        assertThat(poll()).containsExactly("r002");
        assertThat(changes.mark()).isEqualTo(server.now.minusSeconds(60));
    }

    @Test
    void aRowOfTheFutureMovesNoMark() {
        rows(2);
        put("future", 0, 100_000, 1);
        open();
        assertThat(poll()).containsExactly("r000", "r001", "future");
        assertThat(changes.mark()).isEqualTo(server.now.minusSeconds(60));
        put("next", 9_999, 9_999, 1);
        assertThat(poll()).containsExactly("next");
        reopen();
        assertThat(poll()).isEmpty();
    }

    @Test
    void aRowOfTheFutureMovesNoMarkWhereTheServerTellsNoTime() {
        server.tellsTimeOf100 = 0;
        rows(2);
        put("future", 0, 100_000, 1);
        open();
        assertThat(poll()).containsExactly("r000", "r001", "future");
        assertThat(changes.mark()).isEqualTo(server.ours.minusSeconds(60));
        put("next", 9_999, 9_999, 1);
        assertThat(poll()).containsExactly("next");
    }

    @Test
    void whereTheServerTellsNoTimeTheNewestRowIsAsFarAsAnybodyKnows() {
        server.tellsTimeOf100 = 0;
        rows(7);
        open();
        poll();
        assertThat(changes.mark()).isEqualTo(T.plusSeconds(6));
        server.rows.keySet().stream().toList().forEach(server::remove);
        assertThat(poll()).isEmpty();
        assertThat(changes.mark()).isEqualTo(T.plusSeconds(6));
    }

    @Test
    void andSoItIsFromNowOn() {
        server.tellsTimeOf100 = 0;
        rows(7);
        startFrom = new StartFrom.Now();
        open();
        assertThat(poll()).isEmpty();
        assertThat(changes.mark()).isEqualTo(T.plusSeconds(6));
    }

    @Test
    void anEmptyListOfAServerThatTellsNoTimeSettlesNothing() {
        server.tellsTimeOf100 = 0;
        at(T.plusSeconds(100));
        open();
        assertThat(poll()).isEmpty();
        assertThat(changes.mark()).isNull();
        put("late", -100_000, -100_000, 1);
        assertThat(poll()).containsExactly("late");
    }

    @Test
    void aListThatIsNotNewestFirstIsRefused() {
        rows(3);
        server.upsideDown = true;
        open();
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOfSatisfying(AtlosException.class, e -> {
            assertThat(e.getKind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
            assertThat(e).hasMessageContaining("newest first");
        });
    }

    @Test
    void anIncidentWithoutATimeIsRefused() {
        server.put(new State("r", T, T, 1));
        server.withoutUpdatedAt = true;
        at(T.plusSeconds(10));
        open();
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(AtlosException.class).hasMessageContaining("no updated_at");
    }

    @Test
    void aRowOfAnotherProjectIsRefused() {
        rows(2);
        server.project = "one";
        open();
        poll();
        server.project = "other";
        put("r009", 9_999, 9_999, 1);
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(CheckpointException.class).hasMessageContaining("another project");
    }

    @Test
    void aClockThatWasSetBackByAnHourHidesNothingAndRepeatsNothing() {
        rows(6);
        open();
        poll();
        at(T.plusSeconds(10_100));
        assertThat(poll()).isEmpty();
        server.now = T.plusSeconds(6_500);
        put("new", 6_400, 6_400, 1);
        assertThat(poll()).containsExactly("new");
        assertThat(changes.mark()).isEqualTo(server.now.minusSeconds(60));
        assertThat(poll()).isEmpty();
    }

    @Test
    void aClockThatWasSetBackIsSeenThoughItShowsAgainWhatItShowed() {
        rows(6);
        open();
        poll();
        // Half an hour of ours, in which it was set back by twenty minutes; the row is of before it stood again where it had been.
        at(T.plusSeconds(11_800));
        server.now = T.plusSeconds(10_600);
        put("new", 9_000, 9_000, 1);
        assertThat(poll()).containsExactly("new");
        reopen();
        assertThat(poll()).isEmpty();
    }

    @Test
    void uploadsAreFoundByASweepOldestFirstAndOnce() {
        sourceMaterial();
        rows(7);
        sweepInterval = Duration.ZERO;
        open();
        assertThat(poll()).hasSize(7).isSorted();
        put("r003", 3, 9_990, 2);
        put("r001", 1, 9_995, 2);
        List<Change> all = pollAll();
        assertThat(all).extracting(Change::id).containsExactly("r003", "r001");
        assertThat(all).extracting(Change::kind).containsOnly(ChangeKind.modified);
        assertThat(all).extracting(Change::timestamp).containsExactly(T.plusSeconds(9_990), T.plusSeconds(9_995));
        assertThat(poll()).isEmpty();
        reopen();
        assertThat(poll()).isEmpty();
        // Two uploads in one second: the second one is known by its content.
        put("r001", 1, 9_995, 3);
        assertThat(poll()).containsExactly("r001");
    }

    @Test
    void aSweepIsDueAfterItsInterval() {
        sourceMaterial();
        rows(4);
        open();
        poll();
        put("r001", 1, 9_995, 2);
        assertThat(poll()).isEmpty();
        assertThat(changes.nextSweep()).isBetween(server.ours.plusSeconds(NEVER - 100), server.ours.plusSeconds(NEVER));
        // Nobody knows when the last one was: a start begins with one.
        reopen();
        assertThat(poll()).containsExactly("r001");
        put("r002", 2, 9_996, 2);
        assertThat(poll()).isEmpty();
        assertThat(changes.nextSweep()).isBetween(server.ours.plusSeconds(NEVER - 100), server.ours.plusSeconds(NEVER));
    }

    @Test
    void aFailedRecordOfASweepComesBeforeAnythingElseAlsoAfterARestart() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_995, 2);
        put("r002", 2, 9_996, 2);
        changes.begin();
        assertThat(takeOne()).isEqualTo("r001");
        changes.failed();
        put("new", 9_999, 9_999, 1);
        assertThat(changes.hasMore()).isTrue();
        changes.begin();
        assertThat(takeOne()).isEqualTo("r001");
        changes.failed();
        reopen();
        assertThat(changes.hasMore()).isTrue();
        // One record of the sweep, then what is new.
        assertThat(poll()).containsExactly("r001", "new", "r002");
        reopen();
        put("newer", 9_999, 9_999, 1);
        put("r003", 3, 9_996, 2);
        assertThat(poll()).containsExactly("newer", "r003");
    }

    @Test
    void aFailedRecordOfASweepThatIsGoneHoldsNothingUp() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_995, 2);
        changes.begin();
        takeOne();
        changes.failed();
        server.remove("r001");
        put("new", 9_999, 9_999, 1);
        assertThat(poll()).containsExactly("new");
    }

    @Test
    void aSweepThatBreaksOffGoesOnWhereItWas() {
        sourceMaterial();
        rows(9);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_995, 2);
        server.asked.clear();
        // The list takes a request, the sweep's third one fails.
        server.failOn = 4;
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(AtlosException.class);
        assertThat(changes.pending()).isZero();
        assertThat(changes.nextSweep()).isNull();
        assertThat(changes.hasMore()).isTrue();
        assertThat(poll()).containsExactly("r001");
        // One for the list, and one for the page that failed; then another sweep of everything.
        assertThat(server.asked.subList(4, 6)).containsExactly("", server.asked.get(3));
    }

    @Test
    void aSweepWhoseCursorExpiresBeginsAgain() {
        sourceMaterial();
        rows(9);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_995, 2);
        server.expireCursors();
        assertThat(poll()).containsExactly("r001");
    }

    @Test
    void aSweepOfMoreThanItKeepsIsSweptAgain() {
        sourceMaterial();
        int count = 450;
        rows(count);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        at(T.plusSeconds(30_000));
        for (int i = 0; i < count; i++) {
            put("r%03d".formatted(i), i, 20_000 - i, 2);
        }
        changes.begin();
        assertThat(takeOne()).isEqualTo("r449");
        assertThat(changes.pending()).isEqualTo(399);
        changes.done();
        changes.end();
        List<String> rest = poll();
        assertThat(rest).hasSize(449).doesNotHaveDuplicates().startsWith("r448").endsWith("r000");
        assertThat(poll()).isEmpty();
    }

    @Test
    void batchesOfASweepAreNoLongerThanAskedFor() {
        sourceMaterial();
        rows(5);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        for (int i = 0; i < 5; i++) {
            put("r%03d".formatted(i), i, 9_990 + i, 2);
        }
        changes.begin();
        assertThat(changes.take(2)).extracting(Change::id).containsExactly("r000", "r001");
        // Nobody says what became of them.
        changes.begin();
        assertThat(changes.take(3)).extracting(Change::id).containsExactly("r000", "r001", "r002");
        changes.done();
        assertThat(changes.take(100)).extracting(Change::id).containsExactly("r003", "r004");
        changes.failed();
        changes.begin();
        assertThat(changes.take(100)).extracting(Change::id).hasSize(1);
    }

    @Test
    void whatTheListDeliversIsNoNewsToASweepAndTheOtherWayRound() {
        sourceMaterial();
        sweepInterval = Duration.ZERO;
        at(T.plusSeconds(30));
        put("a", 0, 0, 1);
        open();
        assertThat(poll()).containsExactly("a");
        // Inside the lookback both meet it.
        put("a", 0, 20, 2);
        assertThat(poll()).containsExactly("a");
        assertThat(poll()).isEmpty();
        reopen();
        assertThat(poll()).isEmpty();
    }

    @Test
    void fromNowOnASweepRemembersWhatIsThere() {
        sourceMaterial();
        rows(7);
        put("r002", 2, 9_990, 1);
        sweepInterval = Duration.ZERO;
        startFrom = new StartFrom.Now();
        open();
        assertThat(poll()).isEmpty();
        assertThat(changes.nextSweep()).isBefore(server.ours.plusSeconds(1));
        assertThat(poll()).isEmpty();
        put("r001", 1, 9_995, 2);
        put("r002", 2, 9_990, 2);
        assertThat(poll()).containsExactly("r002", "r001");
    }

    @Test
    void fromAnInstantOnASweepFindsWhatChangedThenOrLater() {
        sourceMaterial();
        rows(7);
        put("r001", 1, 100, 2);
        put("r002", 2, 99, 2);
        startFrom = new StartFrom.At(T.plusSeconds(100));
        open();
        assertThat(poll()).containsExactly("r001");
    }

    @Test
    void theMemoryOfNewRowsIsKeptWithTheCheckpoint() {
        rows(4);
        open();
        changes.begin();
        takeOne();
        changes.done();
        takeOne();
        changes.done();
        // A kill: nothing is closed.
        memory = new PageMemory(1 << 20);
        open();
        assertThat(poll()).containsExactly("r002", "r003");
    }

    @Test
    void aQuietPollOfAClockThatStandsWritesNothing() {
        rows(4);
        open();
        poll();
        List<String> before = store.open();
        poll();
        assertThat(store.open()).isEqualTo(before);
    }

    @Test
    void sourceMaterialIsCreatedWhenItWasInserted() {
        sourceMaterial();
        put("a", 0, 50, 2);
        at(T.plusSeconds(10_000));
        open();
        assertThat(pollAll()).singleElement().satisfies(change -> {
            assertThat(change.timestamp()).isEqualTo(T);
            assertThat(change.toRecord()).isInstanceOf(SourceMaterial.class);
        });
    }

    @Test
    void nothingIsReadWhileTheCheckpointCannotBeKept() {
        rows(3);
        boolean[] full = new boolean[1];
        kept = new CheckpointStore() {
            @Override
            public List<String> open() {
                return store.open();
            }

            @Override
            public void replace(List<String> lines) {
                append(lines);
            }

            @Override
            public void append(List<String> lines) {
                if (full[0]) {
                    throw new CheckpointException("the disk is full", null);
                }
                store.append(lines);
            }

            @Override
            public void close() {
                store.close();
            }
        };
        open();
        changes.begin();
        takeOne();
        full[0] = true;
        assertThatThrownBy(() -> changes.done()).hasMessageContaining("the disk is full");
        int asked = server.asked.size();
        assertThatThrownBy(() -> changes.begin()).hasMessageContaining("the disk is full");
        assertThat(server.asked).hasSize(asked);
        full[0] = false;
        assertThat(poll()).containsExactly("r001", "r002");
    }

    @Test
    void whatWasDeliveredIsWrittenAtTheEndOfAPollAndBeforeAFailureIsReported() {
        rows(3);
        checkpointInterval = Duration.ofHours(1);
        open();
        changes.begin();
        // The first write needs no interval before it.
        for (int i = 0; i < 2; i++) {
            takeOne();
            changes.done();
        }
        int written = store.open().size();
        changes.end();
        assertThat(store.open()).hasSize(written + 1);
        changes.begin();
        takeOne();
        changes.failed();
        changes.begin();
        takeOne();
        changes.done();
        changes.take(1);
        changes.failed();
        assertThat(store.open()).hasSizeGreaterThan(written + 1);
    }

    @Test
    void afterTheEndNothingIsTaken() {
        rows(3);
        open();
        changes.close();
        assertThatThrownBy(() -> changes.begin()).isInstanceOf(CheckpointException.class).hasMessageContaining("stopped");
    }

    @Test
    void aRowThatTheListRepeatsIsDeliveredOnce() {
        List<String> ids = rows(5);
        server.repeatsRows = true;
        open();
        assertThat(poll()).isEqualTo(ids);
        assertThat(changes.suppressed()).isEqualTo(5);
        put("a", 9_990, 9_990, 1);
        put("b", 9_991, 9_991, 1);
        changes.begin();
        assertThat(changes.take(100)).extracting(Change::id).containsExactly("a", "b");
        changes.done();
        assertThat(changes.take(100)).isEmpty();
    }

    @Test
    void theRestOfABacklogComesThoughThePageOfAFailedRecordHasNothingLeft() {
        rows(60, 100);
        memory = new PageMemory(0);
        open();
        changes.begin();
        for (int i = 0; i < 59; i++) {
            String id = takeOne();
            if (id.equals("r011")) {
                break;
            }
            changes.done();
        }
        changes.failed();
        server.remove("r011");
        assertThat(poll()).hasSize(48).startsWith("r012").endsWith("r059");
    }

    /** The page that follows is read down to the floor too: what that brings is older than what the page of the failed record brings then. */
    @Test
    void aRowThatChangesBeforeAndAfterAFailureComesOnceAsItIsLast() {
        for (int failing = 12; failing < 50; failing++) {
            sourceMaterial();
            kept = new MemoryStore();
            rows(60, 5);
            memory = new PageMemory(0);
            open();
            changes.begin();
            for (int i = 0; i < failing; i++) {
                takeOne();
                changes.done();
            }
            String id = "r%03d".formatted(failing - 5);
            put(id, 5 * (failing - 5), 10_000, 2);
            takeOne();
            changes.failed();
            at(T.plusSeconds(10_010));
            put(id, 5 * (failing - 5), 10_010, 3);
            assertThat(pollAll()).filteredOn(change -> change.id().equals(id)).extracting(change -> change.row().json().path("v").asInt())
                    .as("of the row before the one that failed, %d", failing).containsExactly(3);
            changes.close();
        }
    }

    @Test
    void aPageOfABacklogThatCannotBeReadAgainIsReadInTheNextPoll() {
        List<String> ids = rows(60, 100);
        memory = new PageMemory(0);
        open();
        List<String> got = new ArrayList<>();
        server.failOn = 22;
        changes.begin();
        assertThatThrownBy(() -> {
            while (true) {
                got.add(takeOne());
                changes.done();
            }
        }).isInstanceOf(AtlosException.class);
        assertThat(changes.pending()).isEqualTo(60 - got.size());
        int asked = server.asked.size();
        got.addAll(poll());
        assertThat(got).isEqualTo(ids);
        // From where it was, not from the top.
        assertThat(server.asked.get(asked)).isNotEmpty();
    }

    @Test
    void cursorsThatExpireWhileABacklogIsReadAgainCostAFreshWalk() {
        List<String> ids = rows(60, 100);
        memory = new PageMemory(0);
        open();
        changes.begin();
        List<String> got = new ArrayList<>();
        got.add(takeOne());
        changes.done();
        server.expireCursors();
        got.addAll(poll());
        assertThat(got).isEqualTo(ids);
    }

    @Test
    void aSweepWhoseCursorsExpireInTheMiddleBeginsAgainAndShowsRowsAsTheyAre() {
        sourceMaterial();
        rows(9);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r007", 7, 9_990, 2);
        server.failOn = 4;
        changes.begin();
        assertThatThrownBy(() -> changes.take(1)).isInstanceOf(AtlosException.class);
        server.expireCursors();
        put("r007", 7, 9_995, 3);
        List<Change> all = pollAll();
        assertThat(all).singleElement().satisfies(change -> assertThat(change.row().json().path("v").asInt()).isEqualTo(3));
    }

    @Test
    void whatASweepFoundAndTheListThenDeliversComesOnce() {
        sourceMaterial();
        sweepInterval = Duration.ZERO;
        put("old", -5_000, -5_000, 1);
        put("young", -30, -30, 1);
        at(T);
        open();
        poll();
        put("old", -5_000, -5, 2);
        // After the list's walk, before the sweep's.
        server.before.put(server.asked.size() + 2, () -> put("young", -30, -4, 2));
        changes.begin();
        assertThat(takeOne()).isEqualTo("old");
        changes.done();
        assertThat(changes.pending()).isEqualTo(1);
        changes.end();
        assertThat(poll()).containsExactly("young");
        assertThat(poll()).isEmpty();
    }

    @Test
    void whatTheListShowsTakesThePlaceOfWhatASweepFoundThoughItsTimeIsOlder() {
        sourceMaterial();
        sweepInterval = Duration.ZERO;
        put("old", -5_000, -5_000, 1);
        put("young", -30, -30, 1);
        at(T);
        open();
        poll();
        put("old", -5_000, -15, 2);
        server.before.put(server.asked.size() + 2, () -> put("young", -30, -4, 2));
        changes.begin();
        assertThat(takeOne()).isEqualTo("old");
        changes.done();
        changes.end();
        // By a node that is a little behind.
        put("young", -30, -10, 3);
        assertThat(pollAll()).singleElement().satisfies(change -> assertThat(change.row().json().path("v").asInt()).isEqualTo(3));
        assertThat(poll()).isEmpty();
    }

    @Test
    void changesThatDoNotFitAreSweptAgain() {
        sourceMaterial();
        List<String> ids = rows(7);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        server.padding = ",\"p\":\"" + "x".repeat(1 << 20) + "\"";
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 7; i++) {
                put(ids.get(i), i, 9_980 + round * 10 + i, 2 + round);
            }
            changes.begin();
            List<String> got = new ArrayList<>();
            got.add(takeOne());
            // Three of them are within four megabytes.
            assertThat(changes.pending()).isEqualTo(2);
            changes.done();
            got.addAll(poll());
            assertThat(got).isEqualTo(ids);
        }
    }

    @Test
    void oneChangeThatDoesNotFitIsDeliveredAllTheSame() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        server.padding = ",\"p\":\"" + "x".repeat(5 << 20) + "\"";
        put("r001", 1, 9_990, 2);
        put("r002", 2, 9_991, 2);
        assertThat(poll()).containsExactly("r001", "r002");
    }

    @Test
    void aSweepSeesThatAClockWasSetBackThoughItShowsAgainWhatItShowed() {
        sourceMaterial();
        rows(6);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        for (int round = 1; round <= 2; round++) {
            server.ours = server.ours.plusSeconds(1_800);
            server.now = server.now.plusSeconds(600);
            put("r001", 1, (int) Duration.between(T, server.now).toSeconds() - 1_600, 1 + round);
            assertThat(poll()).containsExactly("r001");
            assertThat(poll()).isEmpty();
        }
    }

    @Test
    void whatFromNowOnWasNotWantedIsNotWantedWhereTheClockIsSetBackEither() {
        for (AtlosResource each : List.of(AtlosResource.INCIDENTS, AtlosResource.SOURCE_MATERIAL)) {
            resource = each;
            server = ModelServer.still(each);
            store.replace(List.of());
            for (int i = 0; i < 6; i++) {
                put("r" + i, i, 5_000 + i, 1);
            }
            at(T.plusSeconds(10_000));
            startFrom = new StartFrom.Now();
            sweepInterval = Duration.ZERO;
            open();
            assertThat(poll()).isEmpty();
            server.ours = T.plusSeconds(10_100);
            server.now = T.plusSeconds(2_000);
            put("new", 1_990, 1_990, 1);
            assertThat(poll()).as("%s", each).containsExactly("new");
            assertThat(poll()).as("%s", each).isEmpty();
            assertThat(poll()).as("%s", each).isEmpty();
            changes.close();
        }
    }

    @Test
    void aSweepRemembersMoreThanTheListDoes() {
        sourceMaterial();
        int count = 9_000;
        for (int i = 0; i < count; i++) {
            // Long ago, and all touched a moment ago.
            put("r%05d".formatted(i), i, 99_990, 2);
        }
        at(T.plusSeconds(100_000));
        sweepInterval = Duration.ZERO;
        open();
        assertThat(poll()).hasSize(count);
        assertThat(poll()).isEmpty();
        reopen();
        assertThat(poll()).isEmpty();
    }

    @Test
    void theFirstVersionsCheckpointIsGoneOnFrom() {
        put("known", 0, 0, 1);
        put("new", 1, 1, 1);
        at(T.plusSeconds(30));
        long digest = new RowRules(resource, null, head -> { }).digest(server.rows.get("known").row(false, null, ""));
        byte[] entry = ByteBuffer.allocate(2 * Long.BYTES).putLong(new RowHead("known", null, T, null).identity()).putLong(digest).array();
        ObjectNode state = Json.MAPPER.createObjectNode();
        ObjectNode live = state.putObject("lists").putObject("live").put("mark", T.toString());
        live.putObject("seen").put(String.valueOf(T.getEpochSecond()), Base64.getEncoder().encodeToString(entry));
        CRC32 crc = new CRC32();
        crc.update(state.toString().getBytes(StandardCharsets.UTF_8));
        ObjectNode base = Json.MAPPER.createObjectNode().put("atlosCheckpoint", 1).put("key", "key").put("crc", Long.toHexString(crc.getValue()));
        base.set("state", state);
        store.replace(List.of(base.toString()));
        open();
        assertThat(changes.found()).isTrue();
        assertThat(changes.mark()).isEqualTo(T);
        assertThat(poll()).containsExactly("new");
        put("known", 0, 0, 2);
        assertThat(poll()).containsExactly("known");
    }

    @Test
    void uploadsOfOneSecondAllCome() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_990, 2);
        put("r002", 2, 9_990, 2);
        assertThat(poll()).containsExactly("r001", "r002");
    }

    @Test
    void whatNobodyGotOfASweepIsNotDoneWithWhatTheListDelivers() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_995, 2);
        changes.begin();
        assertThat(takeOne()).isEqualTo("r001");
        // Nobody says what became of it.
        put("new", 9_999, 9_999, 1);
        changes.begin();
        assertThat(takeOne()).isEqualTo("new");
        changes.done();
        reopen();
        assertThat(poll()).containsExactly("r001");
    }

    @Test
    void aFailedRecordOfTheListComesBeforeWhatASweepFound() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_995, 2);
        put("r002", 2, 9_996, 2);
        changes.begin();
        assertThat(takeOne()).isEqualTo("r001");
        changes.done();
        put("new", 9_999, 9_999, 1);
        changes.begin();
        assertThat(takeOne()).isEqualTo("new");
        changes.failed();
        assertThat(poll()).containsExactly("new", "r002");
    }

    /** On a page that was passed, in a walk that takes longer than what the next one looks back; and a younger change on its last page. */
    private void changeWhileWalking(int request) {
        server.before.put(request, () -> {
            at(T.plusSeconds(11_000));
            put("r006", 6, 10_500, 2);
            put("r000", 0, 10_990, 2);
        });
    }

    @Test
    void whatChangesWhileALongSweepIsUnderWayIsFoundByTheNextOne() {
        for (int told : List.of(0, 100)) {
            sourceMaterial();
            store.replace(List.of());
            server.tellsTimeOf100 = told;
            rows(7);
            put("young", 5_000, 5_000, 1);
            sweepInterval = Duration.ZERO;
            open();
            poll();
            changeWhileWalking(server.asked.size() + 3);
            assertThat(poll()).containsExactly("r000");
            assertThat(poll()).containsExactly("r006");
            changes.close();
        }
    }

    @Test
    void whatChangesWhileFromNowOnIsBeingRememberedIsFound() {
        for (int told : List.of(0, 100)) {
            sourceMaterial();
            store.replace(List.of());
            server.tellsTimeOf100 = told;
            rows(7);
            put("young", 5_000, 5_000, 1);
            startFrom = new StartFrom.Now();
            sweepInterval = Duration.ZERO;
            changeWhileWalking(2);
            open();
            assertThat(poll()).containsExactly("r006");
            changes.close();
        }
    }

    @Test
    void fromNowOnTheFirstSweepIsDueAfterItsIntervalAndSeesThatAClockWasSetBack() {
        sourceMaterial();
        rows(7);
        startFrom = new StartFrom.Now();
        open();
        assertThat(poll()).isEmpty();
        // All of it for the sweep, and the list's newest page.
        assertThat(server.asked).hasSize(4);
        server.ours = T.plusSeconds(13_600);
        server.now = T.plusSeconds(12_000);
        put("r001", 1, 8_500, 2);
        reopen();
        assertThat(poll()).containsExactly("r001");
    }

    @Test
    void aSweepOfAListThatIsEmptyByNowSettlesNothingWhereTheServerTellsNoTime() {
        sourceMaterial();
        sweepInterval = Duration.ZERO;
        server.tellsTimeOf100 = 0;
        put("a", 0, 0, 1);
        at(T.plusSeconds(10_000));
        open();
        assertThat(poll()).containsExactly("a");
        server.remove("a");
        assertThat(poll()).isEmpty();
        assertThat(poll()).isEmpty();
    }

    @Test
    void aSweepKeepsHowFarAndWhenItWalked() throws Exception {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        at(T.plusSeconds(20_000));
        poll();
        List<String> lines = store.open();
        JsonNode sweep = Json.MAPPER.readTree(lines.get(lines.size() - 1)).at("/change/sweep");
        assertThat(sweep.path("mark").asText()).isEqualTo(server.now.minus(Progress.SLACK).toString());
        assertThat(sweep.path("walkedAt").asText()).isEqualTo(server.ours.toString());
    }

    @Test
    void whatASweepDeliversTheListDoesNotDeliverAgain() {
        sourceMaterial();
        sweepInterval = Duration.ZERO;
        put("a", 0, 0, 1);
        at(T.plusSeconds(30));
        open();
        poll();
        // After the list's walk, before the sweep's; at the next poll the list meets it inside the lookback.
        server.before.put(server.asked.size() + 2, () -> put("a", 0, 20, 2));
        assertThat(poll()).containsExactly("a");
        assertThat(poll()).isEmpty();
    }

    @Test
    void aSweepRemembersWhatItDeliveredWhenTheListNoLongerDoes() {
        sourceMaterial();
        rows(4);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_990, 2);
        assertThat(poll()).containsExactly("r001");
        for (int i = 0; i < 9_000; i++) {
            put("n%05d".formatted(i), 9_995, 9_995, 1);
        }
        assertThat(poll()).hasSize(9_000);
        assertThat(poll()).isEmpty();
    }

    @Test
    void aLongSweepDoesNotHoldUpNewRows() {
        sourceMaterial();
        rows(9);
        sweepInterval = Duration.ZERO;
        open();
        poll();
        put("r001", 1, 9_990, 2);
        // The sweep's first page takes longer than a new row should wait.
        server.before.put(server.asked.size() + 2, () -> {
            Awaitility.await().pollDelay(Duration.ofMillis(5_050)).until(() -> true);
            put("new", 9_995, 9_995, 1);
        });
        changes.begin();
        assertThat(takeOne()).isEqualTo("new");
        changes.done();
        assertThat(changes.nextSweep()).as("the sweep is still under way").isNull();
        assertThat(takeOne()).isEqualTo("r001");
        changes.done();
        assertThat(changes.take(1)).isEmpty();
        changes.end();
    }

    @Test
    void anOldRowIsModifiedThoughNothingCameSinceFromNowOn() {
        put("old", -100_000, -100_000, 1);
        at(T);
        startFrom = new StartFrom.Now();
        open();
        changes.begin();
        // A kill before the first poll has come to its end.
        reopen();
        put("old", -100_000, -5, 2);
        assertThat(pollAll()).extracting(Change::kind).containsExactly(ChangeKind.modified);
    }

    /** A row may change twice in a second that is still open: its content tells, so it has to be kept of what was read in it. */
    @Test
    void aClockThatIsSetBackInTheMiddleOfAWalkOpensItsSecondsAgain() {
        for (int i = 0; i < 6; i++) {
            put("r" + i, 9_990 + i, 9_990 + i, 1);
        }
        at(T.plusSeconds(10_000));
        open();
        server.before.put(2, () -> {
            at(T.plusSeconds(6_400));
            put("r0", 6_000, 6_400, 2);
        });
        assertThat(poll()).startsWith("r0").hasSize(6);
        put("r0", 6_000, 6_400, 3);
        assertThat(poll()).containsExactly("r0");
    }

    @Test
    void andSoDoesOneThatIsSetBackBeforeTheRecordThatFailedIsReadAgain() {
        for (int i = 0; i < 6; i++) {
            put("r" + i, 9_990 + i, 9_990 + i, 1);
        }
        at(T.plusSeconds(10_000));
        open();
        changes.begin();
        assertThat(takeOne()).isEqualTo("r0");
        changes.failed();
        at(T.plusSeconds(6_400));
        put("r0", 6_000, 6_400, 2);
        assertThat(poll()).startsWith("r0").hasSize(6);
        put("r0", 6_000, 6_400, 3);
        assertThat(poll()).containsExactly("r0");
    }
}
