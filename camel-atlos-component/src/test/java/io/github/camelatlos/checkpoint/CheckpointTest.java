package io.github.camelatlos.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a checkpoint is written, what a write costs, and what it refuses. */
class CheckpointTest {

    private static final Identity IDENTITY = new Identity("key", "incidents", "status=To Do");
    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Recorder store = new Recorder();
    private int mark;

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    /** A store in memory that counts, and fails on demand. */
    private static final class Recorder implements CheckpointStore {
        private final List<String> lines = new ArrayList<>();
        private int writes;
        private long characters;
        private RuntimeException failure;
        private boolean open;

        @Override
        public synchronized List<String> open() {
            open = true;
            return List.copyOf(lines);
        }

        @Override
        public synchronized void replace(List<String> all) {
            write(all);
            lines.clear();
            lines.addAll(all);
        }

        @Override
        public synchronized void append(List<String> added) {
            write(added);
            lines.addAll(added);
        }

        private void write(List<String> what) {
            if (failure != null) {
                throw failure;
            }
            writes++;
            characters += what.stream().mapToLong(String::length).sum();
        }

        synchronized List<String> kept() {
            return List.copyOf(lines);
        }

        @Override
        public synchronized void close() {
            open = false;
        }
    }

    private Checkpoint open(Identity identity, Duration interval) {
        Checkpoint checkpoint = Checkpoint.open(store, identity, interval, timer);
        checkpoint.base(() -> change(mark));
        return checkpoint;
    }

    private Checkpoint open(Duration interval) {
        return open(IDENTITY, interval);
    }

    private record Mark(int number) implements Move {
        @Override
        public Move and(Move later) {
            return later;
        }

        @Override
        public ObjectNode toJson() {
            return change(number);
        }
    }

    private static ObjectNode change(int number) {
        return Json.MAPPER.createObjectNode().put("mark", number);
    }

    private void move(Checkpoint checkpoint) {
        checkpoint.moved(new Mark(++mark));
    }

    private List<Integer> kept() {
        return Kept.of(store.kept(), IDENTITY, store).state().stream().map(change -> change.get("mark").asInt()).toList();
    }

    @Test
    void withNoIntervalEachChangeIsWrittenAtOnce() {
        Checkpoint checkpoint = open(Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            move(checkpoint);
        }
        assertThat(store.writes).isEqualTo(5);
        assertThat(kept()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void theFirstChangeIsWrittenAtOnceAndTheRestWaitsForTheInterval() {
        Checkpoint checkpoint = open(LONG);
        assertThat(checkpoint.found()).isFalse();
        for (int i = 0; i < 5; i++) {
            move(checkpoint);
        }
        assertThat(kept()).containsExactly(1);
        checkpoint.flush();
        assertThat(kept()).as("what moved meanwhile is one line").containsExactly(1, 5);
        assertThat(store.writes).isEqualTo(2);
    }

    @Test
    void aChangeThatNothingFollowsIsWrittenWhenTheIntervalHasPassed() {
        Checkpoint checkpoint = open(Duration.ofMillis(300));
        move(checkpoint);
        move(checkpoint);
        assertThat(kept()).containsExactly(1);
        Awaitility.await().until(() -> kept().equals(List.of(1, 2)));
    }

    @Test
    void aCleanEndKeepsAll() {
        Checkpoint checkpoint = open(LONG);
        move(checkpoint);
        move(checkpoint);
        checkpoint.close();
        checkpoint.close();
        assertThat(store.open).isFalse();
        assertThat(kept()).containsExactly(1, 2);
        assertThatThrownBy(() -> move(checkpoint)).isInstanceOf(CheckpointException.class).hasMessageContaining("has stopped");
        assertThat(kept()).containsExactly(1, 2);
    }

    @Test
    void aNewWriterBeginsWithABaseOfItsOwn() {
        open(Duration.ZERO).moved(new Mark(mark = 7));
        Checkpoint second = open(Duration.ZERO);
        assertThat(second.found()).isTrue();
        assertThat(second.state()).containsExactly(change(7));
        move(second);
        assertThat(store.kept()).hasSize(1);
        assertThat(kept()).containsExactly(8);
    }

    @Test
    void whatAWriteCostsDoesNotGrowWithWhatIsRemembered() {
        String remembered = "x".repeat(1_000_000);
        Checkpoint checkpoint = Checkpoint.open(store, IDENTITY, Duration.ZERO, timer);
        checkpoint.base(() -> change(mark).put("seen", remembered));
        move(checkpoint);
        store.characters = 0;
        for (int i = 0; i < 1_000; i++) {
            move(checkpoint);
        }
        assertThat(store.characters / 1_000).isLessThan(100);
    }

    @Test
    void aTailThatOutgrowsItsBaseIsFoldedIntoANewOne() {
        Checkpoint checkpoint = open(Duration.ZERO);
        for (int i = 0; i < 10_000; i++) {
            move(checkpoint);
        }
        assertThat(store.kept().stream().mapToLong(String::length).sum()).isLessThan(150_000);
        assertThat(kept()).endsWith(10_000);
    }

    @Test
    void aWriteThatFailedIsToldAndMadeUpFor() {
        Checkpoint checkpoint = open(Duration.ZERO);
        move(checkpoint);
        store.failure = new CheckpointException("The disk is full", null);
        assertThatThrownBy(() -> move(checkpoint)).hasMessageContaining("full");
        assertThatThrownBy(checkpoint::flush).hasMessageContaining("full");
        store.failure = null;
        checkpoint.flush();
        assertThat(kept()).containsExactly(1, 2);
    }

    @Test
    void aChangeAfterAWriteThatFailedDoesNotWait() {
        Checkpoint checkpoint = open(LONG);
        move(checkpoint);
        move(checkpoint);
        store.failure = new CheckpointException("The disk is full", null);
        assertThatThrownBy(checkpoint::flush).hasMessageContaining("full");
        store.failure = null;
        move(checkpoint);
        assertThat(kept()).containsExactly(1, 2, 3);
    }

    @Test
    void aNewBaseTakesThePlaceOfWhatCouldNotBeWritten() {
        Checkpoint checkpoint = open(Duration.ZERO);
        move(checkpoint);
        store.failure = new CheckpointException("The disk is full", null);
        for (int i = 0; i < 3_000; i++) {
            assertThatThrownBy(() -> move(checkpoint)).hasMessageContaining("full");
        }
        store.failure = null;
        checkpoint.flush();
        assertThat(kept()).endsWith(3_001).doesNotContain(1).hasSizeLessThan(2_000);
    }

    @Test
    void noMoreThanAThousandChangesAreKeptForOneLine() {
        Checkpoint checkpoint = open(LONG);
        for (int i = 0; i < 2_500; i++) {
            move(checkpoint);
        }
        checkpoint.flush();
        assertThat(kept()).containsExactly(1, 1_001, 2_001, 2_500);
    }

    @Test
    void whoWasTakenOverWritesNoMore() {
        Checkpoint checkpoint = open(Duration.ZERO);
        move(checkpoint);
        store.failure = CheckpointException.anotherWriter(store, "it is not ours");
        assertThatThrownBy(() -> move(checkpoint)).matches(e -> ((CheckpointException) e).anotherWriter());
        store.failure = null;
        assertThatThrownBy(checkpoint::flush).matches(e -> ((CheckpointException) e).anotherWriter());
        checkpoint.close();
        assertThat(kept()).containsExactly(1);
        assertThat(store.open).isFalse();
    }

    @Test
    void aTornLastLineIsCutAndAnythingElseRefused() {
        Checkpoint checkpoint = open(Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            move(checkpoint);
        }
        List<String> lines = store.kept();
        for (int cut = 0; cut < lines.get(3).length(); cut++) {
            List<String> torn = Stream.concat(lines.stream().limit(3), Stream.of(lines.get(3).substring(0, cut))).toList();
            assertThat(Kept.of(torn, IDENTITY, store).state()).hasSize(3);
        }
        assertDamaged(List.of(lines.get(0), lines.get(2), lines.get(3)));
        assertDamaged(List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3)));
        assertDamaged(List.of(lines.get(0).replace("\"mark\":1", "\"mark\":2"), lines.get(1)));
        assertDamaged(List.of(lines.get(0), lines.get(1).replace("\"mark\":2", "\"mark\":3"), lines.get(2), lines.get(3)));
        assertDamaged(List.of("something else"));
    }

    private void assertDamaged(List<String> lines) {
        assertThatThrownBy(() -> Kept.of(lines, IDENTITY, store)).isInstanceOf(CheckpointException.class).hasMessageContaining("is damaged");
    }

    @Test
    void anotherResourceAnotherSelectionAndAnotherKeyAreRefused() {
        Checkpoint checkpoint = open(Duration.ZERO);
        move(checkpoint);
        checkpoint.close();
        assertThatThrownBy(() -> open(new Identity("key", "updates", "status=To Do"), LONG)).hasMessageContaining("atlos:incidents").hasMessageContaining("checkpointKey");
        assertThatThrownBy(() -> open(new Identity("key", "incidents", "status=Completed"), LONG)).hasMessageContaining("other filters").hasMessageContaining("checkpointKey");
        assertThatThrownBy(() -> open(new Identity("other", "incidents", "status=To Do"), LONG)).hasMessageContaining("belongs to another consumer");
        assertThat(store.open).isFalse();
        assertThat(open(LONG).state()).hasSize(1);
    }

    @Test
    void anotherProjectIsRefusedOnceARowHasToldIt() {
        Checkpoint before = open(Duration.ZERO);
        before.project("one");
        move(before);
        before.close();
        Checkpoint told = open(LONG);
        told.project("one");
        assertThatThrownBy(() -> told.project("two")).isInstanceOf(CheckpointException.class).hasMessageContaining("another project").hasMessageContaining("checkpointKey");
    }

    @Test
    void aProjectThatIsToldLateIsKept() {
        Checkpoint before = open(LONG);
        move(before);
        before.project("one");
        before.close();
        Checkpoint told = open(LONG);
        assertThatThrownBy(() -> told.project("two")).hasMessageContaining("another project");
    }

    @Test
    void aNewerVersionsCheckpointIsRefusedAndTheFirstOnesIsRead() {
        store.lines.add("{\"atlosCheckpoint\":3,\"key\":\"key\",\"state\":{},\"crc\":\"0\"}");
        assertThatThrownBy(() -> open(LONG)).hasMessageContaining("another version");
        store.lines.set(0, "{\"atlosCheckpoint\":1,\"key\":\"key\",\"crc\":\"a9c45084\",\"state\":{\"mark\":4}}");
        assertThatThrownBy(() -> open(LONG)).hasMessageContaining("is damaged");
        store.lines.set(0, "{\"atlosCheckpoint\":1,\"key\":\"key\",\"crc\":\"" + crcOf("{\"mark\":4}") + "\",\"state\":{\"mark\":4}}");
        assertThat(open(LONG).state()).containsExactly(change(4).put("format", 1));
    }

    private static String crcOf(String text) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
