package io.github.camelatlos.examples.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupExampleTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ODD = "A \"quoted\" line, with a comma;\nand a second one: \u00e9\u4e2d\ud83d\ude00 '; drop table incidents; --";

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;
    private AtlosServer server;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void start() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
        server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theWorkbookIsMadeOfWhatIsBackedUp() throws Exception {
        server.cases().addIncidents(3).forEach(each -> server.cases().comment(each, "Seen"));

        try (ExampleRun run = run("backup.yaml,workbook.yaml", Map.of("backup.workbookDelay", "200", "backup.workbookAgain", "500"))) {
            await().atMost(LONG).ignoreExceptions().until(() -> {
                try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(folder.resolve("backup.xlsx")))) {
                    return book.getSheet("incidents").getLastRowNum() == server.cases().view().incidentCount()
                            && book.getSheet("updates").getLastRowNum() == server.cases().view().updateCount();
                }
            });
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void theDrillReadsTheDatabaseAndNamesWhatIsWrong() throws Exception {
        String slug = server.cases().addIncident("Something that was filmed");
        server.cases().comment(slug, "Seen");
        String source = server.cases().addSourceMaterial(slug, "https://example.org/a");
        server.cases().upload(source, "evidence".getBytes(), "txt", "A file");
        String artifacts = server.cases().sourceMaterial(source).path("artifacts").path(0).path("access_url").asText();
        try (ExampleRun run = run("backup.yaml,files.yaml,files-folder.yaml", Map.of("backup.filesDelay", "200", "backup.filesAgain", "500",
                "backup.allowed", artifacts.replaceFirst("(https?://[^/]+).*", "$1")))) {
            await().atMost(LONG).until(() -> count("source_material") == 1 && count("updates") == server.cases().view().updateCount() && lines("files.jsonl").size() == 1);
            assertThat(run.failures()).isEmpty();
        }
        String url = postgres.getJdbcUrl("postgres", "postgres");

        Drill.Outcome whole = new Drill(folder).ofDatabase(url);
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.counts()).containsEntry("incidents", 1L).containsEntry("source-material", 1L).containsEntry("artifacts", 1L).containsEntry("files", 1L);

        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("delete from incidents");
        }
        Path file = folder.resolve("files").resolve(folder.resolve("files").toFile().list()[0]);
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        assertThat(new Drill(folder).ofDatabase(url).problems()).contains("files/" + file.getFileName() + ": changed")
                .anyMatch(each -> each.startsWith("source material " + source + ": its incident_id"));
    }

    @Test
    void everythingIsInTheTablesAndInTheFiles() throws Exception {
        server.cases().addIncidents(40).forEach(each -> server.cases().comment(each, "Seen"));
        String slug = server.cases().addIncident(ODD, json -> json.put("geolocation", "12.5,-51.25").put("date", "2026-11-02"));
        String source = server.cases().addSourceMaterial(slug, "https://example.org/a");
        server.cases().upload(source, new byte[] { 1 }, "bin", "A file");
        server.cases().comment(slug, "What a witness said");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> count("incidents") == server.cases().view().incidentCount()
                    && count("source_material") == server.cases().view().sourceMaterialCount() && count("updates") == server.cases().view().updateCount());
            await().atMost(LONG).until(() -> lines("updates.jsonl").size() == server.cases().view().updateCount());
            assertThat(run.failures()).isEmpty();
        }

        assertThat(one("select description || latitude || ' ' || longitude || ' ' || date from incidents where slug = '" + slug + "'"))
                .isEqualTo(ODD + "12.5 -51.25 2026-11-02");
        assertThat(one("select raw->>'attr_description' from incidents where slug = '" + slug + "'")).isEqualTo(ODD);
        assertThat(one("select count(*) from updates u join incidents i on i.id = u.incident_id where explanation = 'What a witness said'"))
                .isEqualTo("1");
        JsonNode kept = json(one("select raw from source_material where id = '" + source + "'"));
        assertThat(kept.path("artifacts").path(0).path("title").asText()).isEqualTo("A file");
        assertThat(kept.toString()).doesNotContain("access_url");
        assertThat(lines("incidents.jsonl")).hasSize(server.cases().view().incidentCount()).anyMatch(line -> json(line).path("attr_description").asText().equals(ODD));
        List<List<String>> rows = Csv.read(Files.readString(folder.resolve("incidents.csv")));
        assertThat(rows).hasSize(server.cases().view().incidentCount() + 1);
        assertThat(rows.get(0)).startsWith("id", "slug").endsWith("description");
        assertThat(rows).anyMatch(row -> row.get(1).equals(slug) && row.get(row.size() - 1).equals(ODD));
    }

    @Test
    void aRestartGoesOnWhereItStoppedAndAChangeReplacesTheRow() throws Exception {
        String slug = server.cases().addIncident("Known before the restart");
        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("incidents.csv").size() == 2);
        }
        server.cases().edit(slug, "status", "Completed");
        server.cases().addIncident("Added in between");
        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("incidents.jsonl").size() == 3);
            server.cases().delete(slug);
            await().atMost(LONG).until(() -> one("select deleted from incidents where slug = '" + slug + "'").equals("t"));
        }
        assertThat(count("incidents")).isEqualTo(2);
        assertThat(one("select status from incidents where slug = '" + slug + "'")).isEqualTo("Completed");
    }

    @Test
    void aRecordThatDoesNotFitIsKeptAsideAndTheOthersGoOn() throws Exception {
        server.cases().addIncident("A date that is none", json -> json.put("date", "some day in May"));
        String good = server.cases().addIncident("A good one");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> count("incidents") == 1 && lines("rejected.jsonl").size() == 1);
            assertThat(run.failures()).isEmpty();
        }
        assertThat(one("select slug from incidents")).isEqualTo(good);
        assertThat(json(lines("rejected.jsonl").get(0)).path("attr_date").asText()).isEqualTo("some day in May");
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLost() throws Exception {
        String slug = server.cases().addIncident("Before it went away");
        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("incidents.jsonl").size() == 1);
            sql("alter table incidents rename to away");
            server.cases().addIncident("While it was away");
            await().atMost(LONG).until(() -> !run.failures().isEmpty());
            sql("alter table away rename to incidents");
            await().atMost(LONG).until(() -> count("incidents") == 2);
            await().atMost(LONG).until(() -> lines("incidents.jsonl").size() == 2);
        }
    }

    @Test
    void aRouteThatRefusesToStartIsTriedAgain() throws Exception {
        server.cases().addIncidents(1);
        Files.writeString(folder.resolve("incidents.checkpoint"), "no checkpoint at all\n");
        try (ExampleRun run = run("backup.yaml", Map.of())) {
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("incidents.checkpoint.lock")));
            await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> !run.context().getRouteController().getRouteStatus("backup-incidents").isStarted());
            Files.delete(folder.resolve("incidents.checkpoint"));
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("incidents.jsonl")));
        }
    }

    @Test
    void halfALineOfAKillIsTakenBack() throws Exception {
        Lines lines = new Lines();
        lines.setFolder(folder.toString());
        lines.append("a.csv", "x,y", "1,2\r\n".getBytes());
        Files.writeString(folder.resolve("a.csv"), "3,", StandardOpenOption.APPEND);
        lines.append("a.csv", "x,y", "5,6\r\n".getBytes());

        assertThat(folder.resolve("a.csv")).hasContent("x,y\r\n1,2\r\n5,6\r\n");
    }

    private ExampleRun run(Map<String, String> properties) {
        return run("backup.yaml", properties);
    }

    private ExampleRun run(String files, Map<String, String> properties) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("backup.folder", folder.toString(), "backup.delay", "200", "backup.sweep", "200",
                "backup.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"), "backup.jdbc.user", "postgres"));
        all.putAll(properties);
        return new ExampleRun(server, "backup", files, all);
    }

    private List<String> lines(String name) throws IOException {
        return Files.exists(folder.resolve(name)) ? Files.readAllLines(folder.resolve(name)) : List.of();
    }

    private static int count(String table) throws SQLException {
        return one("select to_regclass('" + table + "')") == null ? 0 : Integer.parseInt(one("select count(*) from " + table));
    }

    private static String one(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
