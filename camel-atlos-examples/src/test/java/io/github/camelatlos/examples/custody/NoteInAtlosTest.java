package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.Sha256;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;

/** What a person reads in Atlos of a file that was archived with WARC, manifest, token and proof: each statement of it is held against what it is about. */
class NoteInAtlosTest {

    /** Atlos takes 8,000,000 bytes for each; whoever looks at a record loads them all. */
    private static final int LARGEST = 8_000;

    @TempDir
    private Path folder;

    @Test
    void eachStatementIsTrueAndTheWholeIsSmallWhateverTheSiteSends() throws Exception {
        Instant begun = Instant.now().minusSeconds(1);
        String seen = "<p>seen</p>";
        String longest = "/" + "b".repeat(20_000);
        try (AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start(); RawWeb web = new RawWeb();
                TestAuthority authority = new TestAuthority(folder.resolve("tsa")); TestCalendar calendar = new TestCalendar()) {
            web.answers("/a", "302 Found\r\nLocation: " + longest, new byte[0]);
            web.answers(longest, "200 OK\r\nContent-Type: text/html; x=" + "y".repeat(100_000) + "\r\nContent-Encoding: " + "z".repeat(100_000), seen.getBytes(StandardCharsets.UTF_8));
            String id = server.cases().addSourceMaterial(server.cases().addIncident("Something that was filmed"), web.url("/a"));
            calendar.isInBlock(812_345);
            try (ExampleRun run = new ExampleRun(server, "archive", "archive.yaml,store-folder.yaml", Map.of("archive.folder", folder.toString(), "archive.delay", "200",
                    "archive.settle", "0", "archive.allowed", web.url(""), "archive.tsa.url", authority.url(), "archive.tsa.certificates", authority.certificate().toString(),
                    "archive.tsa.again", "300", "archive.ots.calendars", calendar.url(), "archive.ots.again", "300"))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> note(server, id).hasNonNull("stampedAt") && note(server, id).hasNonNull("bitcoinBlock"));
                assertThat(run.failures()).isEmpty();
            }
            JsonNode note = note(server, id);
            System.out.println(note.toPrettyString().replaceAll("b{100,}", "b…"));

            assertThat(note.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST);
            assertThat(note.path("result").asText()).isEqualTo("kept");
            assertThat(note.path("sha256").asText()).isEqualTo(Sha256.of(seen));
            assertThat(note.path("bytes").asInt()).isEqualTo(seen.length());
            assertThat(Instant.parse(note.path("at").asText())).isBetween(begun, Instant.now());
            assertThat(web.url(longest)).startsWith(note.path("fetchedFrom").asText()).hasSizeGreaterThan(4_000);
            assertThat(note.path("contentType").asText()).isEqualTo("text/html");

            assertThat(bodyAt(folder.resolve("warc").resolve(note.path("warc").asText()), note.path("warcOffset").asLong())).isEqualTo(seen);
            ManifestLine line = line(note.path("manifestLine").asLong());
            assertThat(line.digest()).isEqualTo(note.path("manifestSha256").asText());
            assertThat(line.json().path("sha256")).isEqualTo(note.path("sha256"));
            assertThat(line.json().path("sourceMaterial").asText()).isEqualTo(id);

            TimeStampResponse token = new TimeStampResponse(Files.readAllBytes(folder.resolve("manifest/tokens").resolve(note.path("sha256").asText() + ".tsr")));
            assertThat(Instant.parse(note.path("stampedAt").asText())).isEqualTo(token.getTimeStampToken().getTimeStampInfo().getGenTime().toInstant());
            assertThat(note.path("stampedBy").asText()).isEqualTo(authority.url());
            assertThat(note.path("bitcoinBlock").asInt()).isEqualTo(812_345);
        }
    }

    /** The same bytes have one token, and it is there before either note is: both say so in the end. */
    @Test
    void whatWasStampedBeforeTheNoteWasThereStandsInEachNoteOfThoseBytes() throws Exception {
        try (AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start(); RawWeb web = new RawWeb(); TestAuthority authority = new TestAuthority(folder.resolve("tsa"))) {
            web.page("/a", "text/html", "<p>seen</p>");
            web.page("/b", "text/html", "<p>seen</p>");
            String slug = server.cases().addIncident("Something that was filmed");
            String one = server.cases().addSourceMaterial(slug, web.url("/a"));
            String other = server.cases().addSourceMaterial(slug, web.url("/b"));
            server.faults().always(request -> request.isTo("/upload/"), Fault.status(413));
            try (ExampleRun run = new ExampleRun(server, "archive", "archive.yaml,store-folder.yaml", Map.of("archive.folder", folder.toString(), "archive.delay", "200",
                    "archive.settle", "0", "archive.firstWait", "0", "archive.again", "300", "archive.allowed", web.url(""), "archive.tsa.url", authority.url(),
                    "archive.tsa.certificates", authority.certificate().toString(), "archive.tsa.again", "300"))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("manifest/tokens")));
                server.faults().clear();
                await().atMost(Duration.ofSeconds(30)).until(() -> note(server, one).hasNonNull("stampedAt") && note(server, other).hasNonNull("stampedAt"));
                assertThat(run.failures()).isEmpty();
            }
            assertThat(note(server, one).path("result").asText() + note(server, other).path("result").asText()).isEqualTo("keptkept");
        }
    }

    private ManifestLine line(long number) throws Exception {
        try (var days = Files.list(folder.resolve("manifest"))) {
            Path day = days.filter(each -> each.toString().endsWith(".jsonl")).findFirst().orElseThrow();
            return ManifestLine.of(Files.readAllLines(day).get((int) number - 1));
        }
    }

    private static String bodyAt(Path warc, long offset) throws Exception {
        try (FileChannel file = FileChannel.open(warc).position(offset)) {
            WarcResponse response = (WarcResponse) new WarcReader(file).next().orElseThrow();
            return new String(response.http().body().stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode note(AtlosServer server, String id) {
        return server.cases().sourceMaterial(id).path("metadata").path("camel-atlos-archive");
    }
}
