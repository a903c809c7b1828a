package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.RuntimeCamelException;
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
    void movesOnlyWhatIsStillAsExpected() {
        JdbcStateRepository one = started("compared");
        assertThat(one.compareAndSet("key", "anything", "first")).isFalse();
        assertThat(one.compareAndSet("key", null, "first")).isTrue();
        assertThat(one.compareAndSet("key", null, "again")).isFalse();
        assertThat(one.compareAndSet("key", "first", "second")).isTrue();
        assertThat(one.compareAndSet("key", "first", "back")).isFalse();
        assertThat(one.getState("key")).isEqualTo("second");
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNoTakeover() {
        JdbcStateRepository one = started("repeated");
        one.setState("key", "first");
        assertThat(one.compareAndSet("key", "first", "second")).isTrue();
        assertThat(one.compareAndSet("key", "first", "second")).isTrue();
    }

    @Test
    void ofManyCompetitorsOneWins() throws Exception {
        JdbcStateRepository one = started("competed");
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        String before = null;
        for (int round = 0; round < 20; round++) {
            String expected = before;
            int number = round;
            List<Future<Boolean>> attempts = IntStream.range(0, 8)
                    .mapToObj(node -> nodes.submit(() -> one.compareAndSet("key", expected, "round " + number + " node " + node))).toList();
            int winners = 0;
            for (Future<Boolean> attempt : attempts) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
            before = one.getState("key");
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
}
