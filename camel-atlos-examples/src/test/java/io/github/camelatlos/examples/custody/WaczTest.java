package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.archive.RawWeb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwat.warc.WarcReader;
import org.jwat.warc.WarcReaderFactory;
import org.jwat.warc.WarcRecord;

class WaczTest {

    @TempDir
    private Path folder;

    /** The rules of WACZ 1.1.1 for what must be in it and how; and its WARC, read with another library. */
    @Test
    void aDayIsAPackageAsTheSpecificationSays() throws Exception {
        Path out = folder.resolve("day.wacz");
        try (RawWeb web = new RawWeb(); ArchiveFolder archive = new ArchiveFolder(folder, web, false)) {
            web.page("/a", "text/html", "<title>Seen</title><p>seen</p>");
            archive.keep("/a");
            Wacz.write(archive.path(""), LocalDate.now(ZoneOffset.UTC), out);
            assertThatThrownBy(() -> Wacz.write(archive.path(""), LocalDate.of(2019, 1, 1), folder.resolve("none.wacz"))).isInstanceOf(IOException.class);

            try (ZipFile zip = new ZipFile(out.toFile())) {
                JsonNode about = new ObjectMapper().readTree(read(zip, "datapackage.json"));
                assertThat(about.path("profile").asText()).isEqualTo("data-package");
                assertThat(about.path("wacz_version").asText()).startsWith("1.");
                List<String> paths = new ArrayList<>();
                for (JsonNode each : about.path("resources")) {
                    byte[] bytes = read(zip, each.path("path").asText());
                    assertThat(each.path("hash").asText()).isEqualTo("sha256:" + Sha256.of(bytes));
                    assertThat(each.path("bytes").asLong()).isEqualTo(bytes.length);
                    paths.add(each.path("path").asText());
                }
                assertThat(paths).anyMatch(path -> path.startsWith("indexes/")).contains("pages/pages.jsonl").anyMatch(path -> path.startsWith("archive/"));
                String warc = paths.stream().filter(path -> path.startsWith("archive/")).findFirst().orElseThrow();
                assertThat(zip.getEntry(warc).getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(new String(read(zip, "pages/pages.jsonl"), StandardCharsets.UTF_8)).contains(web.url("/a"));
                try (InputStream in = zip.getInputStream(zip.getEntry(warc)); WarcReader reader = WarcReaderFactory.getReader(in)) {
                    int records = 0;
                    for (WarcRecord record = reader.getNextRecord(); record != null; record = reader.getNextRecord()) {
                        record.close();
                        assertThat(record.isCompliant()).isTrue();
                        records++;
                    }
                    assertThat(records).isEqualTo(4);
                }
            }
        }
    }

    @Test
    void oneRecordIsAPackageToo() throws Exception {
        Path out = folder.resolve("record.wacz");
        try (RawWeb web = new RawWeb(); ArchiveFolder archive = new ArchiveFolder(folder, web, false)) {
            web.page("/a", "text/html", "<p>one</p>");
            web.page("/b", "text/html", "<p>two</p>");
            archive.keep("/a");
            archive.keep("/b");
            Wacz.write(archive.path(""), "id-of-b", out);
            assertThatThrownBy(() -> Wacz.write(archive.path(""), "nobody", folder.resolve("none.wacz"))).hasMessageContaining("No line");

            try (ZipFile zip = new ZipFile(out.toFile()); InputStream in = zip.getInputStream(zip.getEntry("archive/record.warc.gz"));
                    WarcReader reader = WarcReaderFactory.getReader(in)) {
                assertThat(new String(read(zip, "pages/pages.jsonl"), StandardCharsets.UTF_8)).contains(web.url("/b")).doesNotContain(web.url("/a"));
                List<String> types = new ArrayList<>();
                for (WarcRecord record = reader.getNextRecord(); record != null; record = reader.getNextRecord()) {
                    record.close();
                    assertThat(record.isCompliant()).isTrue();
                    types.add(record.header.warcTypeStr);
                }
                assertThat(types).containsExactly("request", "response", "metadata");
            }
        }
    }

    private static byte[] read(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
