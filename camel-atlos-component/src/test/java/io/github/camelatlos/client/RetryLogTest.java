package io.github.camelatlos.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelatlos.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What requests that are sent again look like in the log: an hour lived through in a moment. */
class RetryLogTest {

    private static final Exception NO_ANSWER = new Exception("incidents list: no answer from https://atlos.example.org (ConnectException)");

    private final LogLines log = new LogLines();
    private Instant now = Instant.parse("2026-11-26T00:00:00Z");
    private final RetryLog retries = new RetryLog("cases", () -> now);

    @AfterEach
    void close() {
        log.close();
    }

    /** Each poll tries six times, waiting 1, 2, 4, 8 and 16 seconds, and the next poll comes a minute later. */
    @Test
    void aDeadServersHour() {
        Instant end = now.plus(Duration.ofHours(1));
        int all = 0;
        while (now.isBefore(end)) {
            for (int wait = 1; wait <= 16; wait *= 2) {
                retries.retry(Duration.ofSeconds(wait), NO_ANSWER);
                now = now.plusSeconds(wait);
                all++;
            }
            now = now.plusSeconds(60);
        }

        List<String> lines = log.print("A dead server's hour, " + all + " retries");
        assertThat(all).isEqualTo(200);
        assertThat(lines).hasSizeBetween(2, 60).noneMatch(line -> line.contains("stack"));
        assertThat(lines).startsWith("INFO cases: a request failed and is sent again in 1000 ms. " + NO_ANSWER.getMessage(),
                "INFO cases: a request failed and is sent again in 1000 ms, as 4 were since 2026-11-26T00:00:00Z. " + NO_ANSWER.getMessage());
    }

    /** A server that fails now and then, and answers in between, is no reason for more lines. */
    @Test
    void atMostOneLineAMinute() {
        for (int i = 0; i < 600; i++) {
            retries.retry(Duration.ofMillis(500), NO_ANSWER);
            now = now.plusSeconds(1);
        }
        assertThat(log.all()).hasSize(10);
    }
}
