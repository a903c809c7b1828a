package io.github.camelatlos.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.LogLines;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a day of failing polls looks like in the log: a day lived through in a moment. */
class PollFailuresTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-26T00:00:00Z");
    private static final AtlosException WRONG_TOKEN = new AtlosException(Kind.INVALID_TOKEN, "incidents list", "incidents list: Invalid token");

    private final LogLines log = new LogLines();
    private final ExceptionHandler camels = new LoggingExceptionHandler(new DefaultCamelContext(), getClass());
    private Instant now = MIDNIGHT;
    private final PollFailures failures = new PollFailures(() -> "cases", () -> camels, () -> now);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aWrongTokensDay() {
        for (int poll = 0; poll < 24 * 60; poll++) {
            failures.handleException(WRONG_TOKEN);
            now = now.plus(Duration.ofMinutes(1));
        }
        failures.over();
        failures.over();

        List<String> lines = log.print("A wrong token's day");
        assertThat(lines).hasSize(1 + 143 + 1).noneMatch(line -> line.contains("stack"));
        assertThat(lines).first().isEqualTo("WARN cases: a poll failed; the next one tries again. incidents list: Invalid token");
        assertThat(lines.subList(1, 144)).allMatch(line -> line.startsWith("WARN cases: polls still fail, "));
        assertThat(lines).element(1).isEqualTo("WARN cases: polls still fail, 11 since 2026-11-26T00:00:00Z. incidents list: Invalid token");
        assertThat(lines).last().isEqualTo("INFO cases: polls succeed again, after 1440 that failed since 2026-11-26T00:00:00Z");
    }

    /** Polls that come more often make no more lines. */
    @Test
    void aPollEachSecondSaysNoMore() {
        for (int poll = 0; poll < 3600; poll++) {
            failures.handleException(WRONG_TOKEN);
            now = now.plusSeconds(1);
        }
        assertThat(log.all()).hasSize(6);
    }

    @Test
    void anotherFaultIsSaidAtOnceAndWhatComesAfterTheEndIsANewOne() {
        failures.handleException(WRONG_TOKEN);
        failures.handleException(new AtlosException(Kind.SERVER_ERROR, "incidents list", "incidents list: no answer"));
        failures.over();
        failures.handleException(WRONG_TOKEN);

        assertThat(log.all()).containsExactly("WARN cases: a poll failed; the next one tries again. incidents list: Invalid token",
                "WARN cases: a poll failed; the next one tries again. incidents list: no answer",
                "INFO cases: polls succeed again, after 2 that failed since 2026-11-26T00:00:00Z",
                "WARN cases: a poll failed; the next one tries again. incidents list: Invalid token");
    }
}
