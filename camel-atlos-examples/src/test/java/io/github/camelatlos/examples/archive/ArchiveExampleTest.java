package io.github.camelatlos.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.custody.TestAuthority;
import io.github.camelatlos.examples.custody.TestCalendar;
import io.github.camelatlos.examples.custody.VerifyInAtlos;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveExampleTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private AtlosServer server;
    private Web web;
    private String slug;

    @BeforeEach
    void start() throws IOException {
        server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
        web = new Web();
        slug = server.cases().addIncident("Something that was filmed");
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    @Test
    void storesUploadsAndNotesWhatIsVisibleAndReady() throws Exception {
        String id = add("/page.html");
        String redirected = add("/redirect/a?/b");
        String hidden = add("/hidden.html");
        server.cases().setVisibility(hidden, "hidden");
        String pending = add("/pending.html");
        server.cases().setStatus(pending, "pending");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> result(id).equals("kept") && result(redirected).equals("kept"));
            assertThat(note(pending).isMissingNode() && note(hidden).isMissingNode()).isTrue();
            server.cases().setStatus(pending, "complete");
            await().atMost(LONG).until(() -> result(pending).equals("kept"));
            assertThat(run.failures()).isEmpty();
        }

        String hash = sha256(Web.page("/page.html"));
        assertThat(folder.resolve("files").resolve(hash + ".html")).hasBinaryContent(Web.page("/page.html"));
        assertThat(note(id).path("sha256").asText()).isEqualTo(hash);
        assertThat(note(id).path("bytes").asInt()).isEqualTo(Web.page("/page.html").length);
        assertThat(note(redirected).path("fetchedFrom").asText()).isEqualTo(web.url("/b"));
        JsonNode artifact = server.cases().sourceMaterial(id).path("artifacts").path(0);
        assertThat(artifact.path("id")).isEqualTo(note(id).path("artifact"));
        assertThat(server.cases().view().bytes(artifact.path("id").asText())).isEqualTo(Web.page("/page.html"));
        assertThat(web.hits()).doesNotContain("/hidden.html");
    }

    @Test
    void whatCannotBeHadIsKeptForLaterAndHoldsNothingUp() {
        web.answers("/busy.html", 503);
        String busy = add("/busy.html");
        String hangs = add("/hang");
        String inside = server.cases().addSourceMaterial(slug, server.baseUrl() + "/api/v2/incidents");
        String big = add("/endless");
        String good = add("/good.html");

        try (ExampleRun run = run(Map.of("archive.maxBytes", "100000", "archive.maxSeconds", "1"))) {
            await().atMost(LONG).until(() -> result(good).equals("kept")
                    && Stream.of(busy, hangs, inside, big).allMatch(id -> result(id).equals("failed")));
            assertThat(reason(busy)).isEqualTo("source: answered 503");
            assertThat(reason(hangs)).isEqualTo("source: too slow");
            assertThat(reason(inside)).isEqualTo("source: not an address on the open web");
            assertThat(reason(big)).isEqualTo("source: too large");
            assertThat(Instant.parse(note(busy).path("nextTry").asText())).isAfter(Instant.now().plusSeconds(500));
            assertThat(run.failures()).isEmpty();
        }
        assertThat(folder.resolve("files").toFile().list()).hasSize(1);
    }

    @Test
    void whatCannotBeFetchedAtAllIsSaidSo() {
        String none = server.cases().addSourceMaterial(slug, "see the folder on my desk");
        String other = server.cases().addSourceMaterial(slug, "ftp://example.org/a");
        String empty = server.cases().addSourceMaterial(slug, "");
        String good = add("/good.html");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> result(good).equals("kept") && result(none).equals("failed") && result(other).equals("failed"));
            assertThat(run.failures()).isEmpty();
        }
        assertThat(List.of(reason(none), reason(other))).containsOnly("source: not a web address");
        assertThat(note(empty).isMissingNode()).isTrue();
    }

    @Test
    void whatStandsInAtlosIsWhatTheArchiveProves() throws Exception {
        String id = add("/redirect/a?/b");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> result(id).equals("kept"));
        }

        assertThat(Files.readString(folder.resolve("manifest").resolve("head"))).isEqualTo(
                note(id).path("manifestLine").asLong() + " " + note(id).path("manifestSha256").asText() + "\n");
        assertThat(Files.size(folder.resolve("warc").resolve(note(id).path("warc").asText()))).isGreaterThan(note(id).path("warcOffset").asLong());
        assertThat(problems()).containsExactly("not signed");
        server.cases().setMetadata(id, "camel-atlos-archive", ((com.fasterxml.jackson.databind.node.ObjectNode) note(id)).put("manifestSha256", "0").put("manifestLine", 2));
        assertThat(problems()).containsExactly("not signed", "lines missing");
        server.cases().delete(slug);
        Files.delete(folder.resolve("files").resolve(sha256(Web.page("/b")) + ".html"));
        assertThat(problems()).contains("missing");
    }

    @Test
    void theVerifyingRouteTellsWhatDoesNotHold() throws Exception {
        String id = add("/page.html");
        try (ExampleRun run = run("archive.yaml,store-folder.yaml,verify.yaml", Map.of("archive.verifyDelay", "3000"))) {
            await().atMost(LONG).until(() -> run.results().stream().anyMatch(text -> text.contains("problem=NOT_SIGNED")));
            await().atMost(LONG).until(() -> result(id).equals("kept"));
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void aTokensTimeComesIntoTheNoteLater() throws Exception {
        String id = add("/page.html");
        try (TestAuthority authority = new TestAuthority(folder.resolve("tsa"))) {
            try (ExampleRun run = run(Map.of("archive.tsa.url", authority.url(), "archive.tsa.certificates", authority.certificate().toString(),
                    "archive.tsa.again", "300"))) {
                await().atMost(LONG).until(() -> note(id).hasNonNull("stampedAt"));
                assertThat(result(id)).isEqualTo("kept");
                assertThat(note(id).path("stampedBy").asText()).isEqualTo(authority.url());
                assertThat(run.failures()).isEmpty();
            }
        }
    }

    @Test
    void aProofsBlockComesIntoTheNoteLater() throws Exception {
        String id = add("/page.html");
        try (TestCalendar calendar = new TestCalendar()) {
            try (ExampleRun run = run(Map.of("archive.ots.calendars", calendar.url(), "archive.ots.again", "300"))) {
                await().atMost(LONG).until(() -> result(id).equals("kept") && Files.exists(folder.resolve("manifest/proofs")));
                calendar.isInBlock(812_345);
                await().atMost(LONG).until(() -> note(id).path("bitcoinBlock").asInt() == 812_345);
                assertThat(result(id)).isEqualTo("kept");
                assertThat(run.failures()).isEmpty();
            }
        }
    }

    @Test
    void theAutoArchiversMarkIsRespectedAndWritten() {
        String done = marked("/done.html", "success");
        String failed = marked("/failed.html", "error");
        String fresh = add("/fresh.html");

        try (ExampleRun run = run(Map.of("archive.autoArchiver", "retry", "archive.autoArchiverMark", "true"))) {
            await().atMost(LONG).until(() -> mark(fresh).equals("success") && mark(failed).equals("success"));
            assertThat(run.failures()).isEmpty();
        }
        assertThat(result(done)).isEmpty();
        assertThat(web.hits()).containsExactlyInAnyOrder("/failed.html", "/fresh.html");
        assertThat(server.cases().sourceMaterial(fresh).path("metadata").path("auto_archiver").path("processed").asBoolean()).isTrue();
    }

    /** The options beside it, one by one: what of its records is fetched here, and what is left to it. */
    @ParameterizedTest
    @CsvSource({ "fetch, true, true, false", "leave, false, false, false", "retry, false, true, false", "leave, false, false, true", "fetch, true, true, true" })
    void whatTheAutoArchiverHasDealtWith(String option, boolean fetchesDone, boolean fetchesFailed, boolean marks) {
        String done = marked("/done.html", "success");
        String failed = marked("/failed.html", "error");
        String fresh = add("/fresh.html");

        try (ExampleRun run = run(Map.of("archive.autoArchiver", option, "archive.autoArchiverMark", String.valueOf(marks)))) {
            await().atMost(LONG).until(() -> result(fresh).equals("kept") && result(done).equals(fetchesDone ? "kept" : "")
                    && result(failed).equals(fetchesFailed ? "kept" : "") && mark(fresh).equals(marks ? "success" : ""));
            assertThat(run.failures()).isEmpty();
        }
        assertThat(web.hits()).hasSize(1 + (fetchesDone ? 1 : 0) + (fetchesFailed ? 1 : 0));
        assertThat(mark(failed)).isEqualTo(marks && fetchesFailed ? "success" : "error");
    }

    @Test
    void newAddressesAreHandedToTheAutoArchiver() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/a?\"b\",c");

        try (ExampleRun run = run("hand-over.yaml", Map.of())) {
            Path file = folder.resolve("to-auto-archiver").resolve(id + ".csv");
            await().atMost(LONG).until(() -> Files.exists(file));
            assertThat(file).hasContent("url\n\"https://example.org/a?\"\"b\"\",c\"\n");
            assertThat(run.failures()).isEmpty();
        }
    }

    private String marked(String path, String status) {
        String id = add(path);
        server.cases().setMetadata(id, "auto_archiver", JsonNodeFactory.instance.objectNode().put("processed", true).put("status", status));
        return id;
    }

    private String mark(String id) {
        return server.cases().sourceMaterial(id).path("metadata").path("auto_archiver").path("status").asText();
    }

    private List<String> problems() throws Exception {
        return VerifyInAtlos.problems(folder, server);
    }

    @Test
    void aFileIsUploadedAsWhatItIs() throws Exception {
        try (RawWeb odd = new RawWeb()) {
            odd.page("/photo.png", "image/png", "<html><p>No photo here any more</p></html>");
            odd.answers("/cut.png", "200 OK\r\nContent-Type: image/png", HexFormat.of().parseHex("89504e470d0a1a0a0000000d494844520000"));
            odd.page("/type", "text/html; x=" + "y".repeat(200_000), "seen");
            odd.page("/%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE.html", "text/html", "<p>seen too</p>");
            List<String> ids = Stream.of("/photo.png", "/cut.png", "/type", "/\u0432\u0438\u0434\u0435\u043e.html")
                    .map(path -> server.cases().addSourceMaterial(slug, odd.url(path))).toList();

            try (ExampleRun run = run(Map.of("archive.allowed", odd.url("")))) {
                await().atMost(LONG).until(() -> ids.stream().allMatch(id -> result(id).equals("kept")));
                assertThat(run.failures()).isEmpty();
            }
            assertThat(ids).extracting(id -> server.cases().sourceMaterial(id).path("artifacts").path(0).path("mime_type").asText())
                    .containsExactly("text/html", "application/octet-stream", "text/html", "text/html");
            assertThat(odd.requests()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSourceThatComesBackIsFetchedAtALaterTry() throws Exception {
        web.answers("/busy.html", 503);
        String id = add("/busy.html");

        try (ExampleRun run = run(Map.of("archive.firstWait", "0", "archive.again", "300"))) {
            await().atMost(LONG).until(() -> note(id).path("attempt").asInt() >= 2);
            web.answers("/busy.html", 200);
            await().atMost(LONG).until(() -> result(id).equals("kept"));
        }
        try (Stream<Path> days = Files.list(folder.resolve("manifest")).filter(each -> each.toString().endsWith(".jsonl"))) {
            assertThat(days).singleElement().satisfies(day -> assertThat(Files.readString(day)).contains("\"incident\":\"" + slug + "\""));
        }
    }

    @Test
    void whatCannotBeStoredIsKeptForLater() throws Exception {
        Files.writeString(folder.resolve("files"), "in the way, as a full disk is");
        String first = add("/1.html");
        String second = add("/2.html");

        try (ExampleRun run = run(Map.of("archive.firstWait", "1", "archive.again", "300"))) {
            await().atMost(LONG).until(() -> result(first).equals("failed") && result(second).equals("failed"));
            assertThat(reason(first)).startsWith("store: ");
            Files.delete(folder.resolve("files"));
            await().atMost(LONG).until(() -> result(first).equals("kept") && result(second).equals("kept"));
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void whatAtlosDoesNotTakeIsKeptForLater() {
        String id = add("/page.html");
        server.faults().always(request -> request.isTo("/upload/"), Fault.status(413));

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> result(id).equals("failed"));
            assertThat(reason(id)).startsWith("upload: ");
        }
    }

    @Test
    void twoWorkersFetchNothingTwice() {
        List<String> ids = IntStream.range(0, 6).mapToObj(i -> add("/" + i + ".html")).toList();

        try (ExampleRun one = run(Map.of("archive.worker", "one"));
                ExampleRun two = run(Map.of("archive.worker", "two", "archive.folder", folder.resolve("two").toString()))) {
            await().atMost(LONG).until(() -> ids.stream().allMatch(id -> result(id).equals("kept")));
            assertThat(one.failures()).isEmpty();
            assertThat(two.failures()).isEmpty();
        }

        assertThat(web.hits()).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void aClaimIsLeftAloneUntilItsWorkerMustBeGone() {
        String alive = claimed("/alive.html", Instant.now());
        String dead = claimed("/dead.html", Instant.now().minusSeconds(7200));

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> result(dead).equals("kept"));
        }

        assertThat(result(alive)).isEqualTo("claimed");
        assertThat(web.hits()).containsExactly("/dead.html");
    }

    @Test
    void aDeletedIncidentHoldsNothingUp() {
        add("/gone.html");
        server.cases().delete(slug);
        String after = server.cases().addSourceMaterial(server.cases().addIncident("Another one that stays"), web.url("/after.html"));

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> result(after).equals("kept"));
            assertThat(run.failures()).isEmpty();
        }
        assertThat(web.hits()).containsExactly("/after.html");
    }

    @Test
    void storesInABucketAndKeepsForLaterWhatItDoesNotTake() throws Exception {
        String id = add("/page.html");

        try (EmbeddedS3 s3 = new EmbeddedS3()) {
            s3.removeBucket();
            Map<String, String> properties = new HashMap<>(s3.properties());
            properties.putAll(Map.of("archive.firstWait", "0", "archive.again", "300"));
            try (ExampleRun run = run("archive.yaml,store-s3.yaml", properties)) {
                await().atMost(LONG).until(() -> result(id).equals("failed"));
                s3.createBucket();
                await().atMost(LONG).until(() -> result(id).equals("kept"));
                await().atMost(LONG).until(() -> folder.resolve("files").toFile().list().length == 0);
                assertThat(run.failures()).isEmpty();
            }
            String key = sha256(Web.page("/page.html")) + ".html";
            assertThat(s3.keys()).containsExactly(key);
            assertThat(s3.read(key)).isEqualTo(Web.page("/page.html"));

            s3.write(key, "something else".getBytes());
            try (ExampleRun run = run("verify.yaml", new HashMap<>(s3.properties()))) {
                await().atMost(LONG).until(() -> run.results().stream().anyMatch(text -> text.contains("where=files/" + key + ", problem=CHANGED")));
            }
        }
    }

    private ExampleRun run(Map<String, String> properties) {
        return run("archive.yaml,store-folder.yaml", properties);
    }

    private ExampleRun run(String files, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("archive.folder", folder.toString(), "archive.delay", "200", "archive.sweep", "200",
                "archive.settle", "100", "archive.allowed", web.url("")));
        all.putAll(properties);
        return new ExampleRun(server, "archive", files, all);
    }

    private String add(String path) {
        return server.cases().addSourceMaterial(slug, web.url(path));
    }

    private String claimed(String path, Instant at) {
        String id = add(path);
        server.cases().setMetadata(id, "camel-atlos-archive", JsonNodeFactory.instance.objectNode().put("result", "claimed")
                .put("worker", "another").put("at", at.toString()));
        return id;
    }

    private JsonNode note(String id) {
        return server.cases().sourceMaterial(id).path("metadata").path("camel-atlos-archive");
    }

    private String result(String id) {
        return note(id).path("result").asText();
    }

    private String reason(String id) {
        return note(id).path("reason").asText();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
