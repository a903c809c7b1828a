package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.custody.Finding.Problem;
import io.github.camelatlos.examples.custody.TestCalendar.Lie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ProofsTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;
    private TestCalendar calendar;
    private TestCalendar other;
    private final Proofs proofs = new Proofs();

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        calendar = new TestCalendar();
        other = new TestCalendar();
        proofs.setCustody(archive.custody());
        proofs.setCalendars(calendar.url() + ", " + other.url() + "/");
        for (String each : List.of("a", "b", "c")) {
            web.page("/" + each, "text/plain", "page " + each);
            archive.keep("/" + each);
        }
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        calendar.close();
        other.close();
        web.close();
    }

    @Test
    void whatIsPendingLeadsToABlockLater() throws Exception {
        assertThat(archive.verify().findings()).isEmpty();

        assertThat(proofs.stamp()).isEqualTo(3);
        assertThat(proofs.stamp()).isZero();
        assertThat(proofs.upgrade()).isEmpty();
        assertThat(archive.verify().findings()).hasSize(3).extracting(Finding::problem).containsOnly(Problem.NOT_STAMPED);
        assertThat(archive.verify().findings()).allMatch(each -> each.detail().contains("pending at") && each.detail().contains(calendar.url()));

        calendar.isInBlock(812_345);
        other.isInBlock(812_340);
        assertThat(proofs.upgrade()).extracting(Proofs.Proven::sourceMaterial, Proofs.Proven::block).containsExactlyInAnyOrder(
                tuple("id-of-a", 812_340), tuple("id-of-b", 812_340), tuple("id-of-c", 812_340));
        assertThat(proofs.upgrade()).isEmpty();
        VerifyReport report = archive.verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.anchors()).hasSize(3).allSatisfy(each -> assertThat(each.merkleRoot()).matches("[0-9a-f]{64}"));
        assertThat(report.table()).contains("3 digests are said to be in Bitcoin's chain", "No block was looked up");
        assertThat(report.json()).contains("\"merkleRoot\"");
    }

    /** One digest for all, salted: a calendar that knows a file's digest cannot tell that it is here. */
    @Test
    void aDigestIsAllThatLeavesAndOneForAll() throws Exception {
        proofs.stamp();

        assertThat(calendar.digests()).singleElement().satisfies(each -> assertThat(each).hasSize(32));
        try (Stream<Path> files = Files.list(archive.path("files"))) {
            assertThat(files.map(each -> each.getFileName().toString().substring(0, 64))).doesNotContain(HexFormat.of().formatHex(calendar.digests().get(0)));
        }
        proofs.upgrade();
        assertThat(calendar.asked()).hasSize(2);
    }

    @Test
    void aDayGetsAProofToo() throws Exception {
        Path day = archive.file("manifest", ".jsonl");
        Path past = day.resolveSibling("2020-01-01.jsonl");
        Files.createFile(past);

        assertThat(proofs.stamp()).isEqualTo(4);

        assertThat(archive.path("manifest/proofs").resolve(Sha256.of(new byte[0]) + ".ots")).exists();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aCalendarThatLiesOrIsAwayClaimsNothingAndIsMadeUpForLater(Lie lie) throws Exception {
        proofs.setCalendars(calendar.url());
        calendar.lies(lie);
        assertThat(proofs.stamp()).isZero();
        assertThat(Files.exists(archive.path("manifest/proofs"))).isFalse();
        assertThat(calendar.asked()).doesNotContain("elsewhere");

        calendar.lies(Lie.NONE);
        assertThat(proofs.stamp()).isEqualTo(3);
        calendar.isInBlock(7);
        calendar.lies(lie);
        assertThat(proofs.upgrade()).isEmpty();
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsOnly(Problem.NOT_STAMPED);

        calendar.lies(Lie.NONE);
        assertThat(proofs.upgrade()).hasSize(3);
        assertThat(archive.verify().findings()).isEmpty();
    }

    @Test
    void oneCalendarThatIsAwayDoesNotHoldUpTheOther() throws Exception {
        calendar.lies(Lie.AWAY);
        other.isInBlock(9);

        assertThat(proofs.stamp()).isEqualTo(3);
        assertThat(proofs.upgrade()).hasSize(3);
        assertThat(calendar.asked()).containsExactly("digest");
    }

    /** A proof is anybody's text: where it points to is asked only if that was configured. */
    @Test
    void whoIsNotConfiguredIsNotAsked() throws Exception {
        proofs.stamp();
        proofs.setCalendars(other.url());
        proofs.upgrade();
        assertThat(calendar.asked()).containsExactly("digest");
    }

    @Test
    void aProofThatWasChangedOrExchangedOrTakenAwayIsNamed() throws Exception {
        proofs.stamp();
        calendar.isInBlock(812_345);
        proofs.upgrade();
        Path proof = archive.file("manifest/proofs", ".ots");
        byte[] whole = Files.readAllBytes(proof);
        for (int at = 0; at < whole.length; at += 11) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            Files.write(proof, flipped);
            assertThat(archive.verify().findings()).as("byte %d", at).extracting(Finding::where).containsExactly("manifest/proofs/" + proof.getFileName());
        }
        Files.write(proof, new byte[(1 << 20) + 1]);
        assertThat(archive.verify().findings()).extracting(Finding::problem, Finding::detail).containsExactly(tuple(Problem.TOKEN_INVALID, "it is larger than any proof"));
        Files.delete(proof);
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsExactly(Problem.MISSING);
        Files.copy(archive.file("manifest/proofs", ".ots"), proof);
        assertThat(archive.verify().findings()).extracting(Finding::problem, Finding::detail).containsExactly(tuple(Problem.TOKEN_INVALID, "it is of another digest"));
    }

    /** The line is written first; the file is put in its place afterwards. */
    @Test
    void aKillInTheMiddleOfAnUpgradeIsMadeUpFor() throws Exception {
        proofs.stamp();
        Path proof = archive.file("manifest/proofs", ".ots");
        byte[] before = Files.readAllBytes(proof);
        calendar.isInBlock(812_345);
        proofs.upgrade();
        Files.move(proof, proof.resolveSibling(proof.getFileName() + ".next"));
        Files.write(proof, before);
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsExactly(Problem.CHANGED);

        proofs.upgrade();

        assertThat(archive.verify().findings()).isEmpty();
    }

    @Test
    void whatWasExchangedIsNotUpgraded() throws Exception {
        proofs.stamp();
        Path proof = archive.file("manifest/proofs", ".ots");
        Files.write(proof, Files.readAllBytes(archive.path("manifest/head")));
        calendar.isInBlock(812_345);

        assertThat(proofs.upgrade()).hasSize(2);

        assertThat(archive.verify().findings()).extracting(Finding::where).containsExactly("manifest/proofs/" + proof.getFileName());
    }

    /** The reference implementation (Debian's python3-opentimestamps) reads what is written here, gets the same bytes from it, and understands the test's calendar. */
    @Test
    void theReferenceImplementationReadsOurProofs() throws Exception {
        assumeTrue(has("/usr/bin/python3", "-c", "import opentimestamps"), "python3-opentimestamps is not installed");
        proofs.stamp();
        List<String> pending = byReference(archive.file("manifest/proofs", ".ots"));
        assertThat(pending).contains("same bytes", "PendingAttestation('" + calendar.url() + "')", "PendingAttestation('" + other.url() + "')");
        calendar.isInBlock(812_345);
        other.isInBlock(812_340);
        proofs.upgrade();
        String root = archive.verify().anchors().get(0).merkleRoot();

        List<String> complete = byReference(archive.path("manifest/proofs").resolve(archive.verify().anchors().get(0).sha256() + ".ots"));

        assertThat(complete).contains("same bytes", "BitcoinBlockHeaderAttestation(812345)", "BitcoinBlockHeaderAttestation(812340) " + root);
        System.out.println("Read by python3-opentimestamps:\n" + String.join("\n", complete));
    }

    /** {@code ots}, or OTS in the environment, is a client of OpenTimestamps; the one for node.js is on npm. */
    @Test
    void theClientShowsAndUpgradesOurProofs() throws Exception {
        String ots = System.getenv().getOrDefault("OTS", "ots");
        assumeTrue(has(ots, "--version"), "there is no ots here");
        proofs.setCalendars(calendar.url());
        proofs.stamp();
        Path proof = archive.file("manifest/proofs", ".ots");
        Path copy = Files.copy(proof, folder.resolve("copy.ots"));
        assertThat(Command.run(ots, "info", copy.toString())).contains("sha256 hash: " + proof.getFileName().toString().replace(".ots", ""), calendar.url());
        calendar.isInBlock(812_345);
        System.out.println(Command.run(ots, "-l", calendar.url(), "upgrade", copy.toString()));
        proofs.upgrade();

        assertThat(Command.run(ots, "info", copy.toString())).contains("BitcoinBlockHeaderAttestation(812345)");
        assertThat(copy).hasSameBinaryContentAs(proof);
        System.out.println(Command.run(ots, "info", proof.toString()));
    }

    private static List<String> byReference(Path proof) throws Exception {
        return Command.run("/usr/bin/python3", "-c", """
                import sys
                from opentimestamps.core.timestamp import DetachedTimestampFile
                from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext
                whole = open(sys.argv[1], 'rb').read()
                proof = DetachedTimestampFile.deserialize(BytesDeserializationContext(whole))
                again = BytesSerializationContext()
                proof.serialize(again)
                print('same bytes' if again.getbytes() == whole else 'other bytes')
                print(proof.file_digest.hex())
                for message, attestation in proof.timestamp.all_attestations():
                    print(attestation)
                    print(attestation, message[::-1].hex())
                """, proof.toString()).lines().toList();
    }

    private static boolean has(String... command) throws InterruptedException {
        try {
            Command.run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
