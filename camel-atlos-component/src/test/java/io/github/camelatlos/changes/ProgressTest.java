package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import org.junit.jupiter.api.Test;

/** What is remembered of a row, and what stays when it gets too much. */
class ProgressTest {

    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LOOKBACK = Duration.ofSeconds(60);

    private final RowRules rules = new RowRules(AtlosResource.INCIDENTS, null, head -> { });
    private final Progress progress = new Progress(rules, rules::position, LOOKBACK);

    private static Row row(int second) {
        return new Row(new RowHead("r" + second, null, T.plusSeconds(second), T.plusSeconds(second)), "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void contentIsKeptOfARowWhoseSecondMayStillBeOpen() {
        assertThat(progress.entry(row(0), T.plusSeconds(61)).digest()).isEqualTo(Seen.NONE);
        assertThat(progress.entry(row(0), T.plusSeconds(60)).digest()).isNotEqualTo(Seen.NONE);
        assertThat(progress.entry(row(0), null).digest()).isNotEqualTo(Seen.NONE);
    }

    @Test
    void theMarkNeverPassesTheHorizon() {
        progress.begin(null, null);
        progress.delivered(row(10), T.plusSeconds(5));
        assertThat(progress.mark()).isEqualTo(T.plusSeconds(5));
        progress.delivered(row(3), T.plusSeconds(20));
        assertThat(progress.mark()).isEqualTo(T.plusSeconds(5));
        progress.settle(T.plusSeconds(4));
        assertThat(progress.mark()).isEqualTo(T.plusSeconds(5));
        progress.settle(T.plusSeconds(9));
        assertThat(progress.mark()).isEqualTo(T.plusSeconds(9));
        assertThat(progress.floor()).isEqualTo(T.plusSeconds(-51));
    }

    @Test
    void ofABacklogStaysWhatTellsANewRowFromAChangedOneAndWhatAWalkMeets() {
        progress.begin(null, null);
        progress.delivered(row(0), T);
        // The origin: what is about there was there before the backlog.
        progress.settle(T);
        Instant horizon = T.plusSeconds(1_000_000);
        for (int second = 1; second <= 20_000; second++) {
            progress.delivered(row(second), horizon);
        }
        assertThat(progress.knows(row(0).head())).isTrue();
        assertThat(progress.knows(row(60).head())).isTrue();
        assertThat(progress.knows(row(61).head())).isFalse();
        assertThat(progress.knows(row(8_000).head())).isFalse();
        assertThat(progress.knows(row(20_000).head())).isTrue();
    }

    @Test
    void whatAWalkMeetsStaysHoweverMuchItIs() {
        progress.begin(null, null);
        for (int i = 0; i < 20_000; i++) {
            progress.remember(new Seen.Entry(i + 1, T.getEpochSecond() - 60 - i % 2, T.getEpochSecond(), Seen.NONE));
            if (i == 100) {
                progress.settle(T);
            }
        }
        // Half of them stand at the floor, the others just below it.
        assertThat(Base64.getDecoder().decode(progress.toJson().path("seen").asText()).length / 32).isBetween(10_000, 14_500);
    }
}
