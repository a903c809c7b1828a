package io.github.camelatlos.examples.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.github.camelatlos.examples.alerts.MailAndChat;
import io.github.camelatlos.examples.mongodb.EmbeddedMongo;
import io.github.camelatlos.examples.soar.CloudSoarStub;
import io.github.camelatlos.server.AtlosServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The copy-and-change way of each README: its very command, in a folder that holds nothing but the copied files. The server is
 * a real project as far as the routes can tell; the beans are found by their coordinates, as after mvn install.
 */
@Tag("long")
class CopiedExamplesIT {

    private static final String VERSION = System.getProperty("project.version");
    private static final Path ROOT = Path.of(System.getProperty("root.folder"));
    private static final Path CLI = Path.of(System.getProperty("cli.folder"));

    @TempDir
    private Path temporary;
    private Path copied;
    private final AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
    private final List<Process> started = new ArrayList<>();
    private String slug;

    @BeforeEach
    void publish() throws IOException {
        slug = server.cases().addIncident("A clinic was hit", json -> json.put("geolocation", "48.5,35.25").putArray("sensitive").add("Not Sensitive"));
        copied = Files.createDirectories(temporary.resolve("copied"));
        publish(ROOT.resolve("pom.xml"), "camel-atlos", "pom");
        for (String artifact : List.of("camel-atlos-component", "camel-atlos-examples")) {
            publish(ROOT.resolve(artifact).resolve("pom.xml"), artifact, "pom");
            publish(ROOT.resolve(artifact).resolve("target/" + artifact + "-" + VERSION + ".jar"), artifact, "jar");
        }
    }

    /** Into a repository of this test, as mvn install does. */
    private void publish(Path file, String artifact, String type) throws IOException {
        Path target = temporary.resolve("repository/io/github/camelatlos/" + artifact + "/" + VERSION);
        Files.createDirectories(target);
        Files.copy(file, target.resolve(artifact + "-" + VERSION + "." + type));
    }

    @AfterEach
    void stop() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        server.close();
    }

    @Test
    void archive() throws Exception {
        String source = server.cases().addSourceMaterial(slug, "http://127.0.0.1:1/nobody-answers");
        run("archive", Map.of());
        until(() -> server.cases().sourceMaterial(source).path("metadata").path("camel-atlos-archive").path("result").asText().equals("failed"));
    }

    @Test
    void map() throws Exception {
        run("map", Map.of("CAMEL_SERVER_PORT", "0"));
        until(() -> contains("map/incidents.kml", slug) && contains("map/incidents.geojson", slug));
    }

    @Test
    void backupGoesOnWhereItStopped() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> environment = Map.of("BACKUP_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"), "PGUSER", "postgres", "BACKUP_DELAY", "500");
            Process first = run("backup", environment);
            until(() -> contains("backup/incidents.csv", slug));
            stop(first);
            String next = server.cases().addIncident("Added in between");
            run("backup", environment);
            until(() -> contains("backup/incidents.csv", next));
            assertThat(Files.readAllLines(copied.resolve("backup/incidents.jsonl"))).as("each once, over both runs").hasSize(2);
        }
    }

    @Test
    void alertsGoOnWhereTheyStopped() throws Exception {
        try (MailAndChat told = new MailAndChat()) {
            Map<String, String> where = told.properties();
            Map<String, String> environment = Map.of("ALERTS_CHAT_URL", where.get("alerts.chat.url"), "ALERTS_MAIL_HOST", where.get("alerts.mail.host"),
                    "ALERTS_MAIL_PORT", where.get("alerts.mail.port"), "ALERTS_DELAY", "500");
            server.clearRequests();
            Process first = run("alerts", environment);
            until(() -> server.requests("GET").stream().filter(request -> request.path().endsWith("/updates")).count() >= 2);
            stop(first);
            server.cases().edit(slug, "status", "Help Needed");
            run("alerts", environment);
            until(() -> told.mails().size() == 1 && told.posts().size() == 1);
            assertThat(told.posts().get(0)).contains(server.baseUrl() + "/incidents/" + slug);
        }
    }

    @Test
    void intake() throws Exception {
        Path inbox = Files.createDirectories(copied.resolve("intake-data/inbox"));
        Files.copy(ROOT.resolve("camel-atlos-examples/intake/cases.csv"), inbox.resolve("cases.csv"));
        run("intake", Map.of());
        until(() -> server.cases().view().incidentCount() == 3 && Files.notExists(inbox.resolve("cases.csv")));
    }

    @Test
    void airgap() throws Exception {
        run("airgap", Map.of());
        until(() -> Files.exists(copied.resolve("airgap-data/outbox/incidents-000000001.ndjson")));
        Files.createDirectories(copied.resolve("airgap-data/inbox"));
        Files.move(copied.resolve("airgap-data/outbox/incidents-000000001.ndjson"), copied.resolve("airgap-data/inbox/incidents-000000001.ndjson"));
        Files.delete(copied.resolve("out.yaml"));
        run("airgap", "in.yaml", Map.of());
        until(() -> contains("airgap-data/store/" + slug + ".json", "A clinic was hit"));
    }

    @Test
    void cloudSoar() throws Exception {
        String tagged = server.cases().addIncident("To be handed over", json -> json.putArray("tags").add("handoff"));
        try (CloudSoarStub soar = new CloudSoarStub("a-token")) {
            run("cloud-soar", Map.of("SOAR_URL", soar.url(), "SOAR_TOKEN", "a-token"));
            until(() -> server.cases().updates(tagged).stream().anyMatch(update -> update.path("explanation").asText().contains("ATLOS-" + tagged)));
        }
    }

    @Test
    void mongodbAtlas() throws Exception {
        EmbeddedMongo mongo = new EmbeddedMongo();
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            run("mongodb-atlas", "mirror.yaml", Map.of("MONGODB_URI", mongo.uri(), "MIRROR_FOLDER", "marks"));
            until(() -> client.getDatabase("atlos").getCollection("incidents").countDocuments() == 1);
        } finally {
            mongo.close();
        }
    }

    // ---- how

    private Process run(String example, Map<String, String> environment) throws IOException {
        return run(example, "", environment);
    }

    /** Copies what the README's command names, and runs that command; of several commands the one that names this file. */
    private Process run(String example, String naming, Map<String, String> environment) throws IOException {
        List<String> command = readme(example, naming);
        for (String argument : command) {
            Path file = ROOT.resolve("camel-atlos-examples").resolve(example).resolve(argument);
            if (argument.matches("[a-z0-9-]+[.](kamelet[.])?(yaml|properties)") && Files.notExists(copied.resolve(argument))) {
                Files.copy(file, copied.resolve(argument));
            }
        }
        if (example.equals("cloud-soar")) {
            Path folder = ROOT.resolve("camel-atlos-examples/cloud-soar");
            Files.copy(folder.resolve("incident.json"), copied.resolve("incident.json"));
            Files.copy(folder.resolve("cloud-soar-incident-sink.kamelet.yaml"), copied.resolve("cloud-soar-incident-sink.kamelet.yaml"));
        }
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmaven.repo.local=" + temporary.resolve("local"), "-Duser.home=" + temporary, "-cp",
                CLI.resolve("classes") + java.io.File.pathSeparator + Files.readString(CLI.resolve("cli.classpath")).strip()
                        + java.io.File.pathSeparator + log(), "io.github.camelatlos.it.Cli"));
        line.addAll(command);
        // Everything comes from what Maven has resolved for this build, and our own repository; nothing from elsewhere.
        line.addAll(List.of("--repos=" + temporary.resolve("repository").toUri() + "," + Path.of(System.getProperty("localRepository")).toUri(),
                "--maven-central-enabled=false", "--logging-color=false"));
        ProcessBuilder builder = new ProcessBuilder(line).directory(copied.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(temporary.resolve("cli.log").toFile()));
        builder.environment().putAll(Map.of("ATLOS_TOKEN", server.token(), "ATLOS_URL", server.baseUrl()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** The arguments of the command "camel run …" that stands in the README. */
    private static List<String> readme(String example, String naming) throws IOException {
        String text = Files.readString(ROOT.resolve("camel-atlos-examples").resolve(example).resolve("README.md")).replace("\\\n", " ");
        String command = text.lines().map(String::strip).filter(line -> line.startsWith("camel run ") && line.contains(naming)).findFirst().orElseThrow();
        return List.of(command.substring("camel ".length()).split("\\s+"));
    }

    /** The CLI's own, which the module that wrote down its class path has for its tests only. */
    private static String log() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).filter(path -> path.contains("log4j-slf4j2-impl"))
                .findFirst().orElseThrow();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private boolean contains(String file, String text) throws IOException {
        return Files.exists(copied.resolve(file)) && Files.readString(copied.resolve(file)).contains(text);
    }

    private void until(Callable<Boolean> reached) {
        Process last = started.get(started.size() - 1);
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(300)).failFast(() -> assertThat(last.isAlive()).as(output()).isTrue())
                .untilAsserted(() -> assertThat(reached.call()).as(output()).isTrue());
    }

    private String output() throws IOException {
        String log = Files.readString(temporary.resolve("cli.log"));
        return log.substring(Math.max(0, log.length() - 6000));
    }
}
