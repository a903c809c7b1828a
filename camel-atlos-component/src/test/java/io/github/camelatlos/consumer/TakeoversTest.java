package io.github.camelatlos.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** When a consumer that others take its checkpoint from gives up: minutes lived through in a moment. */
class TakeoversTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(50).toNanos();
    private final Takeovers takeovers = new Takeovers(() -> now);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void theThirdWithinAMinuteIsOneTooMany() {
        assertThat(takeovers.another()).isFalse();
        pass(30);
        assertThat(takeovers.another()).isFalse();
        pass(30);
        assertThat(takeovers.another()).isTrue();
    }

    @Test
    void threeThatAreFurtherApartAreNodesThatComeAndGo() {
        for (int i = 0; i < 100; i++) {
            assertThat(takeovers.another()).isFalse();
            pass(31);
        }
        pass(-1);
        assertThat(takeovers.another()).isFalse();
        assertThat(takeovers.another()).isTrue();
    }
}
