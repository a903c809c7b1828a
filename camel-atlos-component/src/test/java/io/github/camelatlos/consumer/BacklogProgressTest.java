package io.github.camelatlos.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import io.github.camelatlos.LogLines;
import org.junit.jupiter.api.Test;

/** A long backlog is told by its parts and by time, whichever comes first; a short one is not told at all. */
class BacklogProgressTest {

    private static final Instant UP_TO = Instant.parse("2026-11-26T00:00:00Z");

    private long nanos;
    private boolean openEnded;

    @Test
    void aSlowRouteIsHeardOfEveryTenSeconds() {
        assertThat(lines(1000, 30, Duration.ofSeconds(1))).containsExactly("INFO cases: 1000 records are new",
                "INFO cases: 10 of 1000 records, up to 2026-11-26T00:00:00Z; 1.0 a second, about 990 s left",
                "INFO cases: 20 of 1000 records, up to 2026-11-26T00:00:00Z; 1.0 a second, about 980 s left",
                "INFO cases: 30 of 1000 records, up to 2026-11-26T00:00:00Z; 1.0 a second, about 970 s left");
    }

    @Test
    void aFastOneEveryTenthOfTheWay() {
        assertThat(lines(1000, 1000, Duration.ofMillis(1))).hasSize(11).last().asString().contains("1000 of 1000 records");
    }

    @Test
    void aFewRecordsAreNotWorthALine() {
        assertThat(lines(299, 299, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void ofAFirstImportNobodyKnowsHowMuchThereIs() {
        openEnded = true;
        assertThat(lines(1000, 120, Duration.ofSeconds(1))).startsWith("INFO cases: more than 300 records are new",
                "INFO cases: 100 records, up to 2026-11-26T00:00:00Z; 1.0 a second", "INFO cases: 110 records, up to 2026-11-26T00:00:00Z; 1.0 a second");
    }

    private java.util.List<String> lines(int total, int delivered, Duration each) {
        try (LogLines log = new LogLines()) {
            BacklogProgress progress = new BacklogProgress("cases", () -> nanos);
            for (int i = 1; i <= delivered; i++) {
                nanos += each.toNanos();
                progress.delivered(i, openEnded ? 200 : total - i, openEnded, UP_TO);
            }
            return log.all();
        }
    }
}
