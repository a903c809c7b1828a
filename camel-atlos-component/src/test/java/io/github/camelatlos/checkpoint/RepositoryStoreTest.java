package io.github.camelatlos.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint in any state repository of Camel, which keeps one text for a key. */
class RepositoryStoreTest {

    @TempDir
    Path folder;

    private final Set<Object> inUse = new HashSet<>();

    private CheckpointStore store(StateRepository<String, String> repository, String key, Set<Object> inUse) {
        return RepositoryStore.of(new DefaultCamelContext(), repository, key, inUse);
    }

    @Test
    void keepsAllLinesInOneEntryOfCamelsFileRepository() throws Exception {
        Path file = folder.resolve("states");
        try (FileStateRepository repository = FileStateRepository.fileStateRepository(file.toFile(), new java.util.HashMap<>())) {
            CheckpointStore store = store(repository, "key", inUse);
            assertThat(store.open()).isEmpty();
            store.replace(List.of("{\"base\":\"a=b\"}"));
            store.append(List.of("{\"one\":1}", "{\"two\":2}"));
            store.close();
        }
        FileStateRepository again = FileStateRepository.fileStateRepository(file.toFile(), new java.util.HashMap<>());
        assertThat(store(again, "key", inUse).open()).containsExactly("{\"base\":\"a=b\"}", "{\"one\":1}", "{\"two\":2}");
        again.stop();
    }

    @Test
    void aKeyHasOneRunningConsumer() {
        MemoryStateRepository repository = new MemoryStateRepository();
        CheckpointStore first = store(repository, "key", inUse);
        first.open();
        assertThatThrownBy(() -> store(repository, "key", inUse).open()).hasMessageContaining("in use").hasMessageContaining("checkpointKey");
        store(repository, "other", inUse).open();
        first.close();
        store(repository, "key", inUse).open();
    }

    @Test
    void aWriterInAnotherContextIsFoundOutAtTheNextWrite() {
        MemoryStateRepository repository = new MemoryStateRepository();
        CheckpointStore one = store(repository, "key", inUse);
        CheckpointStore two = store(repository, "key", new HashSet<>());
        one.open();
        two.open();
        one.replace(List.of("one"));
        assertThatThrownBy(() -> two.replace(List.of("two"))).matches(e -> ((CheckpointException) e).anotherWriter());
        one.append(List.of("more"));
        assertThat(repository.getState("key")).isEqualTo("one\tmore");
    }

    /** One whose next call fails, before or after it was carried out. */
    private static final class Failing implements StateRepository<String, String> {
        private String kept;
        private boolean failsBefore;
        private boolean failsAfter;

        @Override
        public void setState(String key, String value) {
            fail(failsBefore);
            kept = value;
            fail(failsAfter);
        }

        @Override
        public String getState(String key) {
            fail(failsBefore);
            return kept;
        }

        private static void fail(boolean fails) {
            if (fails) {
                throw new IllegalStateException("down");
            }
        }

        @Override
        public void start() {
            // Nothing to do.
        }

        @Override
        public void stop() {
            // Nothing to do.
        }
    }

    @Test
    void aWriteThatFailedAndWasCarriedOutAllTheSameIsNoOtherWriters() {
        Failing repository = new Failing();
        CheckpointStore store = store(repository, "key", inUse);
        store.open();
        store.replace(List.of("base"));
        for (boolean carriedOut : List.of(true, false)) {
            repository.failsAfter = carriedOut;
            repository.failsBefore = !carriedOut;
            assertThatThrownBy(() -> store.append(List.of("a"))).isInstanceOf(CheckpointException.class).hasMessageContaining("cannot be written")
                    .matches(e -> !((CheckpointException) e).anotherWriter());
            repository.failsAfter = false;
            repository.failsBefore = false;
            store.append(List.of("a", "b"));
        }
        assertThat(repository.kept).isEqualTo("base\ta\tb\ta\tb");
        // And only that one: what somebody else wrote is not taken for it.
        repository.failsAfter = true;
        assertThatThrownBy(() -> store.append(List.of("c"))).hasMessageContaining("cannot be written");
        repository.failsAfter = false;
        repository.kept = "theirs";
        assertThatThrownBy(() -> store.append(List.of("c"))).matches(e -> ((CheckpointException) e).anotherWriter());
        assertThat(repository.kept).isEqualTo("theirs");
    }

    @Test
    void oneThatCannotBeReadIsLeftAndLetGoOf() {
        Failing repository = new Failing();
        repository.failsBefore = true;
        assertThatThrownBy(() -> store(repository, "key", inUse).open()).isInstanceOf(CheckpointException.class).hasMessageContaining("cannot be read");
        repository.failsBefore = false;
        assertThat(store(repository, "key", inUse).open()).isEmpty();
    }
}
