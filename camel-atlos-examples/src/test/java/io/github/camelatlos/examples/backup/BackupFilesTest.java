package io.github.camelatlos.examples.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFilesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;
    private AtlosServer server;
    private String slug;

    @BeforeEach
    void start() {
        server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
        slug = server.cases().addIncident("Something that was filmed");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyFileIsStoredOnceThroughItsLinkAndWithoutTheToken() throws Exception {
        String one = upload("same bytes");
        upload("same bytes");
        server.cases().upload(one, "other bytes".getBytes(), "txt", "Another");
        server.cases().upload(one, new byte[0], "txt", "Empty");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("files.jsonl").size() == 4);
            assertThat(run.failures()).isEmpty();
        }
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            assertThat(files).hasSize(3).anySatisfy(file -> assertThat(file).hasContent("other bytes"));
        }
        assertThat(server.requests()).filteredOn(each -> each.path().startsWith("/artifacts/")).hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(each -> assertThat(each.headers()).doesNotContainKey("authorization"));
        server.clearRequests();
        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> server.requests().stream().filter(each -> each.path().endsWith("/source_material")).count() > 1);
        }
        assertThat(server.requests()).noneMatch(each -> each.path().startsWith("/artifacts/"));
    }

    @Test
    void aFileThatCannotBeHadIsReportedHoldsNothingUpAndIsTriedAgain() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/a");
        // The test server keeps no bytes of large files.
        server.cases().upload(id, new byte[2 << 20], "bin", "Away");
        upload("second");
        String artifact = server.cases().sourceMaterial(id).path("artifacts").path(0).path("id").asText();

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("files.jsonl").size() == 1 && lines("missing-files.jsonl").size() == 1);
            assertThat(lines("missing-files.jsonl").get(0)).contains(artifact, id, "answered 404").doesNotContain("Signature");
            // Twice a walk: once with a new link.
            await().atMost(LONG).until(() -> server.requests().stream().filter(each -> each.path().contains(artifact)).count() >= 4);
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void whatCannotBeStoredIsMadeUpForLater() throws Exception {
        upload("first");
        Files.writeString(folder.resolve("files"), "in the way, as a full disk is");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("missing-files.jsonl").size() == 1);
            Files.delete(folder.resolve("files"));
            await().atMost(LONG).until(() -> lines("files.jsonl").size() == 1 && lines("missing-files.jsonl").isEmpty());
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void aLinkThatHasExpiredIsAskedForAgain() throws Exception {
        String id = upload("first");
        MaterialFiles.Wanted old = new MaterialFiles.Wanted(id, material(id).getArtifacts().get(0));
        server.clock().advance(Duration.ofHours(7));

        try (ExampleRun run = run(Map.of("backup.filesDelay", "600000"))) {
            run.context().createProducerTemplate().sendBodyAndHeader("direct:backup-file", old, "CamelAtlosSourceMaterialId", id);
        }
        assertThat(lines("files.jsonl")).hasSize(1);
        assertThat(server.requests()).filteredOn(each -> each.path().startsWith("/artifacts/")).extracting(each -> each.status()).containsExactly(403, 200);
    }

    @Test
    void theFilesGoIntoABucket() throws Exception {
        upload("first");
        try (EmbeddedS3 s3 = new EmbeddedS3()) {
            Map<String, String> properties = new HashMap<>(s3.properties());
            properties.put("backup.s3.bucket", properties.get("archive.s3.bucket"));
            try (ExampleRun run = run("files.yaml,files-s3.yaml", properties)) {
                await().atMost(LONG).untilAsserted(() -> assertThat(lines("files.jsonl")).as("%s", lines("missing-files.jsonl")).hasSize(1));
                await().atMost(LONG).until(() -> folder.resolve("files").toFile().list().length == 0);
                assertThat(run.failures()).isEmpty();
            }
            assertThat(s3.keys()).hasSize(1).allMatch(key -> key.matches("[0-9a-f]{64}\\.txt"));
        }
    }

    @Test
    void theDrillReadsTheFilesInABucket() throws Exception {
        upload("first");
        upload("second");
        append("incidents.jsonl", server.cases().incident(slug).toString());
        for (JsonNode each : server.cases().incident(slug).path("source_material")) {
            append("source-material.jsonl", new Rows().raw(material(each.path("id").asText())));
        }
        try (EmbeddedS3 s3 = new EmbeddedS3()) {
            Map<String, String> properties = new HashMap<>(s3.properties());
            properties.put("backup.s3.bucket", properties.get("archive.s3.bucket"));
            try (ExampleRun run = run("files.yaml,files-s3.yaml", properties)) {
                await().atMost(LONG).until(() -> lines("files.jsonl").size() == 2 && folder.resolve("files").toFile().list().length == 0);
            }
            properties.put("backup.s3.region", "eu-central-1");
            Files.write(folder.resolve("s3.properties"), properties.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue()).toList());

            Drill.Outcome whole = drill("{{backup.s3.bucket}}");
            assertThat(whole.problems()).isEmpty();
            assertThat(whole.counts()).containsEntry("files", 2L).containsEntry("artifacts", 2L);

            List<String> keys = s3.keys();
            byte[] bytes = s3.read(keys.get(0));
            bytes[2] ^= 1;
            s3.write(keys.get(0), bytes);
            s3.remove(keys.get(1));
            assertThat(drill("{{backup.s3.bucket}}").problems()).containsExactlyInAnyOrder("files/" + keys.get(0) + ": changed", "files/" + keys.get(1) + ": missing");

            Drill.Outcome away = drill("nobodys-bucket");
            assertThat(away.holds()).isFalse();
            assertThat(away.problems()).hasSize(3).anyMatch(each -> each.contains("The bucket nobodys-bucket cannot be read"))
                    .contains("files/" + keys.get(0) + ": not looked at", "files/" + keys.get(1) + ": not looked at");
            assertThat(RestoreDrill.text(away, Map.of())).contains("3 problems.").doesNotContain("All of it");
        }
    }

    private Drill.Outcome drill(String bucket) throws Exception {
        return RestoreDrill.drill(folder.toString(), "--files=aws2-s3:" + bucket + "?region={{backup.s3.region}}", "--settings=" + folder.resolve("s3.properties"));
    }

    @Test
    void whatPeopleCallAsAtlosDoesStays() {
        String id = upload("first");
        server.cases().setMetadata(id, "tool", JsonNodeFactory.instance.objectNode().put("access_url", "mine").put("attachment_urls", "mine too"));

        String raw = new Rows().raw(material(id));

        assertThat(raw).contains("\"access_url\":\"mine\"", "\"attachment_urls\":\"mine too\"").doesNotContain("Signature=");
    }

    @Test
    void aKillWithinACellLeavesNothingOfIt() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "x,y\r\n\"1\",\"one\r\ntwo \"\"quoted\"\"\r\nthree\"\r\n\"2\",\"cut\r\nwithin a cell\r\n");
        append("a.csv", "\"3\",\"whole\"\r\n");
        append("a.csv", "\"4\",\"whole\r\ntoo\"\r\n");

        assertThat(Csv.read(Files.readString(folder.resolve("a.csv")))).containsExactly(List.of("x", "y"), List.of("1", "one\r\ntwo \"quoted\"\r\nthree"),
                List.of("3", "whole"), List.of("4", "whole\r\ntoo"));
        Files.writeString(folder.resolve("b.jsonl"), "{\"a\":\"\\\"\"}\n{\"a\":\"cu");
        append("b.jsonl", "{\"b\":1}");
        assertThat(lines("b.jsonl")).containsExactly("{\"a\":\"\\\"\"}", "{\"b\":1}");
    }

    @Test
    void theDrillDoesNotCallAFolderWithoutABackupGood(@TempDir Path nothing) throws IOException {
        assertThat(new Drill(nothing).ofFiles().problems()).singleElement().asString().contains(nothing.toString(), "no record and no file");
        Files.writeString(nothing.resolve("files.jsonl"), "{\"artifact\":\"half a li");
        assertThat(new Drill(nothing).ofFiles().problems()).contains("files.jsonl: a line cannot be read");
    }

    @Test
    void theDrillReadsAllOfItAndNamesWhatIsWrong() throws Exception {
        String id = upload("first");
        server.cases().comment(slug, "Seen");
        Rows rows = new Rows();
        append("incidents.jsonl", server.cases().incident(slug).toString());
        append("source-material.jsonl", "{\"id\":\"older\",\"incident_id\":\"" + server.cases().incident(slug).path("id").asText() + "\"}");
        append("source-material.jsonl", rows.raw(material(id)));
        append("source-material.jsonl", rows.raw(material(id)));
        for (JsonNode update : server.cases().updates(slug)) {
            append("updates.jsonl", update.toString());
        }
        assertThat(new Drill(folder).ofFiles().problems()).singleElement().asString().contains(id, "is not stored");
        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> lines("files.jsonl").size() == 1);
        }

        Drill.Outcome whole = new Drill(folder).ofFiles();
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.counts()).containsEntry("incidents", 1L).containsEntry("source-material", 2L).containsEntry("artifacts", 1L).containsEntry("files", 1L);
        assertThat(RestoreDrill.text(whole, RestoreDrill.counts(server.token(), server.baseUrl()))).contains("in Atlos now: 1", "All of it can be read.");

        Path file = folder.resolve("files").resolve(folder.resolve("files").toFile().list()[0]);
        byte[] bytes = Files.readAllBytes(file);
        bytes[2] ^= 1;
        Files.write(file, bytes);
        append("updates.jsonl", "{\"id\":\"u\",\"media_id\":\"nobody\"}");
        Files.writeString(folder.resolve("incidents.jsonl"), "no JSON\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(new Drill(folder).ofFiles().problems()).containsExactlyInAnyOrder("files/" + file.getFileName() + ": changed",
                "update u: its media_id nobody is not there", "incidents.jsonl: 1 lines cannot be read");
    }

    private SourceMaterial material(String id) {
        try (org.apache.camel.impl.DefaultCamelContext camel = new org.apache.camel.impl.DefaultCamelContext()) {
            camel.start();
            return camel.createProducerTemplate().requestBodyAndHeader("atlos:source-material?operation=get&token=" + server.token() + "&baseUrl=" + server.baseUrl(),
                    null, "CamelAtlosSourceMaterialId", id, SourceMaterial.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(String name, String line) throws IOException {
        Lines lines = new Lines();
        lines.setFolder(folder.toString());
        lines.append(name, "", line.getBytes(StandardCharsets.UTF_8));
    }

    private String upload(String content) {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/a");
        server.cases().upload(id, content.getBytes(), "txt", "A file");
        return id;
    }

    private ExampleRun run(Map<String, String> properties) {
        return run("files.yaml,files-folder.yaml", properties);
    }

    private ExampleRun run(String files, Map<String, String> properties) {
        URI uri = URI.create(material(firstMaterial()).getArtifacts().get(0).accessUrl());
        Map<String, String> all = new HashMap<>(Map.of("backup.folder", folder.toString(), "backup.filesDelay", "200", "backup.filesAgain", "500",
                "backup.allowed", uri.getScheme() + "://" + uri.getAuthority()));
        all.putAll(properties);
        return new ExampleRun(server, "backup", files, all);
    }

    private String firstMaterial() {
        return server.cases().incident(slug).path("source_material").path(0).path("id").asText();
    }

    private List<String> lines(String name) throws IOException {
        return Files.exists(folder.resolve(name)) ? Files.readAllLines(folder.resolve(name)) : List.of();
    }
}
