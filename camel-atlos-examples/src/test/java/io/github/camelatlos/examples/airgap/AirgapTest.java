package io.github.camelatlos.examples.airgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.Told;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AirgapTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();
    private String quiet = "0";

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void batchesWaitForTheCarrierAndNothingIsLostOnTheWay() throws IOException {
        List<String> slugs = server.cases().addIncidents(60, Instant.now().minusSeconds(3600), Duration.ofSeconds(1));
        try (ExampleRun here = run("out.yaml"); ExampleRun there = run("in.yaml")) {
            await().atMost(SOON).until(() -> !here.failures().isEmpty());
            assertThat(files("outbox")).as("no more than the limit").hasSize(3);
            assertThat(here.failures()).allMatch(OutboxFull.class::isInstance);

            await().atMost(SOON).until(() -> {
                carry();
                return files("store").size() == slugs.size();
            });
            server.cases().edit(slugs.get(0), "status", "Completed");
            await().atMost(SOON).until(() -> {
                carry();
                return stored(slugs.get(0)).contains("\"attr_status\":\"Completed\"");
            });
            assertThat(there.failures()).isEmpty();
        }

        assertThat(files("taken")).hasSizeGreaterThanOrEqualTo(7).allMatch(file -> size(file) <= 10);
    }

    @Test
    void aFileTakenAgainChangesNothingThatIsNewer() throws IOException {
        String slug = server.cases().at(Instant.now().minusSeconds(60)).addIncident("To be edited later");
        try (ExampleRun here = run("out.yaml"); ExampleRun there = run("in.yaml")) {
            await().atMost(SOON).until(() -> {
                carry();
                return files("taken").size() == 1;
            });
            server.cases().edit(slug, "status", "Completed");
            await().atMost(SOON).until(() -> {
                carry();
                return files("taken").size() == 2;
            });

            Path first = files("taken").get(0);
            Files.copy(first, folder.resolve("inbox").resolve(first.getFileName()));
            await().atMost(SOON).until(() -> files("inbox").isEmpty());
        }

        assertThat(stored(slug)).contains("\"attr_status\":\"Completed\"");
    }

    @Test
    void afterADamagedFileTheNextOnesWaitForAGoodCopy() throws IOException {
        server.cases().addIncidents(20, Instant.now().minusSeconds(3600), Duration.ofSeconds(1));
        try (ExampleRun here = run("out.yaml")) {
            await().atMost(SOON).until(() -> files("outbox").size() == 2);
        }
        Path first = files("outbox").get(0);
        byte[] good = Files.readAllBytes(first);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(first, bad);

        try (ExampleRun there = run("in.yaml")) {
            carry();
            await().atMost(SOON).until(() -> there.failures().stream().anyMatch(MissingBatch.class::isInstance));
            assertThat(files("store")).isEmpty();
            assertThat(files("damaged")).hasSize(1);
            assertThat(files("inbox")).as("the second one waits").hasSize(1);

            Files.write(folder.resolve("outbox").resolve(first.getFileName()), good);
            carry();
            await().atMost(SOON).until(() -> files("store").size() == 20);
        }
    }

    @Test
    void aFileThatIsStillBeingCopiedIsNotDamaged() throws IOException {
        server.cases().addIncidents(5);
        try (ExampleRun here = run("out.yaml")) {
            await().atMost(SOON).until(() -> files("outbox").size() == 1);
        }
        Path whole = files("outbox").get(0);
        byte[] bytes = Files.readAllBytes(whole);
        Path copied = Files.createDirectories(folder.resolve("inbox")).resolve(whole.getFileName());
        Files.write(copied, Arrays.copyOf(bytes, bytes.length / 2));
        quiet = "8000";
        try (ExampleRun there = run("in.yaml"); Told told = new Told("airgap")) {
            await().during(Duration.ofSeconds(2)).until(() -> files("damaged").isEmpty() && Files.exists(copied));
            Files.write(copied, Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length), StandardOpenOption.APPEND);
            await().atMost(SOON).until(() -> files("store").size() == 5 && files("taken").size() == 1);
            assertThat(files("damaged")).isEmpty();
            assertThat(told.lines()).contains(whole.getFileName() + " is taken: 5 incidents, 5 of them stored, 0 were newer here");
            assertThat(there.failures()).allMatch(UnfinishedCopy.class::isInstance);
        }
    }

    @Test
    void aFullOutboxIsToldOnceAndNotAsAnError() {
        server.cases().addIncidents(60);
        try (Told told = new Told("airgap"); Told all = new Told(""); ExampleRun here = run("out.yaml")) {
            await().atMost(SOON).until(() -> here.failures().size() >= 4);
            assertThat(told.lines().stream().filter(line -> line.contains("wait to be carried over"))).hasSize(1);
            assertThat(all.stackTraces()).isEmpty();
        }
    }

    /** What a person with a stick does. */
    private void carry() throws IOException {
        for (Path file : files("outbox")) {
            Files.createDirectories(folder.resolve("inbox"));
            Files.move(file, folder.resolve("inbox").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private ExampleRun run(String file) {
        return new ExampleRun(server, "airgap", file, Map.of("airgap.folder", folder.toString(), "airgap.outbox", folder.resolve("outbox").toString(),
                "airgap.inbox", folder.resolve("inbox").toString(), "airgap.store", folder.resolve("store").toString(), "airgap.batch", "10",
                "airgap.limit", "3", "airgap.delay", "200", "airgap.quiet", quiet));
    }

    private List<Path> files(String name) throws IOException {
        Path all = folder.resolve(name);
        if (Files.notExists(all)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    private String stored(String slug) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("store").resolve(slug + ".json").toFile()).toString();
    }

    private static int size(Path file) {
        try {
            return Files.readAllLines(file).size() - 1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
