package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.archive.Download;
import io.github.camelatlos.examples.archive.NotFetched;
import io.github.camelatlos.examples.archive.RawWeb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwat.warc.WarcReader;
import org.jwat.warc.WarcReaderFactory;
import org.jwat.warc.WarcRecord;

/** What no server should answer: it is named and leaves nothing, or is kept as it came, and all of it holds. In the answers, {@code /} is a line's end and {@code ~} no letter. */
class BadAnswersTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        archive.fetcher().setMaxSeconds(5);
        archive.fetcher().setMaxBytes(1_000_000);
        web.page("/before", "text/plain", "before");
        archive.keep("/before");
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "HTTP/1.1 200 OK/no colon/Content-Length: 4//seen; its answer is no HTTP", "HTTP/1.1 200 OK/: no name/Content-Length: 4//seen; its answer is no HTTP",
        "ICY 200 OK/Content-Length: 4//seen; its answer is no HTTP", "garbage/HTTP/1.1 200 OK/Content-Length: 4//seen; its answer is no HTTP",
        "~~~~; its answer is no HTTP", "HTTP/1.1 2000 OK/Content-Length: 4//seen; its answer is no HTTP", "HTTP/9.9 200 OK/Content-Length: 4//seen; its answer is no HTTP",
        "HTTP/1.1 101 Switching//seen; its answer is no HTTP", "HTTP/1.1 200 OK/Content-Length: 4/Content-Length: 5//seen!; its answer is no HTTP",
        "HTTP/1.1 200 OK/Content-Length: -4//seen; its answer is no HTTP", "HTTP/1.1 200 OK/Content-Length: 99999999999999999999//seen; its answer is no HTTP",
        "HTTP/1.1 200 OK/Transfer-Encoding: gzip, chunked//4/seen/0//; its answer is no HTTP", "HTTP/1.1 200 OK/Transfer-Encoding: chunked//zz/seen/0//; its answer is no HTTP",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//ffffffffffffffffff/seen/0//; its answer is no HTTP",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//4/seen/; its answer broke off", "HTTP/1.1 200 OK/Content-Length: 40//seen; its answer broke off",
        "HTTP/1.1 200 OK/Content-Length: 1000001//seen; too large", "HTTP/1.1 200 OK/Content-Length: 0//; an empty answer", "''; no answer",
        "HTTP/1.1 302 Found/Location: http://[//; not a web address", "HTTP/1.1 302 Found/Location: ?~//; answered 404",
        "HTTP/1.1 302 Found/Location: //; too many redirects" })
    void whatCannotBeKeptIsNamedAndLeavesNothing(String answer, String reason) throws Exception {
        answers(answer);

        assertThatThrownBy(() -> archive.keep("/bad")).isInstanceOf(NotFetched.class).hasMessage(reason);

        assertNothingIsLeft();
    }

    @Test
    void aBodyThatNeverEndsIsNamedAndLeavesNothing() throws Exception {
        for (String head : List.of("HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n")) {
            web.answers("/bad", out -> {
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                while (true) {
                    out.write(new byte[8192]);
                }
            });
            assertThatThrownBy(() -> archive.keep("/bad")).isInstanceOf(NotFetched.class).hasMessage("too large");
            assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "//HTTP/1.1 200 OK/Content-Length: 4//seen", "HTTP/1.1 200/Content-Length: 4//seen", "HTTP/1.1  200 /Content-Length: 4//seen", "HTTP/1.0 200 OK//seen",
        "HTTP/1.1 200 OK/X-A: b/   /Content-Length: 4//seen", "HTTP/1.1 200 OK/X-A: b/\tfolded/Content-Length: 4//seen", "HTTP/1.1 200 OK/X-A: b~c/Content-Length: 4//seen",
        "HTTP/1.1 200 OK/X~A: b/Content-Length: 4//seen", "HTTP/1.1 200 OK/X-A: b\rWARC-Type: x/Content-Length: 4//seen", "HTTP/1.1 200 OK/X A : b/Content-Length: 4//seen",
        "HTTP/1.1 200 OK/X-A: \u0085   \u00e4 \u0001\u007f/Content-Length: 4//seen", "HTTP/1.1 200 OK/Content-Length: 9/Transfer-Encoding: chunked//4/seen/0//",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//4;a=b/seen/0/X-Trailer: y//", "HTTP/1.1 200 OK/Content-Length: 4//seen and more than was said",
        "HTTP/1.1 100 Continue//HTTP/1.1 103 Early Hints/Link: x//HTTP/1.1 200 OK/Content-Length: 4//seen",
        "HTTP/1.1 100 Continue/X: y/  /A: b///HTTP/1.1 200 OK/Content-Length: 4//seen", "HTTP/1.1 200 OK/Content-Encoding: gzip/Content-Length: 4//seen",
        "HTTP/1.1 200 OK/Content-Type: text/html/Content-Type: image~png/Content-Length: 4//seen" })
    void whatCanBeKeptIsKeptAsItCame(String answer) throws Exception {
        answers(answer);

        archive.keep("/bad");

        assertThat(archive.verify().findings()).isEmpty();
        assertThat(archive.file("files", ".txt")).exists();
        assertThat(answersInTheWarc()).hasSize(2).last().satisfies(each -> assertThat(wire(answer)).contains(each));
    }

    /** CUSTODY.md says so: the message ends where it says that it does. */
    @Test
    void whatComesAfterTheAnnouncedLengthIsNoPartOfIt() throws Exception {
        answers("HTTP/1.1 200 OK/Content-Length: 4//seen and more than was said");

        archive.keep("/bad");

        assertThat(answersInTheWarc()).last().satisfies(each -> assertThat(each).endsWith("\r\n\r\nseen"));
        assertThat(archive.file("files", ".txt")).hasContent("seen");
    }

    /** Anybody may have written an address or an id; what is none of a line's stays in its place. */
    @Test
    void anAddressOf80KilobytesAndOneWithLinesGoIntoNoOtherHeader() throws Exception {
        String path = "/a" + "b".repeat(80_000);
        web.page(path, "text/plain", "seen");
        web.page("/xWARC-Type:%20warcinfo%00", "text/plain", "seen too");
        Download page = archive.fetcher().fetch(web.url("/x\r\nWARC-Type: warcinfo\u0000"));
        archive.custody().record(page, archive.vault().keep(page), web.url("/x\r\nWARC-Type: warcinfo\u0000"), "id\r\nsha256: 00\u0000", "A\r\nB");
        archive.fetcher().forget(page);
        archive.keep(path);

        assertThat(archive.verify().findings()).isEmpty();
        assertThat(answersInTheWarc()).hasSize(3);
        try (InputStream warc = new GZIPInputStream(Files.newInputStream(archive.file("warc", ".warc.gz")))) {
            assertThat(new String(warc.readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("\nsha256: 00", "\nWARC-Type: warcinfo\0");
        }
        assertThat(Files.readAllLines(archive.file("manifest", ".jsonl"))).hasSize(3);
    }

    @Test
    void redirectsInACircleAreNamed() throws Exception {
        web.answers("/bad", "302 Found\r\nLocation: /worse", new byte[0]);
        web.answers("/worse", "301 Moved\r\nLocation: /bad", new byte[0]);

        assertThatThrownBy(() -> archive.keep("/bad")).isInstanceOf(NotFetched.class).hasMessage("too many redirects");

        assertNothingIsLeft();
        assertThat(web.requests()).hasSize(7);
    }

    /** By another reader than ours. */
    private List<String> answersInTheWarc() throws IOException {
        List<String> answers = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive.file("warc", ".warc.gz")); WarcReader reader = WarcReaderFactory.getReader(in)) {
            reader.setBlockDigestEnabled(true);
            reader.setRecordHeaderMaxSize(1 << 20);
            for (WarcRecord record = reader.getNextRecord(); record != null; record = reader.getNextRecord()) {
                String block = record.getPayload() == null ? "" : new String(record.getPayload().getInputStreamComplete().readAllBytes(), StandardCharsets.ISO_8859_1);
                record.close();
                assertThat(record.diagnostics.getErrors()).extracting(each -> each.type + " " + each.entity + " " + Arrays.toString(each.getMessageArgs())).isEmpty();
                if (record.header.warcTypeStr.equals("response")) {
                    answers.add(block);
                }
            }
        }
        return answers;
    }

    private void assertNothingIsLeft() throws IOException {
        for (String each : List.of("files", "warc")) {
            try (Stream<Path> files = Files.list(archive.path(each))) {
                assertThat(files).as(each).hasSize(1);
            }
        }
        assertThat(archive.path("incoming")).isEmptyDirectory();
        assertThat(Files.readAllLines(archive.file("manifest", ".jsonl"))).hasSize(1);
        assertThat(archive.verify().findings()).isEmpty();
    }

    private void answers(String answer) {
        web.answers("/bad", out -> {
            out.write(wire(answer).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            throw new IOException("no more");
        });
    }

    private static String wire(String answer) {
        return answer.replace("HTTP/", "HTTP|").replace("text/", "text|").replace("http://", "http:||").replace("/", "\r\n").replace("|", "/").replace('~', '\0');
    }
}
