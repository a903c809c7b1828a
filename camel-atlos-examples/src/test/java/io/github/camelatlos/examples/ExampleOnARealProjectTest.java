package io.github.camelatlos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelatlos.examples.alerts.MailAndChat;
import io.github.camelatlos.server.AtlosServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples stopped and started again, by the command of their READMEs, on what is a real project to them. */
class ExampleOnARealProjectTest {

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutAFolderItRefusesToStartAndSaysHowToNameIt() throws Exception {
        server.clearRequests();
        try (ExampleProcess run = new ExampleProcess(server, "map", log("map"), Map.of())) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.output()).contains("-Dexample.folder=/where/it/stays");
        }
        assertThat(server.requests("GET")).isEmpty();
    }

    @Test
    void aBackupGoesOnWhereItStopped() throws Exception {
        server.cases().addIncidents(20).forEach(each -> server.cases().comment(each, "Seen"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> settings = Map.of("example.folder", folder.toString(), "backup.delay", "300", "backup.sweep", "1s",
                    "backup.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"), "backup.jdbc.user", "postgres");
            try (ExampleProcess run = new ExampleProcess(server, "backup", log("first"), settings)) {
                run.until(() -> lines("backup/incidents.jsonl") == 20 && lines("backup/updates.jsonl") == server.cases().view().updateCount());
                assertThat(run.output()).contains(folder.resolve("backup").toString());
            }
            server.cases().addIncident("Added in between");
            try (ExampleProcess run = new ExampleProcess(server, "backup", log("second"), settings)) {
                run.until(() -> lines("backup/incidents.jsonl") >= 21 && lines("backup/updates.jsonl") >= server.cases().view().updateCount());
                String last = server.cases().addIncident("The one that ends the test");
                run.until(() -> Files.readString(folder.resolve("backup/incidents.jsonl")).contains(last));
            }
            assertThat(lines("backup/incidents.jsonl")).as("each once, over both runs").isEqualTo(22);
            assertThat(count(postgres)).isEqualTo(22);
        }
    }

    @Test
    void alertsGoOnWhereTheyStopped() throws Exception {
        String slug = server.cases().addIncident("Somebody asks for help");
        String other = server.cases().addIncident("Nobody was there when it was said");
        try (MailAndChat told = new MailAndChat()) {
            Map<String, String> settings = new HashMap<>(told.properties());
            settings.putAll(Map.of("alerts.folder", folder.resolve("alerts").toString(), "alerts.delay", "300", "alerts.retry", "300"));
            try (ExampleProcess run = new ExampleProcess(server, "alerts", log("first"), settings)) {
                run.until(() -> server.requests("GET").stream().filter(request -> request.path().endsWith("/updates")).count() >= 2);
                server.cases().edit(slug, "status", "Help Needed");
                run.until(() -> told.posts().size() == 1 && told.mails().size() == 1);
            }
            server.cases().edit(other, "status", "Ready for Review");
            try (ExampleProcess run = new ExampleProcess(server, "alerts", log("second"), settings)) {
                run.until(() -> told.posts().size() >= 2 && told.mails().size() >= 2);
                server.cases().edit(slug, "status", "Ready for Review");
                run.until(() -> told.posts().size() >= 3);
            }
            assertThat(told.posts()).hasSize(3).allSatisfy(post -> assertThat(post).contains(": " + server.baseUrl() + "/incidents/"));
            assertThat(told.posts().get(1)).contains(other);
        }
    }

    @Test
    void airgapObeysItsFolder() throws Exception {
        server.cases().addIncident("To be carried over");
        Path named = folder.resolve("gap");
        try (ExampleProcess run = new ExampleProcess(server, "airgap", log("out"), Map.of("airgap.folder", named.toString()))) {
            run.until(() -> Files.exists(named.resolve("outbox/incidents-000000001.ndjson")));
            assertThat(run.output()).contains("is in " + named);
        }
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private int lines(String name) throws IOException {
        return Files.exists(folder.resolve(name)) ? Files.readAllLines(folder.resolve(name)).size() : 0;
    }

    private static int count(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from incidents")) {
            result.next();
            return result.getInt(1);
        }
    }
}
