package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fills a file with some 300 invented cases of the last ninety days, with source material, comments, edits and a few files;
 * the same ones at each start, apart from ids.
 */
public final class SeedCases {

    private static final int CASES = 300;
    private static final Duration SPAN = Duration.ofDays(90);

    private final CaseFile cases;
    private final String sourceBaseUrl;
    private final InventedCases invented;
    private final Instant now;

    private SeedCases(CaseFile cases, String sourceBaseUrl, Instant now) {
        this.cases = cases;
        this.sourceBaseUrl = sourceBaseUrl;
        this.invented = new InventedCases(new Random(41), cases.project());
        this.now = now;
    }

    /** The slugs, oldest first. Source URLs start with this base, say of a demo web server: base/sources/001-1.html. */
    public static List<String> into(CaseFile cases, String sourceBaseUrl) {
        return new SeedCases(cases, sourceBaseUrl, cases.now()).fill();
    }

    private List<String> fill() {
        List<String> slugs = new ArrayList<>();
        Duration step = SPAN.dividedBy(CASES);
        for (int i = 0; i < CASES; i++) {
            // Some share their second with the one before, as in real projects.
            Instant at = now.minus(SPAN).plus(step.multipliedBy(i % 7 == 6 ? i - 1 : i));
            String slug = invented.add(cases, at);
            slugs.add(slug);
            follow(slug, i + 1, at);
        }
        return slugs;
    }

    private void follow(String slug, int number, Instant at) {
        Random random = invented.random();
        int sources = random.nextInt(4);
        for (int i = 1; i <= sources; i++) {
            Instant later = soonAfter(at);
            String id = cases.at(later).addSourceMaterial(slug, "%s/sources/%03d-%d.html".formatted(sourceBaseUrl, number, i));
            if (random.nextInt(5) == 0) {
                cases.at(soonAfter(later)).upload(id, ("Notes on case " + number + ", made up.\n").getBytes(StandardCharsets.UTF_8),
                        "txt", "Notes");
            }
            if (random.nextInt(8) == 0) {
                ObjectNode metadata = Json.object().put("checked", true).put("by", "demo");
                cases.at(soonAfter(later)).setMetadata(id, "demo-archive", metadata);
            }
            if (number % 40 == 0) {
                cases.at(soonAfter(later)).setVisibility(id, "hidden");
            }
        }
        int comments = random.nextInt(3);
        for (int i = 0; i < comments; i++) {
            cases.at(soonAfter(at)).comment(slug, invented.comment());
        }
        if (random.nextInt(3) == 0) {
            cases.at(soonAfter(at)).edit(slug, "status", invented.status());
        }
        if (number % 60 == 0) {
            cases.at(soonAfter(at)).delete(slug);
        }
    }

    /** Within two days, but never in the future. */
    private Instant soonAfter(Instant at) {
        Instant later = at.plusSeconds(60 + invented.random().nextInt(172_000));
        return later.isBefore(now) ? later : now;
    }
}
