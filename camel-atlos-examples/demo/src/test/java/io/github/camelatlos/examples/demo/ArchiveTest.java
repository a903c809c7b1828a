package io.github.camelatlos.examples.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.SourceSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final String THERE = path(false);
    private static final String GONE = path(true);

    @TempDir
    private Path folder;
    private AtlosServer server;
    private SourceSite site;
    private String slug;

    @BeforeEach
    void start() throws IOException {
        server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
        site = new SourceSite();
        slug = server.cases().addIncident("Something that was filmed");
    }

    @AfterEach
    void stop() {
        site.close();
        server.close();
    }

    @Test
    void keepsTheFileUnderItsHashUploadsItAndSetsMetadata() throws Exception {
        String id = server.cases().addSourceMaterial(slug, site.url() + THERE);
        byte[] page = SourceSite.page(THERE);
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(page));

        try (DemoRoute run = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> note(id).isObject());
            assertEquals(List.of(), run.failures());
        }

        assertArrayEquals(page, Files.readAllBytes(folder.resolve("archive").resolve(hash + ".html")));
        assertEquals(hash, note(id).path("sha256").asText());
        assertEquals("kept", note(id).path("result").asText());
        assertEquals(page.length, note(id).path("bytes").asInt());
        JsonNode artifact = server.cases().sourceMaterial(id).path("artifacts").path(0);
        assertEquals(hash, artifact.path("file_hash_sha256").asText());
        assertArrayEquals(page, server.cases().view().bytes(artifact.path("id").asText()));
    }

    @Test
    void aSourceThatIsGoneIsNotedAndHoldsNothingUp() throws Exception {
        String gone = server.cases().addSourceMaterial(slug, site.url() + GONE);
        String after = server.cases().addSourceMaterial(slug, site.url() + THERE);

        try (DemoRoute run = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> note(gone).isObject() && note(after).isObject());
            assertEquals(List.of(), run.failures());
        }

        assertEquals("not to be had", note(gone).path("result").asText());
        assertEquals("kept", note(after).path("result").asText());
        assertEquals(1, files());
    }

    @Test
    void itsOwnWritesAndANewStartUploadNothingTwice() {
        String id = server.cases().addSourceMaterial(slug, site.url() + THERE);
        try (DemoRoute run = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> note(id).isObject());
            // What it wrote comes back as a change, which must lead to no further write.
            await().atMost(Duration.ofSeconds(20)).until(() -> run.results().size() >= 2);
        }
        long writes = server.requests("POST").size();
        try (DemoRoute run = run(Map.of("demo.output", folder.resolve("other").toString()))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> !run.results().isEmpty());
        }

        assertEquals(2, writes, "one upload, one note");
        assertEquals(writes, server.requests("POST").size());
    }

    @Test
    void hiddenSourcesAreLeftAloneAndAddressesOfThisNetworkAreNotFetched() throws Exception {
        String hidden = server.cases().addSourceMaterial(slug, site.url() + THERE);
        server.cases().setVisibility(hidden, "hidden");
        String inside = server.cases().addSourceMaterial(slug, server.baseUrl() + "/api/v2/incidents");
        String file = server.cases().addSourceMaterial(slug, "file:///etc/passwd");

        try (DemoRoute run = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> note(inside).isObject() && note(file).isObject());
            assertEquals(List.of(), run.failures());
        }

        assertEquals("not to be had", note(inside).path("result").asText());
        assertEquals("not to be had", note(file).path("result").asText());
        assertTrue(note(hidden).isMissingNode());
        assertFalse(Files.exists(folder.resolve("archive")), "nothing was kept");
    }

    @Test
    void aSourceOfADeletedIncidentHoldsNothingUp() throws Exception {
        server.cases().addSourceMaterial(slug, site.url() + THERE);
        server.cases().delete(slug);
        String after = server.cases().addSourceMaterial(server.cases().addIncident("Another one that stays"), site.url() + THERE);

        try (DemoRoute run = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> note(after).isObject());
            assertEquals(List.of(), run.failures());
        }

        assertEquals(1, files(), "kept, though it could not be uploaded");
    }

    @Test
    void eachModeDoesWhatItSaysAndGetsWhatTheOneBeforeLeft() throws Exception {
        String id = server.cases().addSourceMaterial(slug, site.url() + THERE);

        once("list");
        assertFalse(Files.exists(folder.resolve("archive")));
        once("fetch");
        assertEquals(1, files());
        assertTrue(server.requests("POST").isEmpty());
        once("write");
        assertEquals("kept", note(id).path("result").asText());
    }

    private void once(String mode) {
        try (DemoRoute run = run(Map.of("demo.archive", mode))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.results().size() >= 1);
        }
    }

    private DemoRoute run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("demo.sources", site.url(), "demo.output", folder.toString()));
        all.putAll(properties);
        return DemoRoute.run(server, "archive.yaml", all);
    }

    private JsonNode note(String id) {
        return server.cases().sourceMaterial(id).path("metadata").path("camel-atlos-demo");
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("archive"))) {
            return all.count();
        }
    }

    private static String path(boolean gone) {
        return IntStream.range(0, 1000).mapToObj("/sources/%d.html"::formatted).filter(path -> SourceSite.isGone(path) == gone)
                .findFirst().orElseThrow();
    }
}
