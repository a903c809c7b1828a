package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The key that signs is in its file and nowhere else: in no line of a log, in nothing that goes to Atlos or to an authority, in no file that is written. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the key is made by a shell")
class KeySecrecyTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;
    private final EveryLine log = new EveryLine();
    private AtlosServer server;
    private RawWeb web;
    private Path key;
    private List<String> parts;

    @BeforeEach
    void makeTheKeyAsThePageSays() throws Exception {
        server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
        web = new RawWeb();
        for (String command : ThirdPartyTest.commands("openssl genpkey", "mkdir -p archive/manifest")) {
            Command.run("sh", "-c", "umask 0 && cd " + folder + " && " + command);
        }
        key = folder.resolve("archive-key.pem");
        parts = partsOfTheSecret();
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        web.close();
        server.close();
    }

    @Test
    void theKeyThatThePageMakesIsForItsOwnerAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
    }

    @Test
    void noPartOfTheKeyIsLoggedOrSentOrWritten() throws Exception {
        web.page("/a", "text/html", "<p>seen</p>");
        String slug = server.cases().addIncident("Something that was filmed");
        String id = server.cases().addSourceMaterial(slug, web.url("/a"));
        // A day that is over, so that days are signed too.
        Files.createFile(folder.resolve("archive/manifest/2020-01-01.jsonl"));

        try (TestAuthority authority = new TestAuthority(folder.resolve("tsa")); TestCalendar calendar = new TestCalendar()) {
            calendar.isInBlock(812_345);
            try (ExampleRun run = run(Map.of("archive.tsa.url", authority.url(), "archive.tsa.certificates", authority.certificate().toString(),
                    "archive.tsa.again", "300", "archive.ots.calendars", calendar.url(), "archive.ots.again", "300"))) {
                await().atMost(LONG).until(() -> note(id).hasNonNull("stampedAt") && note(id).hasNonNull("bitcoinBlock"));
                assertThat(run.failures()).isEmpty();
            }
        }
        Path archive = folder.resolve("archive");
        assertThat(archive.resolve("manifest/2020-01-01.jsonl.sig")).exists();
        Wacz.write(archive, LocalDate.now(ZoneOffset.UTC), archive.resolve("day.wacz"));
        VerifyReport report = Verify.run(new String[] { archive.toString(), archive.resolve("report.json").toString() }, server.token(), server.baseUrl());
        assertThat(report.table()).contains("lines of kept");

        assertThat(log.text()).contains("io.github.camelatlos", "DEBUG", "archive INFO " + id + " is kept");
        holdsNoPartOfIt("the log", log.text().getBytes(StandardCharsets.UTF_8));
        for (RecordedRequest each : server.requests()) {
            holdsNoPartOfIt("a request", each.toString().getBytes(StandardCharsets.UTF_8));
        }
        holdsNoPartOfIt("the record in Atlos", server.cases().sourceMaterial(id).toString().getBytes(StandardCharsets.UTF_8));
        for (JsonNode each : server.cases().sourceMaterial(id).path("artifacts")) {
            holdsNoPartOfIt("what was uploaded", server.cases().view().bytes(each.path("id").asText()));
        }
        try (Stream<Path> written = Files.walk(archive)) {
            List<Path> files = written.filter(Files::isRegularFile).toList();
            assertThat(files).extracting(each -> each.getFileName().toString().replaceFirst("^[^.]+", "")).contains(".html", ".warc.gz", ".jsonl", ".jsonl.sig", ".tsr", ".ots",
                    ".wacz", ".json");
            for (Path each : files) {
                holdsNoPartOfIt(each.toString(), Files.readAllBytes(each));
                if (each.toString().endsWith(".gz")) {
                    holdsNoPartOfIt(each.toString(), new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(each))).readAllBytes());
                }
            }
        }
    }

    /** Each way in which it is refused, with its stack trace and all that it logs. */
    @Test
    void whatIsSaidOfAKeyThatIsRefusedQuotesNothingOfIt() throws Exception {
        String pem = Files.readString(key);
        Path other = folder.resolve("other.pem");
        Files.setPosixFilePermissions(Files.copy(key, other), PosixFilePermissions.fromString("rw-r--r--"));
        refused(other.toString(), "can be read by others");
        for (String damaged : List.of(pem.replaceFirst("(?m)..$", "!!"), pem.replace("-----END PRIVATE KEY-----", ""), pem.replaceFirst("MC4C", "MC5C"),
                pem.replace("PRIVATE KEY", "RSA PRIVATE KEY"))) {
            Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(other, damaged);
            refused(other.toString(), "is no Ed25519 key");
        }
        ArchiveFolder.openssl("genpkey", "-algorithm", "ed25519", "-out", other.toString());
        ArchiveFolder.openssl("pkey", "-in", other.toString(), "-pubout", "-out", folder.resolve("archive/manifest/signer.pub.pem").toString());
        refused(key.toString(), "is not the other half of the key");
    }

    /** An ARCHIVE_KEY in the environment that holds the key itself. Camel tells each property's value at DEBUG, which is not for us to change; nobody else quotes it. */
    @Test
    void aKeyInThePlaceOfItsFilesNameIsRefusedAndNotQuoted() throws Exception {
        String refusal = refusal(Files.readString(key));
        assertThat(refusal).contains("archive.key is the name of a file, not the key");
        holdsNoPartOfIt("the refusal", refusal.getBytes(StandardCharsets.UTF_8));
        log.forget("org.apache.camel.component.properties.DefaultPropertiesParser DEBUG", "org.apache.camel.impl.engine.DefaultCamelContextExtension DEBUG");
        holdsNoPartOfIt("the log", log.text().getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String file, String reason) {
        String refusal = refusal(file);
        assertThat(refusal).contains(reason);
        holdsNoPartOfIt("the refusal", refusal.getBytes(StandardCharsets.UTF_8));
        holdsNoPartOfIt("the log", log.text().getBytes(StandardCharsets.UTF_8));
    }

    private String refusal(String file) {
        StringWriter text = new StringWriter();
        catchThrowable(() -> run(Map.of("archive.key", file)).close()).printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private ExampleRun run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("archive.folder", folder.resolve("archive").toString(), "archive.key", key.toString(), "archive.delay", "200",
                "archive.settle", "0", "archive.allowed", web.url("")));
        all.putAll(properties);
        return new ExampleRun(server, "archive", "archive.yaml,store-folder.yaml,verify.yaml", all);
    }

    private JsonNode note(String id) {
        return server.cases().sourceMaterial(id).path("metadata").path("camel-atlos-archive");
    }

    private void holdsNoPartOfIt(String where, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        for (String each : parts) {
            // Not assertThat(text), which would print all of it.
            assertThat(text.contains(each) || lower.contains(each)).as("%s holds a part of the key", where).isFalse();
        }
    }

    /** Its 32 secret bytes as they are, and as anybody writes bytes: in base64 wherever it begins, in hex, with and without colons, and as numbers. Six bytes of it are a part. */
    private List<String> partsOfTheSecret() throws IOException {
        byte[] all = Base64.getDecoder().decode(Files.readString(key).replaceAll("-----.*-----|\\s", ""));
        byte[] secret = Arrays.copyOfRange(all, all.length - 32, all.length);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i + 6 <= secret.length; i++) {
            byte[] part = Arrays.copyOfRange(secret, i, i + 6);
            parts.add(new String(part, StandardCharsets.ISO_8859_1));
            parts.add(Base64.getEncoder().encodeToString(part));
            parts.add(Base64.getUrlEncoder().encodeToString(part));
            parts.add(HexFormat.of().formatHex(part));
            parts.add(HexFormat.ofDelimiter(":").formatHex(part));
            parts.add(Arrays.toString(part).replaceAll("[\\[\\]]", ""));
            parts.add(IntStream.range(0, 6).mapToObj(at -> String.valueOf(part[at] & 0xff)).reduce((a, b) -> a + ", " + b).orElseThrow());
        }
        return parts;
    }

    /** What every logger is told at every level, with stack traces; and nothing of it on the console. */
    private static final class EveryLine extends AbstractAppender {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);

        EveryLine() {
            super("every line", null, null, false, Property.EMPTY_ARRAY);
            start();
            for (LoggerConfig each : logging.getConfiguration().getLoggers().values()) {
                List.copyOf(each.getAppenders().keySet()).forEach(each::removeAppender);
                each.addAppender(this, Level.ALL, null);
                each.setLevel(Level.DEBUG);
            }
            logging.updateLoggers();
            Configurator.setLevel("io.github.camelatlos", Level.TRACE);
        }

        @Override
        public void append(LogEvent event) {
            StringWriter line = new StringWriter();
            line.append(event.getLoggerName()).append(' ').append(event.getLevel().name()).append(' ').append(event.getMessage().getFormattedMessage()).append('\n');
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(line));
            }
            lines.add(line.toString());
        }

        String text() {
            return String.join("", lines);
        }

        void forget(String... begin) {
            lines.removeIf(each -> Stream.of(begin).anyMatch(each::startsWith));
        }

        void close() {
            logging.reconfigure();
        }
    }
}
