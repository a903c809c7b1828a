package io.github.camelatlos.examples.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route as it stands, to a folder. */
class PublishTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    /** What the viewer's schemas know; they refuse every other key. */
    private static final Set<String> ASSOCIATION_KEYS = Set.of("id", "title", "desc", "mode", "filter_paths");
    private static final Set<String> SOURCE_KEYS = Set.of("id", "title", "thumbnail", "paths", "type", "affil_s", "url", "description", "parent",
            "author", "date", "notes");

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();
    private final Map<String, String> rules = new TreeMap<>(Map.of("statuses", "Completed", "delay.days", "0", "grid.km", "5"));

    @BeforeEach
    void name() {
        rules.put("title", "A public title");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noSecretIsInAnyByteOfTheFolder() throws Exception {
        Secrets secrets = secrets();
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> read("incidents.geojson").contains(secrets.published));
            assertThat(run.failures()).isEmpty();
        }
        int files = 0;
        try (Stream<Path> all = Files.walk(folder.resolve("public").toRealPath())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                secrets.mayNotBeIn(file.getFileName().toString(), Files.readAllBytes(file));
                files++;
            }
        }
        assertThat(files).isGreaterThan(250);
        assertThat(read("incidents.geojson")).contains("\"sensitive\":1", "\"restricted\":1", "\"status\":1").contains("market");
        assertThat(Files.readString(folder.resolve("kept/report.txt"))).contains("Published: 1 incidents. Held back: 3.").contains(secrets.hidden);
    }

    /** One set was made, so that nothing that was put has been replaced since. */
    @Test
    @Tag("long")
    void noSecretIsInAnyByteThatIsPutIntoABucket() throws Exception {
        Secrets secrets = secrets();
        try (EmbeddedS3 s3 = new EmbeddedS3()) {
            Map<String, String> properties = new HashMap<>(s3.properties());
            properties.put("publish.s3.bucket", properties.remove("archive.s3.bucket"));
            try (ExampleRun run = run("publish.yaml,to-s3.yaml", properties)) {
                // Some 270 requests, one after the other.
                await().atMost(Duration.ofSeconds(120)).until(() -> Files.exists(folder.resolve("kept/published.json")));
                assertThat(run.failures()).isEmpty();
            }
            List<String> keys = s3.keys();
            assertThat(keys).hasSizeGreaterThan(250).contains("index.html", "embed.html", "incidents.geojson", "feed.xml", "timemap/events.json");
            for (String key : keys) {
                secrets.mayNotBeIn(key, s3.read(key));
                secrets.mayNotBeIn("what is told of " + key, s3.about(key).getBytes(StandardCharsets.UTF_8));
            }
            assertThat(new String(s3.read("incidents.geojson"), StandardCharsets.UTF_8)).contains(secrets.published, "market");
        }
    }

    private record Secrets(String published, List<String> hidden, List<String> all) {

        void mayNotBeIn(String name, byte[] content) {
            String bytes = new String(content, StandardCharsets.ISO_8859_1);
            all.forEach(secret -> assertThat(bytes.contains(secret) || name.contains(secret)).as("%s in %s", secret, name).isFalse());
        }
    }

    /** What is published carries secrets in all that the rules don't name; what is not published carries them everywhere. */
    private Secrets secrets() {
        String informant = server.cases().addAttribute("Informant SECRET-01-name", Project.Type.TEXT);
        String published = server.cases().addIncident("SECRET-02 said a witness", json -> {
            json.put("geolocation", "49.98765,36.23045").put("status", "Completed").put("date", "2026-01-05").put("more_info", "SECRET-03");
            json.putArray("tags").add("SECRET-04").add("market");
            json.putArray("sensitive").add("Not Sensitive");
        });
        server.cases().edit(published, informant, "SECRET-05 Anna");
        server.cases().comment(published, "SECRET-06 comment");
        String source = server.cases().addSourceMaterial(published, "https://posts.example.org/SECRET-07");
        server.cases().setMetadata(source, "notes", new ObjectMapper().createObjectNode().put("finder", "SECRET-08"));
        List<String> hidden = new ArrayList<>();
        for (Consumer<ObjectNode> reason : List.<Consumer<ObjectNode>>of(
                json -> json.putArray("sensitive").add("Personal Information Visible"), json -> json.putArray("restrictions").add("Hidden"),
                json -> json.put("status", "In Progress"))) {
            hidden.add(server.cases().addIncident("SECRET-09 not to be published", json -> {
                json.put("geolocation", "12.34567,-45.67891").put("status", "Completed").putArray("sensitive").add("Not Sensitive");
                reason.accept(json);
            }));
        }
        rules.putAll(Map.of("tags", "market", "address", "https://map.example.org/", "counts", "true"));
        List<String> all = new ArrayList<>(List.of("SECRET", "49.98765", "36.23045", "posts.example.org", "Informant", "12.34567", "45.67891",
                server.token(), server.baseUrl(), server.cases().incident(published).path("id").asText(),
                server.cases().incident(published).path("project").path("name").asText()));
        all.addAll(hidden);
        return new Secrets(published, hidden, all);
    }

    @Test
    void whatBecomesSensitiveIsGoneAndOnlyChangesMakeANewSet() throws Exception {
        String first = add("Completed");
        String second = add("Completed");
        rules.put("address", "https://map.example.org/");
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> read("incidents.geojson").contains(second));
            Path set = folder.resolve("public").toRealPath();
            String feed = read("feed.xml");
            server.cases().comment(first, "A comment changes nothing that is published");
            server.cases().edit(first, "description", "Nor does a description that stays inside");
            int lists = lists();
            await().atMost(LONG).until(() -> lists() > lists + 3);
            assertThat(folder.resolve("public").toRealPath()).isEqualTo(set);

            server.cases().edit(second, "sensitive", List.of("Personal Information Visible"));
            await().atMost(LONG).until(() -> !read("incidents.geojson").contains(second));
            await().atMost(LONG).until(() -> !Files.exists(set));
            assertThat(read("feed.xml")).doesNotContain(second).contains(entry(feed, first)).contains("\"https://map.example.org/feed.xml\"");
            assertThat(all()).doesNotContain(second);
            server.cases().delete(first);
            await().atMost(LONG).until(() -> !all().contains(first));
            assertThat(read("index.html")).as("an empty set is a set too").contains("data.js");
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void aListThatBreaksOffAndRulesThatAreWrongLeaveWhatIsPublished() throws Exception {
        String slug = add("Completed");
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> read("incidents.geojson").contains(slug));
            server.faults().always(request -> request.path().endsWith("/incidents"), Fault.status(500));
            await().atMost(LONG).until(() -> run.failures().size() >= 2);
            assertThat(read("incidents.geojson")).contains(slug);
            server.faults().clear();
            Files.writeString(folder.resolve("publish.rules"), "statusses = Completed");
            int before = run.failures().size();
            await().atMost(LONG).until(() -> run.failures().size() >= before + 2);
            assertThat(read("incidents.geojson")).contains(slug);
            assertThat(run.failures().get(run.failures().size() - 1)).hasMessageContaining("unknown [statusses]");
        }
    }

    @Test
    void aFolderThatSomebodyElseMadeIsLeftAlone() throws Exception {
        add("Completed");
        Files.writeString(Files.createDirectories(folder.resolve("public")).resolve("mine.txt"), "mine");
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> !run.failures().isEmpty());
            assertThat(run.failures().get(0)).hasMessageContaining("is not a link that this made");
        }
        assertThat(Files.readString(folder.resolve("public/mine.txt"))).isEqualTo("mine");
    }

    @Test
    void theTimeMapSetIsAsItsSchemasAsk() throws Exception {
        String slug = server.cases().addIncident("A shop was hit", json -> {
            json.put("geolocation", "10,20").put("status", "Completed").put("date", "2026-01-05");
            json.putArray("tags").add("market/north").add("shop");
            json.putArray("sensitive").add("Not Sensitive");
        });
        String source = server.cases().addSourceMaterial(slug, "https://posts.example.org/1");
        server.cases().setMetadata(source, "camel-atlos-archive", new ObjectMapper().createObjectNode().put("result", "kept").put("sha256", "abc"));
        rules.putAll(Map.of("tags", "*", "description", "true", "sources", "url, archive", "archive.note", "camel-atlos-archive", "archive.link",
                "https://evidence.example.org/{sha256}"));
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> read("incidents.geojson").contains(slug));
        }
        JsonNode event = json("timemap/events.json").get(0);
        JsonNode associations = json("timemap/associations.json");
        JsonNode sources = json("timemap/sources.json");
        assertThat(associations).allSatisfy(each -> assertThat(ASSOCIATION_KEYS).containsAll(each::fieldNames));
        assertThat(sources).hasSize(2).allSatisfy(each -> assertThat(SOURCE_KEYS).containsAll(each::fieldNames));
        assertThat(associations.findValuesAsText("mode")).containsExactly("CATEGORY", "FILTER", "FILTER");
        assertThat(associations.toString()).as("a slash would be a step of the path").contains("[\"Tags\",\"market∕north\"]");
        assertThat(event.path("associations")).hasSize(3).allSatisfy(id -> assertThat(associations.findValuesAsText("id")).contains(id.asText()));
        assertThat(event.path("sources")).hasSize(2).allSatisfy(id -> assertThat(sources.has(id.asText())).isTrue());
        assertThat(sources.toString()).contains("https://posts.example.org/1", "https://evidence.example.org/abc");
        assertThat(event.path("description").asText()).contains("A shop was hit");
    }

    @Test
    void aCellThatLooksLikeAFormulaIsText() throws Exception {
        String slug = server.cases().addIncident("=HYPERLINK(\"https://evil.example.org\")", json -> json.put("geolocation", "10,20")
                .put("status", "Completed").putArray("sensitive").add("Not Sensitive"));
        rules.put("description", "true");
        try (ExampleRun run = run()) {
            await().atMost(LONG).until(() -> read("incidents.csv").contains(slug));
        }
        assertThat(read("incidents.csv")).contains("\"'=HYPERLINK(\"\"https://evil.example.org\"\")\"").startsWith("slug,status,date,description,tags");
    }

    private ExampleRun run() throws IOException {
        return run("publish.yaml,to-folder.yaml", Map.of());
    }

    private ExampleRun run(String files, Map<String, String> where) throws IOException {
        List<String> lines = rules.entrySet().stream().map(rule -> rule.getKey() + " = " + rule.getValue()).toList();
        Files.write(folder.resolve("publish.rules"), lines);
        Map<String, String> properties = new HashMap<>(Map.of("publish.rules", folder.resolve("publish.rules").toString(),
                "publish.folder", folder.resolve("kept").toString(), "publish.public", folder.resolve("public").toString(), "publish.period", "300"));
        properties.putAll(where);
        return new ExampleRun(server, "publish", files, properties);
    }

    private String add(String status) {
        return server.cases().addIncident("Something happened", json -> json.put("geolocation", "10,20").put("status", status).put("date", "2026-01-05")
                .putArray("sensitive").add("Not Sensitive"));
    }

    private int lists() {
        return (int) server.requests("GET").stream().filter(request -> request.path().endsWith("/incidents")).count();
    }

    /** While the link is turned nothing is missing, but a path that was looked up before may be. */
    private String read(String name) throws IOException {
        Path file = folder.resolve("public").resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private String all() throws IOException {
        return read("incidents.geojson") + read("incidents.kml") + read("incidents.csv") + read("data.js") + read("feed.xml") + read("timemap/events.json");
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(read(name));
    }

    private static String entry(String feed, String slug) {
        return Stream.of(feed.split("(?=<entry>)|(?=</feed>)")).filter(entry -> entry.startsWith("<entry>") && entry.contains(slug)).findFirst().orElseThrow();
    }
}
