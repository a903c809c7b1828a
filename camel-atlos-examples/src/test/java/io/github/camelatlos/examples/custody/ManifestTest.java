package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.archive.RawWeb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are added whatever the clock says, by one process only. */
class ManifestTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        for (int i = 1; i <= 9; i++) {
            web.page("/" + i, "text/plain", "page " + i);
        }
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
    }

    /** A WARC of the day before yesterday comes after one of today then, and neither was left by a kill. */
    @Test
    void aClockThatIsSetBackAndForwardLosesNothing() throws Exception {
        int page = 1;
        for (int days : List.of(0, -2, 0, 1, -1, 2)) {
            archive.clockIsAhead(days);
            archive.keep("/" + page++);
            archive.close();
            archive.start();
            assertThat(archive.verify().findings()).as("%d days", days).isEmpty();
        }
        assertThat(archive.verify().table()).containsPattern("lines of kept +6\\n");
    }

    /** The day is over and signed, and then it is that day again. */
    @Test
    void aClockThatIsSetBackAddsToNoSignedDay() throws Exception {
        archive.keep("/1");
        archive.clockIsAhead(1);
        archive.custody().signDays();
        archive.clockIsAhead(0);
        archive.keep("/2");
        assertThat(archive.verify().findings()).isEmpty();

        archive.close();
        archive.start();
        archive.keep("/3");
        archive.clockIsAhead(2);
        archive.keep("/4");
        archive.custody().signDays();
        assertThat(archive.verify().findings()).isEmpty();
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() throws Exception {
        archive.keep("/1");

        assertThatThrownBy(() -> other("x")).isInstanceOf(IOException.class).hasMessageContaining("is in use by another run: each worker needs a folder of its own");

        archive.keep("/2");
        assertThat(archive.verify().findings()).isEmpty();
        archive.close();
        assertThat(other("x")).contains("line 3");
        archive.start();
        archive.keep("/3");
        assertThat(archive.verify().findings()).isEmpty();
    }

    private String other(String text) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                ManifestTest.class.getName(), archive.path("manifest").toString(), folder.resolve("key.pem").toString(), text));
        return Command.run(command.toArray(String[]::new));
    }

    /** {@code MANIFEST KEY TEXT}: adds a line. */
    public static void main(String[] args) throws Exception {
        Manifest manifest = new Manifest();
        manifest.setFolder(args[0]);
        manifest.setKey(args[1]);
        manifest.start();
        System.out.println("line " + manifest.append(ManifestLine.nothing().put("kind", "note").put("text", args[2])).number());
        manifest.stop();
    }

    /** A program that knows more has written it; whatever else is there is left as it is. */
    @Test
    void aManifestOfANewerVersionIsNamedAndLeftAsItIs() throws Exception {
        archive.keep("/1");
        archive.close();
        Path day = archive.file("manifest", ".jsonl");
        String newer = Files.readString(day).replace("\"version\":1", "\"version\":2").replace("\"kind\":\"kept\"", "\"kind\":\"sealed\"");
        Files.writeString(day, newer);
        byte[] warc = Files.readAllBytes(archive.file("warc", ".warc.gz"));

        assertThatThrownBy(archive::start).hasStackTraceContaining("is of version 2, which is not ours: nothing is added to it");

        assertThat(archive.verify().findings()).extracting(Finding::problem, Finding::detail)
                .contains(org.assertj.core.api.Assertions.tuple(Finding.Problem.NEWER_VERSION, "it is of version 2, which this program does not know"));
        assertThat(day).content(StandardCharsets.UTF_8).isEqualTo(newer);
        assertThat(archive.file("warc", ".warc.gz")).hasBinaryContent(warc);
    }
}
