package io.github.camelatlos.examples.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What may leave, as GeoJSON features in the order of their slugs, and what was held back. */
record Screened(List<ObjectNode> features, List<HeldBack> heldBack) {

    record HeldBack(String slug, Reason reason) {
    }

    Map<Reason, Long> counts() {
        return heldBack.stream().collect(Collectors.groupingBy(HeldBack::reason, TreeMap::new, Collectors.counting()));
    }

    /** For whoever publishes, not to be published. */
    String report() {
        StringBuilder report = new StringBuilder("Published: %d incidents. Held back: %d.%n".formatted(features.size(), heldBack.size()));
        counts().forEach((reason, count) -> report.append("%n%d %s:%n  %s%n".formatted(count, reason.text(),
                heldBack.stream().filter(each -> each.reason == reason).map(HeldBack::slug).sorted().collect(Collectors.joining(" ")))));
        long undated = features.stream().filter(feature -> !feature.path("properties").path("date").asText("").matches("\\d{4}-\\d{2}-\\d{2}")).count();
        if (undated > 0) {
            report.append("%nPublished, but without a date, so that TimeMap cannot show them and its files leave them out: %d%n".formatted(undated));
        }
        return report.toString();
    }
}
