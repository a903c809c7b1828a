package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.custody.ots.Calendar;
import io.github.camelatlos.examples.custody.ots.DetachedTimestampFile;
import io.github.camelatlos.examples.custody.ots.MerkleTree;
import io.github.camelatlos.examples.custody.ots.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands digests to calendars of OpenTimestamps, and fetches hours later what Bitcoin's chain has of them. Whatever does not answer is
 * made up for at the next call.
 */
public final class Proofs {

    /** A file whose proof leads to a block now. */
    public record Proven(String sourceMaterial, String sha256, int block) {
    }

    private static final Logger LOG = LoggerFactory.getLogger("archive");

    /** One calendar's answer is a few hundred bytes, and has 10,000 at most. */
    static final int LARGEST = 1 << 20;
    /** A day of a busy archive; the rest follows at the next call. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private Custody custody;
    private List<Calendar> calendars = List.of();

    public Proofs() {
        this(Clock.systemUTC());
    }

    Proofs(Clock clock) {
        this.clock = clock;
    }

    public void setCustody(Custody custody) {
        this.custody = custody;
    }

    /** URLs of calendars, comma-separated: not of pools, which hand on to others. Empty: there are no proofs. */
    public void setCalendars(String urls) {
        calendars = Arrays.stream(urls.split(",")).map(String::strip).filter(url -> !url.isEmpty()).map(Calendar::new).toList();
    }

    /** Hands in what no calendar has, as one digest. How many got a proof, which is pending. */
    public int stamp() throws IOException {
        Manifest manifest = custody.manifest();
        Map<String, String> open = calendars.isEmpty() ? Map.of() : OpenDigests.of(manifest, "proof");
        List<String> digests = open.keySet().stream().filter(each -> each.matches("[0-9a-f]{64}")).limit(MOST).toList();
        if (digests.isEmpty()) {
            return 0;
        }
        MerkleTree tree = MerkleTree.of(digests);
        Timestamp known = null;
        for (Calendar each : calendars) {
            try {
                Timestamp answer = each.stamp(tree.root());
                // Together they may be deeper than a reader takes.
                DetachedTimestampFile.of(tree.proof(0, digests.get(0), answer).bytes());
                known = known == null ? answer : known.merged(answer);
            } catch (IOException e) {
                LOG.warn("{} digests are not at the calendar {} yet: {}", digests.size(), each.url(), CalendarAnswers.reason(e));
            }
        }
        for (int i = 0; known != null && i < digests.size(); i++) {
            DetachedTimestampFile proof = tree.proof(i, digests.get(i), known);
            ManifestFolder.write(manifest.folder().proof(proof.sha256()), proof.bytes());
            manifest.append(line(proof, open.get(proof.sha256()), proof.bytes()));
        }
        return known == null ? 0 : digests.size();
    }

    /** Asks for what was pending. Those whose proof leads to a block now. */
    public List<Proven> upgrade() throws IOException {
        Manifest manifest = custody.manifest();
        CalendarAnswers answers = new CalendarAnswers(calendars);
        List<Proven> done = new ArrayList<>();
        for (ManifestLine each : calendars.isEmpty() ? List.<ManifestLine>of() : pending(manifest)) {
            String of = each.json().path("of").asText();
            try {
                DetachedTimestampFile proof = upgrade(manifest, each, answers);
                if (proof != null && proof.block().isPresent() && !OpenDigests.isDay(of)) {
                    done.add(new Proven(of, proof.sha256(), proof.block().get().height()));
                }
            } catch (IOException e) {
                LOG.warn("The proof of {} cannot be upgraded: {}", of, e.getMessage());
            }
        }
        return done;
    }

    /** Null if nothing more is known. The line comes first, and a kill before the file is in place is made up for at the next call. */
    private DetachedTimestampFile upgrade(Manifest manifest, ManifestLine last, CalendarAnswers answers) throws IOException {
        Path file = manifest.folder().proof(last.json().path("sha256").asText());
        Path next = next(file);
        String told = last.json().path("proofSha256").asText();
        if (Files.exists(next) && Sha256.of(next).equals(told)) {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        byte[] before = bytes(file);
        if (!Sha256.of(before).equals(told)) {
            throw new IOException("it is not the one that the manifest tells of");
        }
        if (last.json().hasNonNull("block")) {
            return null;
        }
        DetachedTimestampFile upgraded = DetachedTimestampFile.of(before).upgraded(answers);
        byte[] after = upgraded.bytes();
        if (Arrays.equals(after, before) || after.length > LARGEST) {
            return null;
        }
        DetachedTimestampFile.of(after);
        ManifestFolder.write(next, after);
        manifest.append(line(upgraded, last.json().path("of").asText(), after));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return upgraded;
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    static byte[] bytes(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("it is missing");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than any proof");
        }
        return Files.readAllBytes(file);
    }

    private ObjectNode line(DetachedTimestampFile proof, String of, byte[] bytes) throws IOException {
        ObjectNode line = ManifestLine.nothing().put("kind", "proof").put("sha256", proof.sha256()).put("of", of)
                .put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()).put("proofSha256", Sha256.of(bytes));
        proof.pending().forEach(line.putArray("calendars")::add);
        proof.block().ifPresent(block -> line.put("block", block.height()));
        return line.put("tool", Custody.TOOL);
    }

    /** The last line of each proof that leads to no block, and of each whose file a kill has left beside its place. */
    private static List<ManifestLine> pending(Manifest manifest) throws IOException {
        Map<String, ManifestLine> pending = new LinkedHashMap<>();
        new ManifestReader(manifest.folder()).read((day, line) -> {
            String sha256 = line.json().path("sha256").asText();
            if (line.kind().equals("proof") && sha256.matches("[0-9a-f]{64}")) {
                if (line.json().hasNonNull("block") && !Files.exists(next(manifest.folder().proof(sha256)))) {
                    pending.remove(sha256);
                } else {
                    pending.put(sha256, line);
                }
            }
        });
        return List.copyOf(pending.values());
    }
}
