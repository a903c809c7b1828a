package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.Sha256;
import io.github.camelatlos.examples.archive.Download;
import io.github.camelatlos.examples.archive.Fetcher;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.archive.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kill at each step between vault, WARC, manifest and head, and a disk that is full at any of them. */
class CrashTest {

    /** The last thing that was written; what comes after it was not. */
    enum Step {
        VAULT_PART, VAULT, WARC_PART, WARC, LINE_PART, LINE, HEAD_PART, HEAD
    }

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        for (String each : List.of("a", "b", "c")) {
            web.page("/" + each, "text/plain", "page " + each);
        }
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
    }

    /** The archive as a kill at that step leaves it; then it is started again, and the same file is fetched again, since its note in Atlos was not written. */
    @ParameterizedTest
    @EnumSource
    void aKillLosesNothingDoublesNothingAndClaimsNothing(Step step) throws Exception {
        archive.keep("/a");
        Path warc = archive.file("warc", ".warc.gz");
        Path lines = archive.file("manifest", ".jsonl");
        Path head = archive.path("manifest/head");
        byte[] warcBefore = Files.readAllBytes(warc);
        byte[] linesBefore = Files.readAllBytes(lines);
        byte[] headBefore = Files.readAllBytes(head);
        archive.keep("/b");
        archive.close();
        Path kept = archive.path("files").resolve(Sha256.of("page b") + ".txt");
        byte[] warcAfter = Files.readAllBytes(warc);
        byte[] linesAfter = Files.readAllBytes(lines);
        byte[] headAfter = Files.readAllBytes(head);
        if (step == Step.VAULT_PART) {
            Files.delete(kept);
            Files.writeString(archive.path("files/.1234.part"), "pa");
        }
        Files.write(warc, cut(warcBefore, warcAfter, step, Step.WARC_PART, Step.WARC));
        Files.write(lines, cut(linesBefore, linesAfter, step, Step.LINE_PART, Step.LINE));
        Files.write(head, step == Step.HEAD ? headAfter : headBefore);
        if (step == Step.HEAD_PART) {
            Files.write(archive.path("manifest/head.next"), Arrays.copyOf(headAfter, 20));
        }

        archive.start();
        archive.keep("/b");
        archive.keep("/c");

        assertThat(archive.verify().findings()).isEmpty();
        int written = step.compareTo(Step.LINE) >= 0 ? 4 : 3;
        assertThat(Files.readAllLines(lines)).hasSize(written);
        assertThat(files()).hasSize(3);
    }

    private static byte[] cut(byte[] before, byte[] after, Step step, Step part, Step whole) {
        return step.compareTo(part) < 0 ? before : step == part ? Arrays.copyOf(after, (before.length + after.length) / 2) : after;
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.list(archive.path("files"))) {
            return all.map(each -> each.getFileName().toString()).filter(name -> !name.startsWith(".")).collect(Collectors.toSet());
        }
    }

    /** The system refuses to write on in the middle of a record, as on a full disk: by a limit for the size of files in a process of its own. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
    void aDiskThatFillsInTheMiddleOfAWarcLeavesNothingOfIt() throws Exception {
        archive.keep("/a");
        archive.close();
        for (int i = 0; i < 4; i++) {
            byte[] film = new byte[100_000];
            new Random(i).nextBytes(film);
            web.answers("/film" + i, "200 OK\r\nContent-Type: video/mp4", film);
        }

        String told = Command.run("sh", "-c", "ulimit -f 512 && exec \"$@\"", "sh", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), CrashTest.class.getName(), folder.toString(), web.url(""));

        assertThat(told).contains("kept /film0", "kept /film1", "refused /film2", "refused /film3");
        // The files are there, and no line says how they were had.
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsOnly(Finding.Problem.NOT_IN_MANIFEST).hasSize(2);
        archive.start();
        archive.keep("/film2");
        archive.keep("/film3");
        assertThat(archive.verify().findings()).isEmpty();
    }

    /** {@code FOLDER URL}: as much as can be. With blocks of 512 bytes, a file may have 262 kB. */
    public static void main(String[] args) throws Exception {
        Custody custody = new Custody();
        custody.setFolder(Path.of(args[0], "archive").toString());
        custody.setKey(Path.of(args[0], "key.pem").toString());
        custody.setWorker("one");
        custody.start();
        Fetcher fetcher = new Fetcher();
        fetcher.setAllowed(args[1]);
        fetcher.setCopies(Path.of(args[0], "archive/incoming").toString());
        Vault vault = new Vault();
        vault.setFolder(Path.of(args[0], "archive/files").toString());
        for (int i = 0; i < 4; i++) {
            String url = args[1] + "/film" + i;
            Download page = fetcher.fetch(url);
            try {
                custody.record(page, vault.keep(page), url, "id-" + i, null);
                System.out.println("kept /film" + i);
            } catch (IOException e) {
                System.out.println("refused /film" + i + " " + e.getMessage());
            } finally {
                fetcher.forget(page);
            }
        }
        System.exit(0);
    }

    /** The line cannot be written any more: the WARC takes back what it would have told of. */
    @Test
    void aDiskThatFillsBeforeTheLineTakesTheRecordBack() throws Exception {
        archive.keep("/a");
        Path warc = archive.file("warc", ".warc.gz");
        long whole = Files.size(warc);
        // In the place of what is written next.
        Path next = Files.createDirectory(archive.path("manifest/head.next"));

        assertThatThrownBy(() -> archive.keep("/b")).isInstanceOf(IOException.class);

        assertThat(warc).hasSize(whole);
        assertThat(Files.readAllLines(archive.file("manifest", ".jsonl"))).hasSize(1);
        Files.delete(next);
        archive.keep("/b");
        assertThat(archive.verify().findings()).isEmpty();
    }

    /** Wherever the record is torn, in a file that was begun before and in a new one, the archive starts. */
    @ParameterizedTest
    @ValueSource(longs = { 1_000_000, 100 })
    void aRecordThatIsTornAnywhereIsAKillsLeftover(long warcBytes) throws Exception {
        archive.keep("/a");
        Path warc = archive.file("warc", ".warc.gz");
        byte[] whole = Files.readAllBytes(warc);
        Path next = warcBytes == 100 ? warc.resolveSibling(warc.getFileName().toString().replace("00001", "00002")) : warc;
        for (int length = 1; length < whole.length; length += 7) {
            archive.close();
            Files.write(warc, whole);
            Files.write(next, Arrays.copyOf(whole, length), StandardOpenOption.CREATE, next.equals(warc) ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
            archive.start(warcBytes);
        }
        archive.keep("/b");
        assertThat(archive.verify().findings()).isEmpty();
    }

    /** A backup of the manifest alone, put back beside WARCs that have grown since: what they hold is not a kill's, and is not cut off. */
    @ParameterizedTest
    @ValueSource(longs = { 1_000_000, 100 })
    void anOlderManifestBesideNewerWarcsIsRefusedAndCutsNothing(long warcBytes) throws Exception {
        archive.close();
        archive.start(warcBytes);
        archive.keep("/a");
        Path lines = archive.file("manifest", ".jsonl");
        byte[] linesBefore = Files.readAllBytes(lines);
        byte[] headBefore = Files.readAllBytes(archive.path("manifest/head"));
        archive.keep("/b");
        archive.keep("/c");
        archive.close();
        byte[] linesAfter = Files.readAllBytes(lines);
        byte[] headAfter = Files.readAllBytes(archive.path("manifest/head"));
        List<String> warcs = warcs();

        Files.write(lines, linesBefore);
        Files.write(archive.path("manifest/head"), headBefore);
        assertThatThrownBy(() -> archive.start(warcBytes)).hasStackTraceContaining("The manifest is older than the WARCs in")
                .hasStackTraceContaining("which hold 2 files more than it tells of");
        assertThat(warcs()).isEqualTo(warcs);

        Files.write(lines, linesAfter);
        Files.write(archive.path("manifest/head"), headAfter);
        archive.start(warcBytes);
        assertThat(archive.verify().findings()).isEmpty();
    }

    /** The other way round: nothing is written behind a hole. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anOlderWarcBesideANewerManifestIsLeftAloneAndAnotherIsBegun(boolean isThere) throws Exception {
        archive.keep("/a");
        Path warc = archive.file("warc", ".warc.gz");
        byte[] older = Files.readAllBytes(warc);
        archive.keep("/b");
        archive.close();
        if (isThere) {
            Files.write(warc, older);
        } else {
            Files.delete(warc);
        }

        archive.start();
        archive.keep("/c");

        if (isThere) {
            assertThat(warc).hasBinaryContent(older);
        } else {
            assertThat(warc).doesNotExist();
        }
        assertThat(archive.verify().findings()).extracting(Finding::where).containsOnly("warc/" + warc.getFileName());
        assertThat(archive.file("warc", ".warc.gz").getFileName().toString()).endsWith("-00002.warc.gz");
    }

    private List<String> warcs() throws IOException {
        try (Stream<Path> all = Files.list(archive.path("warc"))) {
            List<String> digests = new ArrayList<>();
            for (Path each : all.sorted().toList()) {
                digests.add(each.getFileName() + " " + Sha256.of(each));
            }
            return digests;
        }
    }
}
