package io.github.camelatlos.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

/** A checkpoint in a repository that is a journal; one in a real database is in JdbcStateRepositoryTest. */
class JournalStoreTest {

    private final Repository repository = new Repository();
    private final Set<Object> inUse = new HashSet<>();

    /** A journal in memory, whose answers can be lost after or before the work is done. */
    private static final class Repository extends ServiceSupport implements StateRepository<String, String>, Journal {
        private final Map<String, Kept> kept = new HashMap<>();
        private final List<Integer> numbers = new ArrayList<>();
        private boolean losesAnswers;
        private boolean isDown;

        @Override
        public Kept read(String key) {
            if (!isStarted() || isDown) {
                throw new IllegalStateException("the database is down");
            }
            return kept.getOrDefault(key, new Kept(null, List.of()));
        }

        @Override
        public boolean replace(String key, Kept expected, String head, String base) {
            Kept now = read(key);
            return Objects.equals(now.head(), expected.head()) && (now.head() != null || now.texts().equals(expected.texts()))
                    && set(key, new Kept(head, List.of(base)));
        }

        @Override
        public boolean append(String key, String expectedHead, String head, int number, String text) {
            Kept now = read(key);
            if (!Objects.equals(now.head(), expectedHead)) {
                return false;
            }
            numbers.add(number);
            List<String> texts = new ArrayList<>(now.texts());
            texts.add(text);
            return set(key, new Kept(head, texts));
        }

        private boolean set(String key, Kept now) {
            kept.put(key, now);
            if (losesAnswers) {
                losesAnswers = false;
                throw new IllegalStateException("the answer was lost");
            }
            return true;
        }

        @Override
        public void setState(String key, String value) {
            kept.put(key, new Kept(null, List.of(value)));
        }

        @Override
        public String getState(String key) {
            return String.join("", read(key).texts());
        }
    }

    private CheckpointStore store(Set<Object> inUse) {
        return RepositoryStore.of(new DefaultCamelContext(), repository, "key", inUse);
    }

    private CheckpointStore opened() {
        CheckpointStore store = store(inUse);
        store.open();
        return store;
    }

    private void assertAnotherWriter(Runnable write) {
        assertThatThrownBy(write::run).isInstanceOfSatisfying(CheckpointException.class, e -> assertThat(e.anotherWriter()).isTrue())
                .hasMessageContaining("stateRepository, key key");
    }

    @Test
    void keepsABaseAndWhatWasAddedAndGoesOnFromThere() {
        CheckpointStore store = store(inUse);
        assertThat(store.open()).isEmpty();
        store.replace(List.of("base", "a"));
        store.append(List.of("b", "c"));
        store.append(List.of("d"));
        store.close();
        CheckpointStore again = store(inUse);
        assertThat(again.open()).containsExactly("base", "a", "b", "c", "d");
        again.append(List.of("e"));
        assertThat(repository.numbers).as("each text has a number of its own").containsExactly(1, 2, 3);
        again.replace(List.of("new base"));
        again.append(List.of("f"));
        assertThat(repository.numbers).containsExactly(1, 2, 3, 1);
        assertThat(repository.read("key").texts()).containsExactly("new base", "f");
    }

    @Test
    void whatTheFirstVersionWroteIsReplacedOnlyIfItIsStillThere() {
        repository.setState("key", "first");
        CheckpointStore store = store(inUse);
        assertThat(store.open()).containsExactly("first");
        repository.setState("key", "somebody else's");
        assertAnotherWriter(() -> store.replace(List.of("base")));
        store.close();
        opened().replace(List.of("base"));
        assertThat(repository.read("key").texts()).containsExactly("base");
    }

    @Test
    void aKeyHasOneRunningConsumerAndASecondWriterIsFoundOut() {
        CheckpointStore store = opened();
        assertThatThrownBy(this::opened).hasMessageContaining("in use");
        CheckpointStore elsewhere = store(new HashSet<>());
        elsewhere.open();
        store.replace(List.of("base"));
        assertAnotherWriter(() -> elsewhere.replace(List.of("base")));
        elsewhere.close();
        CheckpointStore taking = store(new HashSet<>());
        taking.open();
        taking.append(List.of("a"));
        assertAnotherWriter(() -> store.append(List.of("a")));
        assertThat(repository.read("key").texts()).containsExactly("base", "a");
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotRepeatedAndWhatCameSinceIsAdded() {
        CheckpointStore store = opened();
        repository.losesAnswers = true;
        assertThatThrownBy(() -> store.replace(List.of("base"))).hasMessageContaining("cannot be written");
        store.replace(List.of("base"));
        store.append(List.of("a"));
        repository.losesAnswers = true;
        assertThatThrownBy(() -> store.append(List.of("b", "c"))).hasMessageContaining("the answer was lost");
        store.append(List.of("b", "c", "d"));
        repository.losesAnswers = true;
        assertThatThrownBy(() -> store.append(List.of("e"))).hasMessageContaining("the answer was lost");
        store.append(List.of("e"));
        store.append(List.of("f"));
        assertThat(repository.read("key").texts()).containsExactly("base", "a", "b\nc", "d", "e", "f");
        assertThat(repository.numbers).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aWriteThatWasNotCarriedOutIsTriedAgain() {
        CheckpointStore store = opened();
        store.replace(List.of("base"));
        repository.isDown = true;
        assertThatThrownBy(() -> store.append(List.of("a"))).hasMessageContaining("cannot be written").hasMessageContaining("stays where it was");
        assertThatThrownBy(() -> store.append(List.of("a"))).hasMessageContaining("cannot be written");
        repository.isDown = false;
        store.append(List.of("a", "b"));
        assertThat(repository.read("key").texts()).containsExactly("base", "a\nb");
    }

    @Test
    void oneThatCannotBeReadIsLeftAndLetGoOf() {
        repository.isDown = true;
        assertThatThrownBy(this::opened).isInstanceOf(CheckpointException.class).hasMessageContaining("cannot be read");
        repository.isDown = false;
        assertThat(store(inUse).open()).isEmpty();
    }
}
