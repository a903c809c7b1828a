package io.github.camelatlos.client;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that requests are sent again: at the first one, and then at most once a minute. */
final class RetryLog {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosClient.class);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private final String name;
    private final Supplier<Instant> clock;
    private Instant said;
    private int unsaid;

    /** @param name what lines begin with */
    RetryLog(String name, Supplier<Instant> clock) {
        this.name = name;
        this.clock = clock;
    }

    synchronized void retry(Duration wait, Exception reason) {
        Instant now = clock.get();
        if (said != null && now.isBefore(said.plus(AGAIN_AFTER))) {
            unsaid++;
            return;
        }
        if (unsaid == 0) {
            LOG.info("{}: a request failed and is sent again in {} ms. {}", name, wait.toMillis(), reason.getMessage());
        } else {
            LOG.info("{}: a request failed and is sent again in {} ms, as {} were since {}. {}", name, wait.toMillis(), unsaid, said,
                    reason.getMessage());
        }
        said = now;
        unsaid = 0;
    }
}
