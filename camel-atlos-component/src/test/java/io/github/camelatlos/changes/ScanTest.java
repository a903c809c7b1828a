package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.camelatlos.AtlosResource;
import org.junit.jupiter.api.Test;

/** Which walks surely want every page, so that the next one can be asked for before one is looked at. */
class ScanTest {

    private final RowRules rules = new RowRules(AtlosResource.UPDATES, null, head -> { });
    private final Progress progress = new Progress(rules, rules::position, Duration.ofSeconds(60));

    private Scan ofList() {
        return Scan.ofList(rules, progress, Clock.systemUTC(), true);
    }

    @Test
    void aWalkOfAllReadsToTheEndAndOneOfAListOnlyWhereNothingWasDelivered() {
        assertThat(Scan.ofAll(rules, progress, Clock.systemUTC(), head -> false).readsToTheEnd()).isTrue();
        assertThat(ofList().readsToTheEnd()).isTrue();
        progress.begin(Instant.parse("2026-11-22T12:00:00Z"), null);
        assertThat(ofList().readsToTheEnd()).isFalse();
        assertThat(Scan.ofAll(rules, progress, Clock.systemUTC(), head -> false).readsToTheEnd()).isTrue();
    }

    @Test
    void whatIsOnlyRememberedGoesNoFurtherThanTheLookback() {
        assertThat(ofList().remembering().readsToTheEnd()).isFalse();
        assertThat(Scan.ofAll(rules, progress, Clock.systemUTC(), head -> false).remembering().readsToTheEnd()).isTrue();
    }
}
