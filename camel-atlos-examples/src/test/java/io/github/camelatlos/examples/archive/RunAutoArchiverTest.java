package io.github.camelatlos.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hand-over to the auto-archiver's command. In its place a script that takes the arguments that the program takes, reads the CSV file as its csv_feeder does
 * (csv.reader, a header first), and logs to standard error as its console_db does.
 */
class RunAutoArchiverTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SCRIPT = """
            #!/bin/sh
            for each in "$@"; do printf '%s\\n' "$each" >> "$0.arguments"; done
            [ "$1 $3 $4 $5" = "--config --feeders csv_feeder --csv_feeder.files" ] && [ $# = 6 ] || { echo "usage" >&2; exit 2; }
            cat "$6" >> "$0.read"
            . "$0.does"
            """;
    private static final String ARCHIVES = "echo \"2026-11-26 20:00:00.000 | SUCCESS | console_db:done:23 - DONE Metadata(status='wayback: success', metadata={'url': 'x'}, media=[])\" >&2\n";
    private static final String ARCHIVES_NOTHING = "echo \"2026-11-26 20:00:00.000 | SUCCESS | console_db:done:23 - DONE Metadata(status='nothing archived', metadata={})\" >&2\n";
    private static final String FAILS = "echo \"2026-11-26 20:00:00.000 | ERROR | console_db:failed:17 - FAILED Metadata(status='no archiver', metadata={}): unexpected error\" >&2\n";

    @TempDir
    private Path folder;
    private AtlosServer server;
    private String slug;
    private Path script;

    @BeforeEach
    void start() throws IOException {
        server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
        slug = server.cases().addIncident("Something that was filmed");
        script = Files.writeString(folder.resolve("auto-archiver"), SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Anybody may add a URL to a project. */
    @ParameterizedTest
    @ValueSource(strings = { "https://example.org/a?\"b\" 'c' d", "https://example.org/;touch HERE;`touch HERE`$(touch HERE)", "--config=/etc/passwd", "-rf",
            "https://example.org/a,b\r\nhttps://example.org/second", "https://example.org/|&><*?~" })
    void aUrlDoesNoHarm(String url) throws Exception {
        does(ARCHIVES);
        String id = server.cases().addSourceMaterial(slug, url.replace("HERE", folder.resolve("harmed").toString()));

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> Files.exists(queue("done/" + id + ".csv")));
            assertThat(run.failures()).isEmpty();
        }
        assertThat(folder.resolve("harmed")).doesNotExist();
        assertThat(Files.readAllLines(Path.of(script + ".arguments"))).containsExactly("--config", "orchestration.yaml", "--feeders", "csv_feeder",
                "--csv_feeder.files", queue(id + ".csv").toString());
        assertThat(CSVParser.parse(Files.readString(Path.of(script + ".read")), CSVFormat.RFC4180).getRecords()).as("a header and one URL").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({ "exit 3, exit code 3", "FAILS, exit code 0 but it says that it failed", "NOTHING, exit code 0 but it does not say that it archived" })
    void whatItFailedOnIsToldAndTriedAgain(String what, String told) throws Exception {
        does(what.replace("FAILS", FAILS).replace("NOTHING", ARCHIVES_NOTHING));
        String id = server.cases().addSourceMaterial(slug, "https://example.org/a");

        try (ExampleRun run = run(Map.of("archive.autoArchiverAgain", "1500"))) {
            await().atMost(LONG).until(() -> Files.exists(queue("failed/" + id + ".csv")));
            assertThat(queue("done/" + id + ".csv")).doesNotExist();
            assertThat(run.failures()).first().satisfies(each -> assertThat(each).hasMessage(
                    "The auto-archiver has not archived " + id + ": " + told.replace("0 but", "0, but")));
            does(ARCHIVES);
            await().atMost(LONG).until(() -> Files.exists(queue("done/" + id + ".csv")) && Files.notExists(queue("failed/" + id + ".csv")));
        }
        assertThat(AutoArchiver.failure(1, ARCHIVES)).isEqualTo("exit code 1");
    }

    @Test
    void aCommandThatIsNotThereHoldsNothingUp() throws Exception {
        List<String> ids = List.of(server.cases().addSourceMaterial(slug, "https://example.org/a"), server.cases().addSourceMaterial(slug, "https://example.org/b"));

        try (ExampleRun run = run(Map.of("archive.autoArchiverCommand", folder.resolve("nothing-here").toString()))) {
            await().atMost(LONG).until(() -> ids.stream().allMatch(id -> Files.exists(queue("failed/" + id + ".csv"))));
            assertThat(run.failures()).isNotEmpty();
        }
    }

    private void does(String what) throws IOException {
        Files.writeString(Path.of(script + ".does"), what);
    }

    private Path queue(String name) {
        return folder.resolve("to-auto-archiver").resolve(name);
    }

    private ExampleRun run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("archive.folder", folder.toString(), "archive.delay", "200", "archive.autoArchiverCommand", script.toString()));
        all.putAll(properties);
        return new ExampleRun(server, "archive", "hand-over.yaml,run-auto-archiver.yaml", all);
    }
}
