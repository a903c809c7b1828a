package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.custody.Finding.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is changed in an archive afterwards is found, and named. */
class TamperingTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;
    private Path lines;

    /** A day with five files, signed, and a day that is not over with one. */
    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        for (int i = 1; i <= 6; i++) {
            web.page("/" + i, "text/plain", "page " + i);
        }
        for (int i = 1; i <= 5; i++) {
            archive.keep("/" + i);
        }
        lines = archive.file("manifest", ".jsonl");
        archive.dayIsOver();
        archive.keep("/6");
        archive.close();
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
    }

    @Test
    void allOfItHolds() throws Exception {
        VerifyReport report = archive.verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.table()).contains("lines of kept", "6", "All of it holds.");
        assertThat(report.json()).contains("\"holds\" : true");
        ArchiveFolder.openssl("pkeyutl", "-verify", "-pubin", "-inkey", archive.path("manifest/signer.pub.pem").toString(), "-rawin", "-in", lines.toString(),
                "-sigfile", lines + ".sig");
    }

    /** Some sixty bytes of every file. The public key is not of it: its armour holds nothing, and it is to be kept elsewhere anyway. */
    @Test
    void oneByteFlippedAnywhereIsFound() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(archive.path(""))) {
            files = all.filter(Files::isRegularFile).filter(each -> !each.getFileName().toString().matches("\\..*|.*\\.pem")).toList();
        }
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            int step = Math.max(1, whole.length / 60);
            for (int at = 0; at < whole.length; at += step) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << at % 7);
                Files.write(file, flipped);
                assertThat(found(file)).as("byte %d of %s", at, file).isNotEmpty();
            }
            Files.write(file, whole);
        }
        assertThat(archive.verify().findings()).isEmpty();
    }

    /** A file that cannot be read at all is told with its name too. */
    private List<String> found(Path file) {
        try {
            return archive.verify().findings().stream().map(Finding::where).toList();
        } catch (IOException e) {
            assertThat(e.getMessage()).contains(file.getFileName().toString());
            return List.of(e.getMessage());
        }
    }

    @Test
    void aChangedFileIsNamed() throws Exception {
        Path file = archive.file("files", ".txt");
        Files.writeString(file, "page X");
        assertThat(archive.verify().findings()).containsExactly(new Finding("files/" + file.getFileName(), Problem.CHANGED, "its bytes are not those that were kept"));
        Files.delete(file);
        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem)
                .containsExactly(org.assertj.core.api.Assertions.tuple("files/" + file.getFileName(), Problem.MISSING));
    }

    @Test
    void aFileThatWasPutThereIsNamed() throws Exception {
        Files.writeString(archive.path("files/planted.txt"), "never seen");
        Files.writeString(archive.path("warc/planted.warc.gz"), "never seen");
        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem).containsExactly(
                org.assertj.core.api.Assertions.tuple("files/planted.txt", Problem.NOT_IN_MANIFEST),
                org.assertj.core.api.Assertions.tuple("warc/planted.warc.gz", Problem.NOT_IN_MANIFEST));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5 })
    void aRemovedLineIsNamed(int number) throws Exception {
        List<String> all = new ArrayList<>(Files.readAllLines(lines));
        all.remove(number - 1);
        Files.write(lines, all);

        assertThat(archive.verify().findings()).extracting(Finding::problem).contains(Problem.LINES_MISSING, Problem.SIGNATURE_WRONG);
        assertThat(archive.verify().findings()).anyMatch(each -> each.detail().startsWith("line " + number + " is not before it"));
    }

    @Test
    void twoLinesThatWereSwappedAreNamed() throws Exception {
        List<String> all = new ArrayList<>(Files.readAllLines(lines));
        java.util.Collections.swap(all, 1, 2);
        Files.write(lines, all);

        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem).contains(
                org.assertj.core.api.Assertions.tuple("manifest line 3", Problem.LINES_MISSING),
                org.assertj.core.api.Assertions.tuple("manifest line 2", Problem.LINE_OUT_OF_PLACE));
    }

    @Test
    void aForgedDateIsNamed() throws Exception {
        String text = Files.readString(lines);
        Files.writeString(lines, text.replaceFirst("\"keptAt\":\"\\d{4}", "\"keptAt\":\"2019"));

        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem).contains(
                org.assertj.core.api.Assertions.tuple("manifest line 1", Problem.LINE_ALTERED));
    }

    /** Whoever counts the whole chain anew, after the change, has not the key. */
    @Test
    void aChainThatWasMadeAnewIsFoundByItsSignatures() throws Exception {
        ManifestLine last = null;
        for (Path day : new ManifestFolder(archive.path("manifest")).days()) {
            List<String> forged = new ArrayList<>();
            for (String text : Files.readAllLines(day)) {
                ObjectNode json = (ObjectNode) ManifestLine.of(text).json();
                last = ManifestLine.after(last, json.put("by", "somebody else").without(List.of("version", "number", "previous")));
                forged.add(last.text());
            }
            Files.write(day, forged);
        }
        Files.writeString(archive.path("manifest/head"), last.number() + " " + last.digest() + "\n");

        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem).containsExactly(
                org.assertj.core.api.Assertions.tuple("manifest/head", Problem.NOT_SIGNED),
                org.assertj.core.api.Assertions.tuple("manifest/" + lines.getFileName(), Problem.SIGNATURE_WRONG));
    }

    @Test
    void theLastLineThatWasCutOffIsNamed() throws Exception {
        Files.write(archive.file("manifest", ".jsonl"), new byte[0]);

        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem).contains(
                org.assertj.core.api.Assertions.tuple("manifest line 6", Problem.LINES_MISSING));
        assertThatThrownBy(archive::start).hasStackTraceContaining("does not end where it ended");
    }

    @Test
    void aNewerManifestIsNamedAndNotAddedTo() throws Exception {
        Path today = archive.file("manifest", ".jsonl");
        Files.writeString(today, Files.readString(today).replace("\"version\":1", "\"version\":2"));

        assertThat(archive.verify().findings()).extracting(Finding::where, Finding::problem).contains(
                org.assertj.core.api.Assertions.tuple("manifest line 6", Problem.NEWER_VERSION));
        assertThatThrownBy(archive::start).hasStackTraceContaining("is of version 2");
    }

    @Test
    void aDayThatIsNotSignedAndAKeyOfAnotherAreNamed() throws Exception {
        Path signature = lines.resolveSibling(lines.getFileName() + ".sig");
        byte[] signed = Files.readAllBytes(signature);
        Files.delete(signature);
        assertThat(archive.verify().findings()).containsExactly(new Finding("manifest/" + lines.getFileName(), Problem.NOT_SIGNED, "the day is over"));
        Files.write(signature, signed);

        Path other = folder.resolve("other.pem");
        ArchiveFolder.openssl("genpkey", "-algorithm", "ed25519", "-out", other.toString());
        ArchiveFolder.openssl("pkey", "-in", other.toString(), "-pubout", "-out", archive.path("manifest/signer.pub.pem").toString());
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsOnly(Problem.SIGNATURE_WRONG).hasSize(2);
        assertThatThrownBy(archive::start).hasStackTraceContaining("is not the other half");
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedAndNeverQuoted() throws Exception {
        Path key = folder.resolve("key.pem");
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(archive::start).hasStackTraceContaining("chmod 600");
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String secret = Files.readAllLines(key).get(1);
        Files.writeString(key, Files.readString(key).replace("\n" + secret, "\n!" + secret));
        assertThatThrownBy(archive::start).hasStackTraceContaining("is no Ed25519 key").satisfies(e -> {
            java.io.StringWriter trace = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(secret);
        });
    }

    @Test
    void aManifestLeadsNobodyOutOfItsFolder() throws Exception {
        Files.writeString(folder.resolve("outside.txt"), "x");
        Files.writeString(lines, Files.readString(lines, StandardCharsets.UTF_8).replaceFirst("\"file\":\"[^\"]+\"", "\"file\":\"../../outside.txt\""));

        assertThat(archive.verify().findings()).extracting(Finding::where).noneMatch(where -> where.contains("outside"));
        assertThat(Arrays.asList(archive.verify().table().split("\n"))).isNotEmpty();
    }
}
