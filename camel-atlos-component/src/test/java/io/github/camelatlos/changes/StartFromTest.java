package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFromTest {

    @ParameterizedTest
    @ValueSource(strings = { "2026-11-01T01:30:00+01:30", "2026-11-01T01:30:00 01:30", "2026-11-01T00:00:00Z", "2026-10-31T23:00:00-01:00" })
    void anInstantIsUnderstoodAlsoWhereItsPlusSignBecameABlank(String text) {
        assertThat(StartFrom.of(text)).isEqualTo(new StartFrom.At(Instant.parse("2026-11-01T00:00:00Z")));
    }

    @Test
    void aBlankElsewhereIsStillRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> StartFrom.of("2026-11-01 00:00:00Z")).withMessageContaining("startFrom");
    }
}
