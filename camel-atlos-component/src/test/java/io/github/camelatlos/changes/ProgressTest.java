package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.model.Json;
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

    @Test
    void whatTheListDeliveredIsRememberedWhereASweepMayMeetItOrDid() {
        progress.begin(T, null);
        progress.deliveredElsewhere(row(-60), T);
        progress.deliveredElsewhere(row(-61), T);
        assertThat(progress.knows(row(-60).head())).isTrue();
        assertThat(progress.knows(row(-61).head())).isFalse();
        remember(-61, -500);
        assertThat(progress.isKnown(row(-61))).isFalse();
        progress.deliveredElsewhere(row(-61), T);
        assertThat(progress.isKnown(row(-61))).isTrue();
    }

    /** A row that stood, and changed, at this second. */
    private void remember(int number, int second) {
        long at = T.plusSeconds(second).getEpochSecond();
        progress.remember(new Seen.Entry(row(number).head().identity(), at, at, Seen.NONE));
    }

    @Test
    void whatIsForgottenEndsRightBelowTheFloorAndRightBelowWhereTheWalkBegan() {
        progress.begin(null, null);
        progress.settle(T);
        progress.delivered(row(1_000), T.plusSeconds(1_000_000));
        remember(1, -61);
        remember(2, -60);
        remember(3, 939);
        remember(4, 940);
        for (int i = 0; i < 8_000; i++) {
            remember(10_000 + i, 2_000);
        }
        assertThat(progress.knows(row(1).head())).isFalse();
        assertThat(progress.knows(row(2).head())).isTrue();
        assertThat(progress.knows(row(3).head())).isFalse();
        assertThat(progress.knows(row(4).head())).isTrue();
    }

    private Progress restored(JsonNode json) {
        Progress other = new Progress(rules, rules::position, LOOKBACK);
        other.restore(json);
        return other;
    }

    @Test
    void whatACheckpointKeepsIsAllThereIs() {
        progress.begin(T, null);
        progress.walked(T, progress.bounds(null, T));
        Progress other = restored(progress.toJson());
        assertThat(other.hasBegun()).isTrue();
        assertThat(other.isNew(row(-61).head())).isFalse();
        assertThat(other.isNew(row(-60).head())).isTrue();
        // Half an hour of ours later the server's clock has not moved: it was set back.
        assertThat(other.bounds(T, T.plusSeconds(1_800))).isEqualTo(new Progress.Bounds(T.plusSeconds(-1_860), T.plusSeconds(-1_800), T.plusSeconds(-60)));
    }

    @Test
    void theFirstVersionToldThatItHadBegunByItsMark() {
        assertThat(restored(Json.MAPPER.createObjectNode()).hasBegun()).isFalse();
        assertThat(restored(Json.MAPPER.createObjectNode().put("mark", T.toString())).hasBegun()).isTrue();
    }

    @Test
    void aCheckpointOfALongBacklogDoesNotFillTheMemory() {
        progress.begin(null, null);
        for (int part = 0; part < 4; part++) {
            Seen some = new Seen();
            for (int i = 0; i < 5_000; i++) {
                int number = part * 5_000 + i;
                some.put(new Seen.Entry(row(number).head().identity(), T.plusSeconds(number).getEpochSecond(), 0, Seen.NONE));
            }
            progress.restore(Json.MAPPER.createObjectNode().put("mark", T.plusSeconds(1_000_000).toString()).put("seen", some.toText()));
        }
        assertThat(Base64.getDecoder().decode(progress.toJson().path("seen").asText()).length / 32).isBetween(Seen.NEWEST, 3 * Seen.NEWEST);
        assertThat(progress.knows(row(19_999).head())).isTrue();
    }
}
