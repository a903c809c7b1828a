package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.camelatlos.checkpoint.CheckpointException;
import io.github.camelatlos.checkpoint.CheckpointStore;
import io.github.camelatlos.checkpoint.Journal;
import io.github.camelatlos.checkpoint.RepositoryStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checkpoints in a real PostgreSQL. */
class JdbcStateRepositoryTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        postgres.close();
    }

    private static JdbcStateRepository started(String table) {
        JdbcStateRepository repository = new JdbcStateRepository();
        repository.setDataSource(postgres.getPostgresDatabase());
        repository.setTable(table);
        repository.start();
        return repository;
    }

    @Test
    void keepsWhatIsSet() {
        JdbcStateRepository one = started("kept");
        assertThat(one.getState("key")).isNull();
        one.setState("key", "first");
        one.setState("key", "second");
        one.setState("other", "x".repeat(1_500_000));
        one.stop();
        JdbcStateRepository two = started("public.kept");
        assertThat(two.getState("key")).isEqualTo("second");
        assertThat(two.getState("other")).hasSize(1_500_000);
    }

    @Test
    void ofManyCompetitorsOneWins() throws Exception {
        JdbcStateRepository one = started("competed");
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            Journal.Kept before = one.read("key");
            String head = "round " + round + " node ";
            boolean base = round % 3 == 0;
            List<Future<Boolean>> attempts = IntStream.range(0, 8).mapToObj(node -> nodes.submit(() -> base
                    ? one.replace("key", before, head + node, "base of " + node)
                    : one.append("key", before.head(), head + node, before.texts().size(), "text of " + node))).toList();
            List<Integer> winners = new ArrayList<>();
            for (int node = 0; node < 8; node++) {
                if (attempts.get(node).get()) {
                    winners.add(node);
                }
            }
            assertThat(winners).hasSize(1);
            Journal.Kept after = one.read("key");
            assertThat(after.head()).isEqualTo(head + winners.get(0));
            assertThat(after.texts()).hasSize(base ? 1 : before.texts().size() + 1).endsWith((base ? "base of " : "text of ") + winners.get(0));
        }
        nodes.shutdown();
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        JdbcStateRepository repository = new JdbcStateRepository(postgres.getPostgresDatabase());
        for (String name : new String[] { "", "a b", "x; drop table y", "1st", "a.b.c", "\"quoted\"", null }) {
            assertThatThrownBy(() -> repository.setTable(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatThrownBy(() -> new JdbcStateRepository().start()).hasMessageContaining("dataSource");
        JdbcStateRepository repository = new JdbcStateRepository(postgres.getPostgresDatabase());
        repository.setTable("nowhere");
        repository.setCreateTable(false);
        repository.start();
        assertThatThrownBy(() -> repository.getState("key")).isInstanceOf(RuntimeCamelException.class).hasMessageContaining("nowhere");
    }

    private static CheckpointStore store(JdbcStateRepository repository, String key) {
        return RepositoryStore.of(new DefaultCamelContext(), repository, key, new HashSet<>());
    }

    @Test
    void aJournalKeepsABaseAndWhatWasAdded() {
        CheckpointStore store = store(started("journal"), "key");
        assertThat(store.open()).isEmpty();
        store.replace(List.of("base", "a"));
        store.append(List.of("b"));
        store.append(List.of("c", "d"));
        store.close();
        CheckpointStore again = store(started("journal"), "key");
        assertThat(again.open()).containsExactly("base", "a", "b", "c", "d");
        again.append(List.of("e"));
        again.replace(List.of("new"));
        again.append(List.of("f"));
        assertThat(store(started("journal"), "key").open()).containsExactly("new", "f");
        assertThat(rows("journal")).containsExactlyInAnyOrder("key", "key #writer", "key #1");
    }

    @Test
    void aKeyThatBeginsLikeAnotherIsLeftAlone() {
        JdbcStateRepository repository = started("alike");
        for (String key : List.of("a", "ab", "a_", "a%", "a!")) {
            CheckpointStore store = store(repository, key);
            store.open();
            store.replace(List.of("base of " + key));
            store.append(List.of("more"));
        }
        CheckpointStore wild = store(repository, "a_");
        wild.open();
        wild.replace(List.of("new"));
        assertThat(store(repository, "ab").open()).containsExactly("base of ab", "more");
        assertThat(store(repository, "a%").open()).containsExactly("base of a%", "more");
        assertThatThrownBy(() -> repository.read("a #1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondWriterIsFoundOutEvenIfItWritesTheSame() {
        CheckpointStore one = store(started("two_writers"), "key");
        CheckpointStore two = store(started("two_writers"), "key");
        one.open();
        two.open();
        one.replace(List.of("base"));
        assertAnotherWriter(() -> two.replace(List.of("base")));
        one.append(List.of("a"));

        CheckpointStore three = store(started("two_writers"), "key");
        three.open();
        three.replace(List.of("base"));
        assertAnotherWriter(() -> one.append(List.of("b")));
        assertAnotherWriter(() -> one.replace(List.of("b")));
        assertThat(store(started("two_writers"), "key").open()).containsExactly("base");
    }

    @Test
    void whatTheFirstVersionWroteIsReadAndReplacedOnlyIfNobodyElseDid() {
        JdbcStateRepository repository = started("first_version");
        repository.setState("key", "{\"first\":1}");
        CheckpointStore store = store(repository, "key");
        assertThat(store.open()).containsExactly("{\"first\":1}");
        repository.setState("key", "{\"first\":2}");
        assertAnotherWriter(() -> store.replace(List.of("base")));
        assertThat(repository.getState("key")).isEqualTo("{\"first\":2}");
        CheckpointStore again = store(repository, "key");
        again.open();
        again.replace(List.of("base"));
        assertThat(repository.getState("key")).isEqualTo("base");
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotRepeated() {
        JdbcStateRepository repository = started("lost_answers");
        LosingAnswers losing = new LosingAnswers(postgres.getPostgresDatabase());
        losing.setTable("lost_answers");
        losing.start();
        CheckpointStore store = store(losing, "key");
        store.open();
        losing.lose = true;
        assertThatThrownBy(() -> store.replace(List.of("base"))).isInstanceOf(CheckpointException.class).hasMessageContaining("cannot be written");
        losing.lose = false;
        store.replace(List.of("base", "a"));
        losing.lose = true;
        assertThatThrownBy(() -> store.append(List.of("b"))).hasMessageContaining("cannot be written");
        losing.lose = false;
        store.append(List.of("b", "c"));
        assertThat(store(repository, "key").open()).containsExactly("base", "a", "b", "c");
    }

    /** Carries out, and then fails: as a connection that breaks after the commit. */
    private static final class LosingAnswers extends JdbcStateRepository {
        private boolean lose;

        private LosingAnswers(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public boolean replace(String key, Kept expected, String head, String base) {
            return lost(super.replace(key, expected, head, base));
        }

        @Override
        public boolean append(String key, String expectedHead, String head, int number, String text) {
            return lost(super.append(key, expectedHead, head, number, text));
        }

        private boolean lost(boolean done) {
            if (lose) {
                throw new RuntimeCamelException("The connection broke");
            }
            return done;
        }
    }

    private static void assertAnotherWriter(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(CheckpointException.class).matches(e -> ((CheckpointException) e).anotherWriter());
    }

    private static List<String> rows(String table) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
             ResultSet rows = connection.createStatement().executeQuery("select checkpoint_key from " + table)) {
            List<String> keys = new ArrayList<>();
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
            return keys;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
