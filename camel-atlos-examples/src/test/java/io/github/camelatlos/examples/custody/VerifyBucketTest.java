package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.custody.Finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are in a bucket, as store-s3.yaml puts them there: the command reads each of them from it, with the settings of the routes. */
class VerifyBucketTest {

    @TempDir
    private Path folder;
    private final EmbeddedS3 s3 = new EmbeddedS3();
    private RawWeb web;
    private ArchiveFolder archive;

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        for (int i = 1; i <= 3; i++) {
            web.page("/" + i, "text/plain", "page " + i);
            archive.keep("/" + i);
        }
        for (Path file : Files.list(archive.path("files")).toList()) {
            s3.write(file.getFileName().toString(), Files.readAllBytes(file));
            Files.delete(file);
        }
        Files.writeString(folder.resolve("store-s3.properties"), s3.properties().entrySet().stream().map(each -> each.getKey() + " = " + each.getValue())
                .collect(Collectors.joining("\n", "archive.s3.region = eu-central-1\n", "\n")));
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        web.close();
        s3.close();
    }

    @Test
    void whatIsInTheBucketIsRead() throws Exception {
        // The evidence itself, which begins with a prefix, is no file of it.
        s3.write("archive/manifest/2026-01-01.jsonl", new byte[0]);
        VerifyReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.counts()).containsEntry("files looked at", 3L);
    }

    @Test
    void oneByteFlippedInTheBucketIsNamed() throws Exception {
        String key = s3.keys().get(1);
        byte[] bytes = s3.read(key);
        bytes[new Random(16).nextInt(bytes.length)] ^= 1;
        s3.write(key, bytes);

        assertThat(verify().findings()).containsExactly(new Finding("files/" + key, Problem.CHANGED, "its bytes are not those that were kept"));
    }

    @Test
    void anObjectThatIsGoneAndOneThatWasPutThereAreNamed() throws Exception {
        String key = s3.keys().get(0);
        s3.remove(key);
        s3.write("planted.txt", "never seen".getBytes());

        assertThat(verify().findings()).extracting(Finding::where, Finding::problem).containsExactly(tuple("files/" + key, Problem.MISSING),
                tuple("files/planted.txt", Problem.NOT_IN_MANIFEST));
    }

    @Test
    void aBucketThatIsAwayIsSaidOnceAndNothingIsCalledGood() throws Exception {
        VerifyReport none = Verify.run(arguments("aws2-s3:nobodys-bucket?region=eu-central-1"), null, null);
        assertThat(none.findings()).singleElement().satisfies(each -> {
            assertThat(each.problem()).isEqualTo(Problem.NOT_LOOKED_AT);
            assertThat(each.where()).isEqualTo("files");
            assertThat(each.detail()).contains("The bucket nobodys-bucket cannot be read");
        });
        assertThat(none.table()).doesNotContain("holds.");
        assertThat(none.json()).contains("\"holds\" : false");

        s3.close();
        assertThat(verify().findings()).singleElement().satisfies(each -> assertThat(each.detail()).contains("cannot be read"));
    }

    /** The exit code of the command itself, as a newsroom's cron looks at it. */
    @Test
    void theCommandEndsWithOneUnlessAllOfItHolds() throws Exception {
        assertThat(command("aws2-s3:{{archive.s3.bucket}}?region={{archive.s3.region}}")).startsWith("0 ").contains("All of it holds.");
        assertThat(command("aws2-s3:nobodys-bucket?region=eu-central-1")).startsWith("1 ").contains("not looked at", "1 things do not hold.");
    }

    private String command(String files) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                Verify.class.getName(), archive.path("").toString(), folder.resolve("report.json").toString(), "--files=" + files,
                "--settings=" + folder.resolve("store-s3.properties")).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        return process.waitFor() + " " + text;
    }

    private VerifyReport verify() throws Exception {
        return Verify.run(arguments("aws2-s3:{{archive.s3.bucket}}?region={{archive.s3.region}}"), null, null);
    }

    private String[] arguments(String files) {
        return new String[] { archive.path("").toString(), "--files=" + files, "--settings=" + folder.resolve("store-s3.properties") };
    }
}
