package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed at any moment loses nothing, and repeats at most what was delivered since the checkpoint was written. */
class ConsumerKillProofTest extends ProofTestSupport {

    private final Map<AtlosResource, Oracle> oracles = new EnumMap<>(AtlosResource.class);
    private final Map<AtlosResource, List<Lines>> lines = new EnumMap<>(AtlosResource.class);
    private final Random random = new Random(11);

    private int interval;

    @ParameterizedTest
    @ValueSource(ints = { 0, 200 })
    void killedThreeTimes(int checkpointInterval) throws Exception {
        interval = checkpointInterval;
        killed(3, 400);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 200 })
    @Tag("long")
    void killedFiftyTimes(int checkpointInterval) throws Exception {
        interval = checkpointInterval;
        killed(50, 4_000);
    }

    private void killed(int times, int rows) throws Exception {
        Map<AtlosResource, Load> loads = new EnumMap<>(AtlosResource.class);
        for (AtlosResource resource : AtlosResource.values()) {
            oracles.put(resource, Oracle.watching(server, resource));
        }
        for (AtlosResource resource : AtlosResource.values()) {
            loads.put(resource, new Load(server, resource).backlog(rows, LONG_AGO, Duration.ofSeconds(1)));
        }
        List<Load> all = List.copyOf(loads.values());
        try (Writer people = new Writer(20, 7, (number, any) -> all.get(number % all.size()).act(number, any))) {
            for (int kill = 0; kill < times; kill++) {
                try (RouteProcess process = start(kill)) {
                    awaitARandomMoment(process);
                }
                readLines();
            }
        }
        try (RouteProcess process = start(times)) {
            for (Oracle one : oracles.values()) {
                Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(300)).until(() -> {
                    assertThat(process.isAlive()).isTrue();
                    readLines();
                    return one.verdict().missing().isEmpty();
                });
            }
            for (AtlosResource resource : AtlosResource.values()) {
                awaitWalks(resource, 4);
            }
            readLines();
        }
        for (AtlosResource resource : AtlosResource.values()) {
            // The last process was not killed before all was quiet.
            List<Lines> killed = lines.get(resource).subList(0, times);
            int allowed = killed.stream().mapToInt(one -> one.within(Duration.ofMillis(interval))).sum();
            judge(oracles.get(resource), resource + ", the process is killed, checkpointInterval=" + interval,
                    times + " kills, " + oracles.get(resource).verdict().duplicates().size() + " duplicates of at most " + allowed, allowed);
        }
    }

    /** Mostly while records are delivered, sometimes while the process starts. */
    private void awaitARandomMoment(RouteProcess process) {
        boolean starting = random.nextInt(5) == 0;
        if (!starting) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(() -> {
                assertThat(process.isAlive()).isTrue();
                return readLines() > 0;
            });
        }
        forSoLong(Duration.ofMillis(random.nextInt(starting ? 2_000 : 700)));
    }

    private int readLines() {
        return lines.values().stream().flatMap(List::stream).mapToInt(Lines::read).sum();
    }

    private RouteProcess start(int run) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(server.baseUrl(), server.token()));
        for (AtlosResource resource : AtlosResource.values()) {
            Path file = folder.resolve(resource + "-" + run + ".jsonl");
            lines.computeIfAbsent(resource, any -> new ArrayList<>()).add(new Lines(file, oracles.get(resource)));
            String uri = "atlos:" + resource + "?" + QUICK + "&checkpointInterval=" + interval + "&checkpointFile=" + folder.resolve(resource + ".json");
            arguments.add(resource == AtlosResource.SOURCE_MATERIAL ? also("sweepInterval=500", uri) : uri);
            arguments.add(file.toString());
        }
        return RouteProcess.start(folder.resolve("routes.log"), List.of(), arguments);
    }
}
