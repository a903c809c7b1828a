package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.archive.Download;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.archive.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwat.warc.WarcReader;
import org.jwat.warc.WarcReaderFactory;
import org.jwat.warc.WarcRecord;

/** What is written with one library is read with another (JWAT), which checks each record against the standard. */
class WarcTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
    }

    @Test
    void anotherReaderFindsRequestsAnswersAndRedirectsAsTheyWere() throws Exception {
        web.answers("/a", "302  Moved\r\nLocation: /b|\r\nX-Odd:  one ", "gone".getBytes());
        web.page("/b|", "text/html; charset=utf-8", "<p>seen</p>");
        Map<String, Object> note = archive.keep("/a");

        List<String> records = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive.file("warc", ".warc.gz")); WarcReader reader = WarcReaderFactory.getReader(in)) {
            reader.setBlockDigestEnabled(true);
            reader.setPayloadDigestEnabled(true);
            for (WarcRecord record = reader.getNextRecord(); record != null; record = reader.getNextRecord()) {
                String body = (record.getHttpHeader() == null ? "" : new String(record.getHttpHeader().getHeader())) + new String(record.getPayloadContent().readAllBytes());
                record.close();
                assertThat(record.diagnostics.getErrors()).extracting(each -> each.type + " " + each.entity + " " + List.of(each.getMessageArgs())).isEmpty();
                assertThat(record.isCompliant()).isTrue();
                assertThat(record.header.versionStr).isEqualTo("1.1");
                records.add(record.header.warcTypeStr + " " + record.header.warcTargetUriStr + " " + body.lines().findFirst().orElse(""));
                if (record.getStartOffset() == (Long) note.get("warcOffset")) {
                    assertThat(body).isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 11\r\n\r\n<p>seen</p>");
                }
            }
        }
        assertThat(records).hasSize(6);
        assertThat(records.get(0)).startsWith("warcinfo");
        assertThat(records.subList(1, 5)).containsExactly("request " + web.url("/a") + " GET /a HTTP/1.1", "response " + web.url("/a") + " HTTP/1.1 302  Moved",
                "request " + web.url("/b%7C") + " GET /b| HTTP/1.1", "response " + web.url("/b%7C") + " HTTP/1.1 200 OK");
        assertThat(records.get(5)).startsWith("metadata " + web.url("/b%7C"));
        assertThat(archive.verify().findings()).isEmpty();
    }

    @Test
    void chunksAndGzipAreThereAsTheyWereSent() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("<p>seen</p>".getBytes());
        }
        web.answers("/a", "200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html", packed.toByteArray());
        web.answers("/b", out -> out.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nseen\r\n0\r\n\r\n".getBytes()));
        archive.keep("/a");
        archive.keep("/b");

        assertThat(archive.verify().findings()).isEmpty();
    }

    @Test
    void aNewFileIsBegunWhenOneIsFullAndOnANewDay() throws Exception {
        archive.close();
        archive.start(100);
        for (int i = 0; i < 3; i++) {
            web.page("/" + i, "text/plain", "page " + i);
            archive.keep("/" + i);
        }
        archive.dayIsOver();
        web.page("/later", "text/plain", "later");
        archive.keep("/later");

        try (var files = Files.list(archive.path("warc"))) {
            assertThat(files.map(each -> each.getFileName().toString())).hasSize(4).allMatch(name -> name.matches("one-[0-9-]{10}-0000[123]\\.warc\\.gz"));
        }
        assertThat(archive.verify().findings()).isEmpty();
    }

    /** A kill in the middle of a record: what no line tells of is taken back when the next one is written. */
    @Test
    void aTornRecordIsCutAtTheNextStart() throws Exception {
        web.page("/a", "text/plain", "one");
        web.page("/b", "text/plain", "two");
        archive.keep("/a");
        archive.close();
        Path warc = archive.file("warc", ".warc.gz");
        long whole = Files.size(warc);
        Files.write(warc, java.util.Arrays.copyOf(Files.readAllBytes(warc), 300), StandardOpenOption.APPEND);
        Path lines = archive.file("manifest", ".jsonl");
        Files.writeString(lines, "{\"version\":1,\"number\":2,\"prev", StandardOpenOption.APPEND);
        assertThat(archive.verify().findings()).isNotEmpty();

        archive.start();
        archive.keep("/b");

        assertThat(archive.verify().findings()).isEmpty();
        assertThat(Files.size(warc)).isGreaterThan(whole);
        assertThat(Files.readAllLines(lines)).hasSize(2);
    }

    @Test
    void aKillInTheFirstRecordOfANewFileLeavesNothing() throws Exception {
        web.page("/a", "text/plain", "one");
        web.page("/b", "text/plain", "two");
        archive.keep("/a");
        archive.close();
        Path warc = archive.file("warc", ".warc.gz");
        Files.write(warc.resolveSibling(warc.getFileName().toString().replace("00001", "00002")), new byte[] { 0x1f, (byte) 0x8b, 8 });

        archive.start(100);
        archive.keep("/b");

        assertThat(archive.verify().findings()).isEmpty();
    }

    /** The file that was kept is gone when the request is already written. */
    @Test
    void whatCannotBeWrittenToItsEndLeavesNothing() throws Exception {
        web.page("/a", "text/plain", "one");
        web.page("/b", "text/plain", "two");
        archive.keep("/a");
        Path warc = archive.file("warc", ".warc.gz");
        long whole = Files.size(warc);

        Download page = archive.fetcher().fetch(web.url("/b"));
        Vault.Kept kept = archive.vault().keep(page);
        Files.delete(kept.path());
        assertThatThrownBy(() -> archive.custody().record(page, kept, web.url("/b"), "b", null)).isInstanceOf(IOException.class);

        assertThat(Files.size(warc)).isEqualTo(whole);
        archive.keep("/b");
        assertThat(archive.verify().findings()).isEmpty();
    }
}
