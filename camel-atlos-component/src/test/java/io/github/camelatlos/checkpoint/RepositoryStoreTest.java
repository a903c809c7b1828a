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
}
