package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.custody.Finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to an archive, and what verification says of it, as a table: each is found, and found with its name. */
class TamperingTableTest {

    private interface Deed {
        void run() throws Exception;
    }

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;
    private TestAuthority authority;
    private TestCalendar calendar;
    private final Stamps stamps = new Stamps();
    private final Proofs proofs = new Proofs();
    private final StringBuilder table = new StringBuilder();

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        archive = new ArchiveFolder(folder, web, true);
        authority = new TestAuthority(folder.resolve("tsa"));
        calendar = new TestCalendar();
        Files.copy(authority.certificate(), archive.path("manifest/authorities.pem"));
        stamps.setCustody(archive.custody());
        stamps.setUrl(authority.url());
        proofs.setCustody(archive.custody());
        proofs.setCalendars(calendar.url());
        for (int i = 1; i <= 5; i++) {
            web.page("/" + i, "text/plain", "page " + i);
            archive.keep("/" + i);
        }
        stamps.stamp();
        calendar.isInBlock(812_345);
        proofs.stamp();
        proofs.upgrade();
        assertThat(archive.verify().findings()).isEmpty();
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        authority.close();
        calendar.close();
        web.close();
    }

    @Test
    void eachIsFoundAndNamed() throws Exception {
        Path lines = archive.file("manifest", ".jsonl");
        for (String in : List.of("files", "warc", "manifest/tokens", "manifest/proofs")) {
            Path file = archive.file(in, "");
            tampered("one byte flipped in " + in, file, () -> flip(file), file.getFileName().toString());
            tampered("cut off in " + in, file, () -> Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2)),
                    file.getFileName().toString());
            tampered("taken away from " + in, file, () -> Files.delete(file), file.getFileName().toString());
        }
        tampered("one byte flipped in the manifest", lines, () -> flip(lines), "manifest line");
        tampered("a line removed", lines, () -> edit(lines, all -> all.remove(2)), "line 3 is not before it");
        tampered("two lines swapped", lines, () -> edit(lines, all -> Collections.swap(all, 1, 2)), "manifest line 2");
        tampered("a date forged", lines, () -> Files.writeString(lines, Files.readString(lines).replaceFirst("\"keptAt\":\"20..", "\"keptAt\":\"2019")), "manifest line 1");
        tampered("the end cut off", lines, () -> edit(lines, all -> all.remove(all.size() - 1)), "does not end as it ended");
        tampered("a line of a newer version", lines, () -> Files.writeString(lines, Files.readString(lines).replaceFirst("\"version\":1", "\"version\":2")),
                "which this program does not know");
        Path head = archive.path("manifest/head");
        tampered("the head's signature taken away", head, () -> Files.writeString(head, Files.readString(head).replaceFirst(" [^ ]*$", "\n")), "manifest/head");
        System.out.println(table);
    }

    /** Anywhere in each file of an archive with tokens and proofs: in the vault, in a WARC's heads, payloads and trailers, in lines, signatures, tokens, proofs. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void oneByteFlippedAnywhereIsFoundAndItsFileNamed(long seed) throws Exception {
        archive.dayIsOver();
        Random random = new Random(seed);
        Path day = archive.file("manifest", ".jsonl");
        for (Path file : List.of(archive.file("files", ""), archive.file("warc", ""), archive.file("manifest/tokens", ""), archive.file("manifest/proofs", ""), day,
                archive.file("manifest", ".sig"), archive.path("manifest/head"))) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 25; i++) {
                int at = random.nextInt(whole.length);
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                String name = file.equals(day) ? "manifest" : file.getFileName().toString().replace(".sig", "");
                assertThat(archive.verify().findings()).as("byte %d of %s", at, file).anyMatch(each -> (each.where() + " " + each.detail()).contains(name)
                        || file.endsWith("head") && each.detail().contains("does not end as it ended"));
            }
            Files.write(file, whole);
        }
    }

    /** Each member of a WARC: its first and last byte, its gzip trailer (CRC and length), and a byte put between two of them. */
    @Test
    void theSeamsOfAWarcAreLookedAtToo() throws Exception {
        Path warc = archive.file("warc", "");
        byte[] whole = Files.readAllBytes(warc);
        List<Integer> seams = new ArrayList<>();
        for (int at = 0; at < whole.length - 3; at++) {
            if (whole[at] == 0x1f && whole[at + 1] == (byte) 0x8b && whole[at + 2] == 8) {
                seams.add(at);
            }
        }
        assertThat(seams).hasSizeGreaterThanOrEqualTo(16);
        for (int seam : seams) {
            for (int at : new int[] { seam, seam + 9, Math.max(0, seam - 1), Math.max(0, seam - 4), Math.max(0, seam - 8) }) {
                byte[] flipped = whole.clone();
                flipped[at] ^= 1;
                Files.write(warc, flipped);
                assertThat(archive.verify().findings()).as("byte %d", at).anyMatch(each -> each.where().equals("warc/" + warc.getFileName()));
            }
            byte[] longer = new byte[whole.length + 1];
            System.arraycopy(whole, 0, longer, 0, seam);
            System.arraycopy(whole, seam, longer, seam + 1, whole.length - seam);
            Files.write(warc, longer);
            assertThat(archive.verify().findings()).as("put before %d", seam).anyMatch(each -> each.where().equals("warc/" + warc.getFileName()));
        }
    }

    /** Nothing is written that says more than is known; and all of it is made up for when the trouble is over. */
    @Test
    void whatGoesWrongClaimsNothing() throws Exception {
        web.page("/6", "text/plain", "page 6");
        Path warc = archive.file("warc", ".warc.gz");
        Path lines = archive.file("manifest", ".jsonl");
        // What is shorter than the manifest says is left alone, so it is the next one that meets the end of the disk.
        full("a disk that fills in mid-WARC", warc, warc.resolveSibling(warc.getFileName().toString().replace("-00001.", "-00002.")));
        full("a disk that fills in the manifest", lines, lines);
        archive.keep("/6");
        authority.lies(TestAuthority.Lie.OTHER_DIGEST);
        assertThat(stamps.stamp()).isEmpty();
        row("an authority that stamps another digest", archive.verify().findings());
        authority.lies(TestAuthority.Lie.EXPIRED_CERTIFICATE);
        assertThat(stamps.stamp()).isEmpty();
        row("an authority whose certificate has expired", archive.verify().findings());
        authority.lies(TestAuthority.Lie.NONE);
        stamps.stamp();
        calendar.lies(TestCalendar.Lie.AWAY);
        assertThat(proofs.stamp()).isZero();
        row("a calendar that is down", archive.verify().findings());
        calendar.lies(TestCalendar.Lie.NONE);
        proofs.stamp();
        proofs.upgrade();
        assertThat(archive.verify().findings()).isEmpty();
        System.out.println(table);
    }

    /** Linux's /dev/full has no space left, as a disk has none. */
    private void full(String what, Path file, Path full) throws Exception {
        Path aside = file.resolveSibling(".aside");
        Files.move(file, aside);
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        assertThatThrownBy(() -> archive.keep("/6")).isInstanceOf(IOException.class).hasMessageContaining("No space left");
        Files.delete(full);
        Files.move(aside, file);
        // What came into the vault before is told: no line says that it is evidence.
        assertThat(archive.verify().findings()).allMatch(each -> each.problem() == Problem.NOT_IN_MANIFEST && each.where().startsWith("files/"));
        row(what, archive.verify().findings());
    }

    private void tampered(String what, Path file, Deed deed, String named) throws Exception {
        byte[] whole = Files.readAllBytes(file);
        deed.run();
        List<Finding> findings = archive.verify().findings();
        assertThat(findings).as(what).anyMatch(each -> (each.where() + " " + each.detail()).contains(named));
        row(what, findings);
        Files.write(file, whole);
        assertThat(archive.verify().findings()).isEmpty();
    }

    private void row(String what, List<Finding> findings) {
        Optional<Finding> first = findings.stream().findFirst();
        table.append("%-44s %d found: %s%n".formatted(what, findings.size(),
                first.map(each -> each.problem().words() + ", " + each.where().replaceAll("[0-9a-f]{56}", "..") + ", " + each.detail()).orElse("")));
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void edit(Path lines, java.util.function.Consumer<List<String>> how) throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(lines));
        how.accept(all);
        Files.write(lines, all);
    }
}
