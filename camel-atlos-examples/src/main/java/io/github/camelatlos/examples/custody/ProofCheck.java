package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.custody.Finding.Problem;
import io.github.camelatlos.examples.custody.ots.DetachedTimestampFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether each file has an OpenTimestamps proof that is of its digest, and leads to a block. Whether Bitcoin's chain has it, a node would have to say. */
final class ProofCheck {

    private final ManifestFolder folder;
    private final Consumer<Finding> found;
    private final Map<String, String> open = new LinkedHashMap<>();
    /** By digest: the last line, since a proof grows. */
    private final Map<String, JsonNode> proofs = new LinkedHashMap<>();
    private final List<VerifyReport.Anchor> anchors = new ArrayList<>();

    ProofCheck(ManifestFolder folder, Consumer<Finding> found) {
        this.folder = folder;
        this.found = found;
    }

    void line(ManifestLine line) {
        String sha256 = line.json().path("sha256").asText();
        if (line.kind().equals("kept")) {
            open.putIfAbsent(sha256, line.json().path("file").asText());
        } else if (line.kind().equals("proof") && sha256.matches("[0-9a-f]{64}")) {
            proofs.put(sha256, line.json());
        }
    }

    /** After the last line. Where there is no proof at all, none is missed. */
    void end() {
        proofs.forEach(this::proof);
        open.keySet().removeAll(proofs.keySet());
        if (!proofs.isEmpty()) {
            open.values().forEach(file -> found.accept(new Finding("files/" + file, Problem.NOT_STAMPED, "no line says that it has a proof of OpenTimestamps")));
        }
    }

    List<VerifyReport.Anchor> anchors() {
        return anchors;
    }

    private void proof(String sha256, JsonNode said) {
        Path file = folder.proof(sha256);
        String where = "manifest/proofs/" + file.getFileName();
        try {
            byte[] bytes = Proofs.bytes(file);
            DetachedTimestampFile proof = DetachedTimestampFile.of(bytes);
            Optional<DetachedTimestampFile.Block> block = proof.block();
            if (!proof.sha256().equals(sha256)) {
                found.accept(new Finding(where, Problem.TOKEN_INVALID, "it is of another digest"));
            } else if (!Sha256.of(bytes).equals(said.path("proofSha256").asText())
                    || !block.map(DetachedTimestampFile.Block::height).equals(Optional.of(said.path("block").asInt(-1)).filter(height -> height >= 0))) {
                found.accept(new Finding(where, Problem.CHANGED, "it is not the proof that the line tells of"));
            } else if (block.isEmpty()) {
                found.accept(new Finding(where, Problem.NOT_STAMPED, "it is pending at " + String.join(", ", proof.pending())));
            } else {
                anchors.add(new VerifyReport.Anchor(sha256, said.path("of").asText(), block.get().height(), block.get().merkleRoot()));
            }
        } catch (IOException e) {
            found.accept(new Finding(where, Files.exists(file) ? Problem.TOKEN_INVALID : Problem.MISSING, e.getMessage()));
        }
    }
}
