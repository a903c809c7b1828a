package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.archive.RawWeb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands under "Verify, without us" in CUSTODY.md, taken from there and run by a shell on an archive: what they print is what the page says. */
class ThirdPartyTest {

    private static final Path PAGE = Path.of("archive/CUSTODY.md");

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;
    private JsonNode line;
    private Path day;

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        for (int i = 1; i <= 3; i++) {
            web.page("/" + i, "text/html", "<p>page " + i + "</p>");
            archive.keep("/" + i);
        }
        day = archive.file("manifest", ".jsonl");
        line = ManifestLine.of(Files.readAllLines(day).get(1)).json();
        archive.dayIsOver();
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
    }

    @Test
    void eachFileIsWhatItsLineSays() throws Exception {
        assertThat(run("sha256sum FILE")).startsWith(line.path("sha256").asText());
        assertThat(file().getFileName().toString()).startsWith(line.path("sha256").asText());
    }

    @Test
    void eachLineHoldsTheDigestOfTheOneBefore() throws Exception {
        assertThat(run("head -n 16")).startsWith(ManifestLine.of(Files.readAllLines(day).get(2)).previous());
    }

    @Test
    void aDayIsSigned() throws Exception {
        assertThat(run("openssl pkeyutl")).contains("Signature Verified Successfully");
        Files.writeString(day, Files.readString(day).replaceFirst("ABC123", "ABC124"));
        assertThat(fails("openssl pkeyutl")).contains("Signature Verification Failure");
    }

    @Test
    void aTokenIsOfTheFile() throws Exception {
        try (TestAuthority authority = new TestAuthority(folder.resolve("tsa"))) {
            Files.copy(authority.certificate(), archive.path("manifest/authorities.pem"));
            Stamps stamps = new Stamps();
            stamps.setCustody(archive.custody());
            stamps.setUrl(authority.url());
            stamps.stamp();
            System.out.print(run("openssl ts"));
            assertThat(run("openssl ts")).contains("Verification: OK");
            Files.writeString(file(), "changed");
            assertThat(fails("openssl ts")).contains("Verification: FAILED");
        }
    }

    @Test
    void aProofIsOfTheFile() throws Exception {
        String ots = System.getenv().getOrDefault("OTS", "ots");
        assumeTrue(has(ots, "--version"), "there is no ots here");
        try (TestCalendar calendar = new TestCalendar()) {
            Proofs proofs = new Proofs();
            proofs.setCustody(archive.custody());
            proofs.setCalendars(calendar.url());
            proofs.stamp();
            calendar.isInBlock(812_345);
            proofs.upgrade();
            assertThat(run("ots info")).contains(line.path("sha256").asText(), "BitcoinBlockHeaderAttestation(812345)");
        }
    }

    @Test
    void aWarcHoldsTheAnswerAtItsPlace() throws Exception {
        assertThat(run("tail -c +$((offset+1))")).startsWith(line.path("warc").path("sha256").asText());
        assertThat(run("tail -c +$((response+1))")).contains("WARC-Type: response", "HTTP/1.1 200 OK", "<p>page 2</p>");
    }

    /** The reader for node.js, on npm, which checks each record's digests; with WARCIO in the environment, that one. */
    @Test
    void anotherReaderOfWarcFilesTakesIt() throws Exception {
        String warcio = System.getenv().getOrDefault("WARCIO", "warcio");
        assumeTrue(has(warcio, "--help"), "there is no warcio here");
        String index = Command.run(warcio, "index", archive.file("warc", ".warc.gz").toString());
        System.out.print(index);
        assertThat(index).contains("\"warc-type\":\"response\"", web.url("/2"), "\"offset\":" + line.path("warc").path("response").asLong());
    }

    @Test
    void aPackageOpensWithWhatIsInIt() throws Exception {
        Path out = folder.resolve("day.wacz");
        Wacz.write(archive.path(""), LocalDate.now(ZoneOffset.UTC), out);
        String command = "cd " + folder + "; " + shell("sha256sum -c");
        assertThat(Command.run("sh", "-c", command)).contains("day.wacz: OK");
        byte[] bytes = Files.readAllBytes(out);
        bytes[bytes.length / 2] ^= 1;
        Files.write(out, bytes);
        assertThat(Command.run("sh", "-c", command + " && exit 9 || true")).contains("day.wacz: FAILED");
        bytes[bytes.length / 2] ^= 1;
        Files.write(out, bytes);
        assumeTrue(has("unzip", "-v"), "there is no unzip here");
        assertThat(Command.run("unzip", "-t", out.toString())).contains("No errors detected");
    }

    /** The key's commands on the page make one that signs, and that nobody else can read. */
    @Test
    void theKeyIsMadeAsThePageSays() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        for (String command : commands("openssl genpkey", "mkdir -p archive/manifest")) {
            Command.run("sh", "-c", "cd " + other + " && " + command);
        }
        Manifest manifest = new Manifest();
        manifest.setFolder(other.resolve("archive/manifest").toString());
        manifest.setKey(other.resolve("archive-key.pem").toString());
        manifest.start();
        manifest.append(ManifestLine.nothing().put("kind", "kept"));
        manifest.stop();
        assertThat(Files.readString(other.resolve("archive/manifest/head")).split(" ")).hasSize(3);
    }

    private String run(String begin) throws Exception {
        return Command.run("sh", "-c", shell(begin));
    }

    private String fails(String begin) throws Exception {
        return Command.run("sh", "-c", "{ " + shell(begin) + "; } && exit 9 || true");
    }

    private String shell(String begin) throws IOException {
        String command = commands(begin).get(0).replaceAll(" +#.*", "").replaceFirst("^ots ", System.getenv().getOrDefault("OTS", "ots") + " ");
        JsonNode warc = line.path("warc");
        for (Map.Entry<String, String> each : List.of(Map.entry("FILE.warc.gz", archive.path("warc").resolve(warc.path("file").asText()).toString()),
                Map.entry("FILE", file().toString()), Map.entry("DAY.jsonl", day.toString()), Map.entry("manifest/tokens", archive.path("manifest/tokens").toString()), Map.entry("manifest/proofs", archive.path("manifest/proofs").toString()),
                Map.entry("SHA256", line.path("sha256").asText()), Map.entry("signer.pub.pem", archive.path("manifest/signer.pub.pem").toString()),
                Map.entry("authorities.pem", archive.path("manifest/authorities.pem").toString()), Map.entry("-n 16", "-n 2"))) {
            command = command.replace(each.getKey(), each.getValue());
        }
        return "offset=%d; response=%d; length=%d; %s".formatted(warc.path("offset").asLong(), warc.path("response").asLong(), warc.path("length").asLong(), command);
    }

    private Path file() {
        return archive.path("files").resolve(line.path("file").asText());
    }

    /** Those of the page that begin so. */
    static List<String> commands(String... begin) throws IOException {
        List<String> found = Files.readAllLines(PAGE).stream().filter(each -> each.startsWith("    ")).map(String::strip)
                .filter(each -> Stream.of(begin).anyMatch(each::startsWith)).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static boolean has(String... command) throws InterruptedException {
        try {
            Command.run(command);
            return true;
        } catch (IOException e) {
            return e.getMessage().contains("ended with 1");
        }
    }
}
