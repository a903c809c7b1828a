package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What came of it.
 *
 * @param counts of what was looked at, by name
 */
public record VerifyReport(Map<String, Long> counts, List<Finding> findings) {

    public VerifyReport {
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.isEmpty();
    }

    /** For people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> text.append("%-28s %d%n".formatted(each.getKey(), each.getValue())));
        findings.forEach(each -> text.append("%-18s %-76s %s%n".formatted(each.problem().words(), each.where(), each.detail())));
        return text.append(holds() ? "All of it holds." : findings.size() + " things do not hold.").append(System.lineSeparator()).toString();
    }

    /** For programs. */
    public String json() {
        ObjectNode json = ManifestLine.nothing();
        json.put("holds", holds());
        counts.forEach(json.putObject("counts")::put);
        ArrayNode all = json.putArray("findings");
        findings.forEach(each -> all.addObject().put("where", each.where()).put("problem", each.problem().words()).put("detail", each.detail()));
        return json.toPrettyString();
    }
}
