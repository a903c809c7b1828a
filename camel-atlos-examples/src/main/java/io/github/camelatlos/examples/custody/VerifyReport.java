package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What came of it.
 *
 * @param counts  of what was looked at, by name
 * @param anchors blocks of Bitcoin's chain that are said to hold a digest, and were not looked up
 */
public record VerifyReport(Map<String, Long> counts, List<Finding> findings, List<Anchor> anchors) {

    /**
     * Where a digest is in Bitcoin's chain, if the block's Merkle root there is this one.
     *
     * @param of the source material, or the day
     */
    public record Anchor(String sha256, String of, int block, String merkleRoot) {
    }

    public VerifyReport {
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
        anchors = List.copyOf(anchors);
    }

    public boolean holds() {
        return findings.isEmpty();
    }

    /** For people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> text.append("%-28s %d%n".formatted(each.getKey(), each.getValue())));
        findings.forEach(each -> text.append("%-18s %-76s %s%n".formatted(each.problem().words(), each.where(), each.detail())));
        if (!anchors.isEmpty()) {
            text.append("%d digests are said to be in Bitcoin's chain, in block %d or earlier. No block was looked up: the report has each one's Merkle root.%n"
                    .formatted(anchors.size(), anchors.stream().mapToInt(Anchor::block).max().getAsInt()));
        }
        return text.append(holds() ? "All of it holds." : findings.size() + " things do not hold.").append(System.lineSeparator()).toString();
    }

    /** For programs. */
    public String json() {
        ObjectNode json = ManifestLine.nothing();
        json.put("holds", holds());
        counts.forEach(json.putObject("counts")::put);
        ArrayNode all = json.putArray("findings");
        findings.forEach(each -> all.addObject().put("where", each.where()).put("problem", each.problem().words()).put("detail", each.detail()));
        ArrayNode blocks = json.putArray("blocksNotLookedUp");
        anchors.forEach(each -> blocks.addObject().put("sha256", each.sha256()).put("of", each.of()).put("block", each.block()).put("merkleRoot", each.merkleRoot()));
        return json.toPrettyString();
    }
}
