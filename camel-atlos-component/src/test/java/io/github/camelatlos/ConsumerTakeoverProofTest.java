package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelatlos.checkpoint.CheckpointException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes, one of which polls: the other takes over where it was, and one that comes back moves nothing back. */
class ConsumerTakeoverProofTest extends ProofTestSupport {

    private static EmbeddedPostgres postgres;

    private final List<RouteProcess> nodes = new ArrayList<>();
    private final List<Lines> lines = new ArrayList<>();

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        postgres.close();
    }

    @Test
    void theLeaderIsKilled() throws Exception {
        leadersAreKilled(1, 300);
    }

    @Test
    @Tag("long")
    void leadersAreKilledTenTimes() throws Exception {
        leadersAreKilled(10, 3_000);
    }

    /** Whoever leads is killed, and another node is started in its place. */
    private void leadersAreKilled(int times, int rows) throws Exception {
        watch(AtlosResource.INCIDENTS);
        Load load = new Load(server, AtlosResource.INCIDENTS).backlog(rows, LONG_AGO, Duration.ofSeconds(1));
        start();
        start();
        try (Writer people = new Writer(20, 10, load)) {
            for (int kill = 0; kill < times; kill++) {
                int leader = awaitLeader();
                forSoLong(Duration.ofMillis(300));
                nodes.get(leader).kill();
                lines.get(leader).read();
                start();
            }
            awaitLeader();
        }
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).until(() -> {
            readLines();
            return oracle.verdict().missing().isEmpty();
        });
        endNodes();
        readLines();
        judge(oracle, "master: with a file lock and a database, the leader is killed", times + " kills", times);
    }

    /** The node whose file grows now. */
    private int awaitLeader() {
        readLines();
        int[] leader = { -1 };
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> {
            for (int node = 0; node < lines.size(); node++) {
                if (lines.get(node).read() > 0) {
                    leader[0] = node;
                }
            }
            return leader[0] >= 0;
        });
        return leader[0];
    }

    private void readLines() {
        lines.forEach(Lines::read);
    }

    @AfterEach
    void endNodes() throws Exception {
        for (RouteProcess node : nodes) {
            node.close();
        }
    }

    private void start() throws Exception {
        int node = nodes.size();
        Path file = folder.resolve("node-" + node + ".jsonl");
        lines.add(new Lines(file, oracle));
        nodes.add(RouteProcess.start(folder.resolve("node-" + node + ".log"),
                List.of("-Dproof.database=" + postgres.getJdbcUrl("postgres", "postgres"), "-Dproof.locks=" + folder.resolve("locks")),
                List.of(server.baseUrl(), server.token(), "master:proof:atlos:incidents?" + QUICK + "&checkpointInterval=0&stateRepository=#database", file.toString())));
    }

    @Test
    void aLeaderThatComesBackMovesNothingBack() throws Exception {
        watch(AtlosResource.UPDATES);
        Load load = new Load(server, AtlosResource.UPDATES).backlog(50, LONG_AGO, Duration.ofSeconds(1));
        JdbcStateRepository ofOne = new JdbcStateRepository(postgres.getPostgresDatabase());
        JdbcStateRepository ofOther = new JdbcStateRepository(postgres.getPostgresDatabase());
        context.addRoutes(node("one", ofOne));
        context.start();
        oracle.awaitDelivered(60);
        context.getRouteController().suspendRoute("one");
        DefaultCamelContext second = (DefaultCamelContext) newContext();
        try {
            second.addRoutes(node("other", ofOther));
            second.start();
            for (int i = 0; i < 40; i++) {
                load.act(i, new Random(i));
            }
            oracle.awaitNothingMissing(Duration.ofSeconds(20));
            second.stop();
            server.cases().comment(load.slugs().get(0), "The first one after it is back");
            context.getRouteController().resumeRoute("one");
            Awaitility.await().until(() -> failures.all().stream().anyMatch(e -> e instanceof CheckpointException taken && taken.anotherWriter()));
            // It does not know better before it tries: one exchange is repeated at most.
            prove(oracle, "a leader that was thought dead comes back", "1 takeover", 1);
            assertThat(failures.all()).hasSize(1);
        } finally {
            second.stop();
        }
    }

    private RouteBuilder node(String id, JdbcStateRepository repository) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("repository", repository);
                from("atlos:updates?exceptionHandler=#failures&stateRepository=#repository&" + QUICK).routeId(id).process(oracle);
            }
        };
    }
}
