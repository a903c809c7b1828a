package io.github.camelatlos.examples.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String GOOD = "K-1,\"Market hit, three stalls burnt\",2026-10-02,48.5,35.25,Not Sensitive,market;fire,"
            + "https://sources.example.org/a https://sources.example.org/b";

    private static final String COLUMNS = String.join(",", IntakeRow.COLUMNS);

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rowsBecomeIncidentsWithTheirSourcesAndBadRowsAreReportedAndKept() throws IOException {
        try (ExampleRun run = run()) {
            List<String> report = taken(file("cases", GOOD, "K-2,School roof damaged,5 October,,,Not Sensitive,,", "K-3,too few columns",
                    "K-4,short,,,,Not Sensitive,,", "K-5,Bridge closed after it,,,,Not Sensitive,,javascript:alert(1)", "",
                    "=K-6,Cells that begin as formulas,,,,Not Sensitive,,", "K-1,The same key once more,,,,Not Sensitive,,",
                    "K-7,Bridge closed for the night,,,,Graphic Violence,,"));

            assertThat(report).hasSize(9);
            assertThat(report.get(1)).startsWith("\"1\",\"K-1\",\"made\",\"" + slug("Market hit, three stalls burnt"));
            assertThat(report.get(2)).startsWith("\"2\",").contains("\"refused\"", "\"date\"", "5 October");
            assertThat(report.get(3)).startsWith("\"3\",").contains("\"refused\"");
            assertThat(report.get(4)).startsWith("\"4\",\"K-4\",\"refused\"").contains("8");
            assertThat(report.get(5)).startsWith("\"5\",\"K-5\",\"refused\"").contains("\"sources\"", "not a web address");
            assertThat(report.get(6)).startsWith("\"7\",").contains("\"refused\"");
            assertThat(report.get(7)).startsWith("\"8\",\"K-1\",\"refused\"").contains("\"key\"", "used before");
            assertThat(report.get(8)).startsWith("\"9\",\"K-7\",\"made\"");
            assertThat(run.failures()).isEmpty();
        }

        JsonNode incident = server.cases().incident(slug("Market hit, three stalls burnt"));
        assertThat(incident.path("attr_date").asText()).isEqualTo("2026-10-02");
        assertThat(incident.path("attr_tags")).map(JsonNode::asText).containsExactly("market", "fire");
        assertThat(incident.path("attr_geolocation").path("coordinates")).map(JsonNode::asDouble).containsExactly(35.25, 48.5);
        assertThat(incident.path("source_material")).map(source -> source.path("source_url").asText())
                .containsExactlyInAnyOrder("https://sources.example.org/a", "https://sources.example.org/b");
        assertThat(server.cases().view().incidentCount()).isEqualTo(2);
        assertThat(Files.readAllLines(only("refused"))).hasSize(7).startsWith(COLUMNS, "K-2,School roof damaged,5 October,,,Not Sensitive,,");
        assertThat(only("done")).exists();
    }

    @Test
    void whatWasMadeIsNotMadeAgainNotEvenAfterARestart() throws IOException {
        try (ExampleRun run = run()) {
            taken(file("monday", GOOD));
        }
        int posts = server.requests("POST").size();

        try (ExampleRun run = run()) {
            assertThat(taken(file("tuesday", GOOD)).get(1)).contains("\"there already\"", slug("Market hit, three stalls burnt"));
        }

        assertThat(posts).isEqualTo(3);
        assertThat(server.requests("POST")).hasSize(posts);
    }

    @Test
    void aLostAnswerIsReportedAndNeverPostedTwice() throws IOException {
        server.faults().next(IntakeTest::createsAnIncident, Fault.RESET);
        try (ExampleRun run = run()) {
            List<String> report = taken(file("cases", GOOD, "K-2,Bridge closed for the night,,,,Not Sensitive,,"));
            assertThat(report.get(1)).startsWith("\"1\",\"K-1\",\"uncertain\"");
            assertThat(report.get(2)).startsWith("\"2\",\"K-2\",\"made\"");
            assertThat(only("uncertain")).hasContent(COLUMNS + "\n" + GOOD);
        }
        int posts = server.requests("POST").size();

        try (ExampleRun run = run()) {
            assertThat(taken(file("again", GOOD)).get(1)).startsWith("\"1\",\"K-1\",\"uncertain\"");
        }

        assertThat(server.requests("POST")).hasSize(posts);
    }

    @Test
    void whatAtlosCannotTakeNowIsTriedAgainAndTheRestGoesOn() throws IOException {
        server.faults().next(2, request -> request.isPost() && request.isTo("/source_material/new/"), Fault.tooManyRequests());
        try (ExampleRun run = run()) {
            Path file = file("cases", GOOD, "K-2,Bridge closed for the night,,,,Not Sensitive,,");
            await().atMost(SOON).until(() -> report("cases").stream().anyMatch(line -> line.contains("\"later\"")));
            assertThat(report("cases").get(2)).startsWith("\"2\",\"K-2\",\"made\"");

            assertThat(taken(file).get(1)).startsWith("\"1\",\"K-1\",\"there already\"");
        }

        String slug = slug("Market hit, three stalls burnt");
        assertThat(server.cases().view().incidentCount()).isEqualTo(2);
        assertThat(server.cases().incident(slug).path("source_material")).hasSize(2);
    }

    @Test
    void aPostThatACrashCutShortIsUncertain() throws IOException {
        Files.writeString(folder.resolve("ledger.txt"), "begun\tincident K-1\t\nbegun\tincident K-2");
        try (ExampleRun run = run()) {
            List<String> report = taken(file("cases", GOOD, "K-2,Bridge closed for the night,,,,Not Sensitive,,"));
            assertThat(report.get(1)).contains("\"uncertain\"");
            assertThat(report.get(2)).as("the crash came before the post").contains("\"made\"");
        }
    }

    @Test
    void otherColumnsAreNotTakenForSomethingElse() throws IOException {
        Path file = folder.resolve("inbox/odd.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "description,key,date,latitude,longitude,sensitive,tags,sources\n" + GOOD);
        try (ExampleRun run = run()) {
            assertThat(taken(file).get(1)).contains("\"refused\"", COLUMNS);
        }

        assertThat(server.requests("POST")).isEmpty();
        assertThat(only("refused")).content().contains(GOOD);
    }

    private ExampleRun run() {
        return new ExampleRun(server, "intake", "intake.yaml,row.yaml", Map.of("intake.folder", folder.toString(), "intake.delay", "300", "intake.quiet", "0s"));
    }

    private Path file(String name, String... rows) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path hidden = Files.writeString(folder.resolve(name), COLUMNS + "\n" + String.join("\n", rows) + "\n", StandardCharsets.UTF_8);
        return Files.move(hidden, inbox.resolve(name + ".csv"));
    }

    /** The report on a file, once that is done with. */
    private List<String> taken(Path file) {
        await().atMost(SOON).until(() -> Files.notExists(file));
        return report(file.getFileName().toString().replace(".csv", ""));
    }

    private List<String> report(String name) {
        return list("reports").stream().filter(path -> path.getFileName().toString().startsWith(name)).findFirst().map(path -> {
            try {
                return Files.readAllLines(path);
            } catch (IOException replacedJustNow) {
                return List.<String>of();
            }
        }).orElse(List.of());
    }

    private Path only(String name) {
        assertThat(list(name)).hasSize(1);
        return list(name).get(0);
    }

    private List<Path> list(String name) {
        if (Files.notExists(folder.resolve(name))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.resolve(name))) {
            return all.filter(path -> !path.getFileName().toString().startsWith(".")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String slug(String description) {
        return server.cases().view().slugs().stream()
                .filter(slug -> server.cases().incident(slug).path("attr_description").asText().equals(description)).findFirst().orElseThrow();
    }

    private static boolean createsAnIncident(Request request) {
        return request.isPost() && request.isTo("/incidents/new");
    }
}
