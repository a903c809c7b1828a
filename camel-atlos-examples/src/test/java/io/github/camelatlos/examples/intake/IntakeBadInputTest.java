package io.github.camelatlos.examples.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people really have them: what is loaded is right, what is refused is named, and nothing waits behind it. */
class IntakeBadInputTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String COLUMNS = String.join(",", IntakeRow.COLUMNS);
    private static final String GOOD = "K-1,Market hit by a shell,2026-10-02,48.5,35.25,Not Sensitive,market,https://sources.example.org/a";

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAlone() throws IOException {
        try (ExampleRun run = run("5s")) {
            Path file = Files.createDirectories(folder.resolve("inbox")).resolve("slow.csv");
            Files.writeString(file, COLUMNS + "\n" + GOOD.substring(0, GOOD.length() - 10));
            await().during(Duration.ofMillis(2500)).until(() -> server.requests("POST").isEmpty() && Files.exists(file));
            Files.writeString(file, GOOD.substring(GOOD.length() - 10) + "\n" + row(2) + "\n", StandardOpenOption.APPEND);

            assertThat(taken(file)).hasSize(3).allSatisfy(line -> assertThat(line).doesNotContain("refused"));
        }
        assertThat(sources(server.cases().view().slugs())).containsExactly("https://sources.example.org/a");
        assertThat(server.cases().view().incidentCount()).isEqualTo(2);
    }

    @Test
    void oneByteThatIsNotUtf8RefusesItsRowAndNoOther() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((COLUMNS + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] odd = "R-20,Br\u00fccke zerst\u00f6rt nach Beschuss,,,,Not Sensitive,,".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 1; i <= 30; i++) {
            bytes.writeBytes(i == 20 ? odd : row(i).getBytes(StandardCharsets.UTF_8));
            bytes.write('\n');
        }
        try (ExampleRun run = run("0s")) {
            List<String> report = taken(file("bytes", bytes.toByteArray()));
            assertThat(report).hasSize(31);
            assertThat(report.get(20)).isEqualTo("\"20\",\"R-20\",\"refused\",\"\",\"description\",\"not UTF-8\",\"save the file as CSV UTF-8, or type this cell anew\"");
            assertThat(report.stream().filter(line -> line.contains("\"made\"")).count()).isEqualTo(29);
        }
        assertThat(Files.readAllBytes(only("refused"))).as("byte for byte").endsWith(concat(odd, "\r\n".getBytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r", "\n", "\r\n" })
    void linesEndAsTheyMay(String end) throws IOException {
        String rows = COLUMNS + end + row(1) + end + "R-2,\"Two lines," + end + "one cell\",,,,Not Sensitive,," + end + end + row(4) + end;
        try (ExampleRun run = run("0s")) {
            assertThat(taken(file("ends", ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_8)))).hasSize(4).allMatch(line -> !line.contains("refused"))
                    .last().asString().startsWith("\"4\",\"R-4\"");
        }
        assertThat(descriptions()).contains("Two lines," + end + "one cell");
    }

    @Test
    void aFileWithoutRowsIsRefusedByNameAndHoldsUpNothing() throws IOException {
        try (ExampleRun run = run("0s")) {
            Path header = file("header", (COLUMNS + "\r\n").getBytes(StandardCharsets.UTF_8));
            Path empty = file("empty", new byte[0]);
            Path utf16 = file("utf16", ("\uFEFF" + COLUMNS + "\n" + GOOD).getBytes(StandardCharsets.UTF_16LE));
            Path good = file("zgood", (COLUMNS + "\n" + GOOD).getBytes(StandardCharsets.UTF_8));
            assertThat(taken(header).get(1)).contains("\"refused\"", "no rows below", "put rows there");
            assertThat(taken(empty).get(1)).contains("\"refused\"", "the file is empty", COLUMNS);
            assertThat(taken(utf16).get(1)).contains("\"refused\"", "UTF-16", "save it as CSV UTF-8");
            assertThat(taken(good).get(1)).contains("\"made\"");
            assertThat(list("refused")).hasSize(3);
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void aBrokenRowHidesNoOther() throws IOException {
        try (ExampleRun run = run("0s")) {
            List<String> report = taken(file("broken", String.join("\n", COLUMNS, row(1), "R-2,\"A quote \"inside\" a cell\",,,,Not Sensitive,,", row(3),
                    "R-4,\"A quote that does not end,,,,Not Sensitive,,", row(5), "R-6,too few").getBytes(StandardCharsets.UTF_8)));
            assertThat(report).hasSize(7);
            assertThat(report.stream().map(line -> line.split(",")[2]).toList()).containsExactly("\"result\"", "\"made\"", "\"refused\"", "\"made\"",
                    "\"refused\"", "\"made\"", "\"refused\"");
            assertThat(report.get(4)).contains("not closed", "double those inside");
            assertThat(report.get(6)).contains("2 cells, and there are 8 columns");
        }
    }

    @Test
    void aDayThatThereIsNotIsRefused() throws IOException {
        try (ExampleRun run = run("0s")) {
            List<String> report = taken(file("days", (COLUMNS + "\nD-1,Bridge closed again,2024-02-30,,,Not Sensitive,,\nD-2,Bridge closed again,2024-02-29,,,Not Sensitive,,")
                    .getBytes(StandardCharsets.UTF_8)));
            assertThat(report.get(1)).contains("\"refused\"", "\"date\"", "2024-02-30", "yyyy-mm-dd");
            assertThat(report.get(2)).contains("\"made\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { ",", ";", " ", ", ", " ; ", "\n", ",\u00A0" })
    void severalSourcesAreSeveralHoweverTheyAreDivided(String by) throws IOException {
        String sources = "https://sources.example.org/a?x=1,2;y" + by + "https://sources.example.org/b";
        try (ExampleRun run = run("0s")) {
            taken(file("sources", (COLUMNS + "\nS-1,Bridge closed again,,,,Not Sensitive,,\"" + sources + "\"").getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(sources(server.cases().view().slugs())).containsExactlyInAnyOrder("https://sources.example.org/a?x=1,2;y", "https://sources.example.org/b");
    }

    @Test
    void whatIsNoAddressIsRefusedAndNotJoined() throws IOException {
        try (ExampleRun run = run("0s")) {
            assertThat(taken(file("sources", (COLUMNS + "\nS-1,Bridge closed again,,,,Not Sensitive,,\"a,b\"").getBytes(StandardCharsets.UTF_8))).get(1))
                    .contains("\"refused\"", "\"sources\"", "not a web address: a,b");
        }
        assertThat(server.requests("POST")).isEmpty();
    }

    @Test
    void aUsedKeySendsNoSourcesToTheFirstIncident() throws IOException {
        try (ExampleRun run = run("0s")) {
            List<String> report = taken(file("keys", String.join("\n", COLUMNS, GOOD, "K-1,Another thing altogether,,,,Not Sensitive,,https://sources.example.org/b",
                    GOOD + " https://sources.example.org/c").getBytes(StandardCharsets.UTF_8)));
            assertThat(report.get(2)).contains("\"K-1\",\"refused\"", "\"key\"", "used before", "a key of its own");
            assertThat(report.get(3)).as("the same row, with one more source").contains("\"there already\"");
        }
        assertThat(sources(server.cases().view().slugs())).containsExactlyInAnyOrder("https://sources.example.org/a", "https://sources.example.org/c");
        assertThat(server.cases().view().incidentCount()).isEqualTo(1);
    }

    private ExampleRun run(String quiet) {
        return new ExampleRun(server, "intake", "intake.yaml,row.yaml", Map.of("intake.folder", folder.toString(), "intake.delay", "300", "intake.quiet", quiet));
    }

    private static String row(int number) {
        return "R-" + number + ",Something that happened,2026-10-02,,,Not Sensitive,,";
    }

    private Path file(String name, byte[] bytes) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        return Files.move(Files.write(folder.resolve(name), bytes), inbox.resolve(name + ".csv"));
    }

    /** The report on a file, once that is done with. */
    private List<String> taken(Path file) throws IOException {
        await().atMost(SOON).until(() -> Files.notExists(file));
        String name = file.getFileName().toString().replace(".csv", "");
        return Files.readAllLines(list("reports").stream().filter(path -> path.getFileName().toString().startsWith(name)).findFirst().orElseThrow());
    }

    private Path only(String name) throws IOException {
        assertThat(list(name)).hasSize(1);
        return list(name).get(0);
    }

    private List<Path> list(String name) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(name))) {
            return all.filter(path -> !path.getFileName().toString().startsWith(".")).toList();
        }
    }

    private List<String> sources(List<String> slugs) {
        return slugs.stream().flatMap(slug -> IntStream.range(0, server.cases().incident(slug).path("source_material").size())
                .mapToObj(i -> server.cases().incident(slug).path("source_material").get(i))).map(source -> source.path("source_url").asText()).collect(Collectors.toList());
    }

    private List<String> descriptions() {
        return server.cases().view().slugs().stream().map(slug -> server.cases().incident(slug)).map((JsonNode incident) -> incident.path("attr_description").asText()).toList();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}
