package io.github.camelatlos.examples.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.sun.net.httpserver.HttpServer;
import io.github.camelatlos.examples.alerts.MailAndChat;
import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.examples.mongodb.EmbeddedMongo;
import io.github.camelatlos.examples.mongodb.GroupApiStub;
import io.github.camelatlos.examples.soar.CloudSoarStub;
import io.github.camelatlos.server.AtlosServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
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
        if (web != null) {
            web.stop(0);
        }
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

    @Test
    void mongodbAtlasWithTheEvents() throws Exception {
        EmbeddedMongo mongo = new EmbeddedMongo();
        try (MongoClient client = MongoClients.create(mongo.uri()); GroupApiStub api = new GroupApiStub("somebody", "a-key", Duration.ofMinutes(1))) {
            api.addGroup("our-group");
            api.add("our-group", "events", "e1", "USER_ROLES_CHANGED_AUDIT", Instant.now().minusSeconds(60));
            copy("mongodb-atlas", "mongodb-atlas-events-source.kamelet.yaml");
            run("mongodb-atlas", "events.yaml", Map.of("MONGODB_URI", mongo.uri(), "MIRROR_FOLDER", "marks", "MONGODB_ATLAS_URL", api.url(),
                    "MONGODB_ATLAS_GROUP", "our-group", "MONGODB_ATLAS_USERNAME", "somebody", "MONGODB_ATLAS_API_KEY", "a-key", "MONGODB_ATLAS_HISTORY", "true"));
            until(() -> client.getDatabase("atlos").getCollection("incidents").countDocuments() == 1
                    && contains("marks/events.txt", "USER_ROLES_CHANGED_AUDIT by somebody@example.org"));
        } finally {
            mongo.close();
        }
    }

    @Test
    void archiveIntoABucket() throws Exception {
        String source = server.cases().addSourceMaterial(slug, web());
        try (EmbeddedS3 s3 = new EmbeddedS3()) {
            anotherS3(s3);
            run("archive", "store-s3.yaml", Map.of("ARCHIVE_ALLOWED", origin(), "ARCHIVE_SETTLE", "0", "ARCHIVE_S3_BUCKET", s3.properties().get("archive.s3.bucket")));
            until(() -> server.cases().sourceMaterial(source).path("metadata").path("camel-atlos-archive").path("result").asText().equals("kept"));
            assertThat(s3.keys()).hasSize(1);
            assertThat(s3.read(s3.keys().get(0))).asString().isEqualTo(PAGE);
        }
    }

    @Test
    void archiveIntoAFolder() throws Exception {
        String source = server.cases().addSourceMaterial(slug, web());
        run("archive", Map.of("ARCHIVE_ALLOWED", origin(), "ARCHIVE_SETTLE", "0"));
        until(() -> server.cases().sourceMaterial(source).path("metadata").path("camel-atlos-archive").path("result").asText().equals("kept"));
        assertThat(server.cases().sourceMaterial(source).path("artifacts")).hasSize(1);
    }

    @Test
    void publishToAFolder() throws Exception {
        String completed = completed();
        copy("publish", "publish.rules");
        run("publish", "to-folder.yaml", Map.of());
        until(() -> contains("public/incidents.geojson", completed));
        assertThat(copied.resolve("public/index.html")).exists();
        assertThat(Files.readString(copied.resolve("publish/report.txt"))).contains("Published: 1 incidents");
    }

    @Test
    void publishToAServer() throws Exception {
        String completed = completed();
        copy("publish", "publish.rules");
        Path web = Files.createDirectories(temporary.resolve("web"));
        try (SshServer ssh = ssh(web)) {
            run("publish", "to-sftp.yaml", Map.of("PUBLISH_SFTP_HOST", "127.0.0.1", "PUBLISH_SFTP_PORT", "" + ssh.getPort(), "PUBLISH_SFTP_PASSWORD", "right",
                    "PUBLISH_SFTP_KNOWN_HOSTS", temporary.resolve("known_hosts").toString(), "PUBLISH_SFTP_FOLDER", "/"));
            until(() -> Files.exists(web.resolve("index.html")) && Files.readString(web.resolve("incidents.geojson")).contains(completed));
        }
    }

    @Test
    void publishToABucket() throws Exception {
        String completed = completed();
        copy("publish", "publish.rules");
        try (EmbeddedS3 s3 = new EmbeddedS3()) {
            anotherS3(s3);
            run("publish", "to-s3.yaml", Map.of("PUBLISH_S3_BUCKET", s3.properties().get("archive.s3.bucket")));
            until(() -> s3.keys().contains("index.html"));
            assertThat(s3.read("incidents.geojson")).asString().contains(completed);
        }
    }

    // ---- what they work on

    private static final String PAGE = "<!doctype html><title>A page</title><p>As it was.";
    private HttpServer web;

    /** A page of somebody's, on a web server of this computer. */
    private String web() throws IOException {
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, PAGE.length());
            exchange.getResponseBody().write(PAGE.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        web.start();
        return origin() + "/page.html";
    }

    private String origin() {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    /** Long ago, harmless and done, as the rules of the example want it. */
    private String completed() {
        return server.cases().addIncident("To be published", json -> json.put("geolocation", "48.5,35.25").put("status", "Completed").put("date", "2025-01-05")
                .putArray("sensitive").add("Not Sensitive"));
    }

    private SshServer ssh(Path root) throws Exception {
        SshServer ssh = SshServer.setUpDefaultServer();
        ssh.setHost("127.0.0.1");
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm(KeyUtils.RSA_ALGORITHM);
        ssh.setKeyPairProvider(keys);
        ssh.setPasswordAuthenticator((user, password, session) -> user.equals("publisher") && password.equals("right"));
        ssh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        ssh.setFileSystemFactory(new VirtualFileSystemFactory(root));
        ssh.start();
        String key = PublicKeyEntry.toString(keys.loadKeys(null).iterator().next().getPublic());
        Files.writeString(temporary.resolve("known_hosts"), "[127.0.0.1]:" + ssh.getPort() + " " + key + "\n");
        return ssh;
    }

    /** In store-s3.properties, as it says there. */
    private void anotherS3(EmbeddedS3 s3) throws IOException {
        StringBuilder lines = new StringBuilder();
        s3.properties().forEach((key, value) -> {
            if (key.startsWith("camel.component")) {
                lines.append(key).append(" = ").append(value).append('\n');
            }
        });
        Files.writeString(copied.resolve("store-s3.properties"), lines);
    }

    private void copy(String example, String file) throws IOException {
        String text = Files.readString(ROOT.resolve("camel-atlos-examples").resolve(example).resolve(file));
        // What was entered a moment ago is too young for the rules as they are.
        Files.writeString(copied.resolve(file), text.replace("delay.days = 14", "delay.days = 0"));
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
            copy("cloud-soar", "incident.json");
            copy("cloud-soar", "cloud-soar-incident-sink.kamelet.yaml");
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
