package io.github.camelatlos.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.github.camelatlos.AtlosException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of polls that fail: to the exception handler that the endpoint has, each time; else to the log, a line when it begins, when it becomes
 * something else, every ten minutes while it lasts, and when it is over.
 */
final class PollFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

    private final Supplier<String> name;
    private final Supplier<ExceptionHandler> handler;
    private final Supplier<Instant> clock;

    private String what;
    private int count;
    private Instant since;
    private Instant said;

    /** @param name what lines begin with */
    PollFailures(Supplier<String> name, Supplier<ExceptionHandler> handler, Supplier<Instant> clock) {
        this.name = name;
        this.handler = handler;
        this.clock = clock;
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        ExceptionHandler given = handler.get();
        if (given instanceof LoggingExceptionHandler) {
            say(exception);
        } else if (exception instanceof RecordFailed failed) {
            given.handleException(failed.getMessage(), failed.exchange(), failed.getCause());
        } else {
            given.handleException(message, exchange, exception);
        }
    }

    private synchronized void say(Throwable exception) {
        String kind = exception instanceof AtlosException atlos ? atlos.getKind() + " " + atlos.getOperation() : exception.getClass().getName();
        Instant now = clock.get();
        if (what == null) {
            since = now;
            count = 0;
        }
        count++;
        if (!kind.equals(what)) {
            LOG.warn("{}: a poll failed; the next one tries again. {}", name.get(), text(exception));
            said = now;
        } else if (!now.isBefore(said.plus(AGAIN_AFTER))) {
            LOG.warn("{}: polls still fail, {} since {}. {}", name.get(), count, since, text(exception));
            said = now;
        }
        what = kind;
        LOG.debug("{}: failed poll number {}", name.get(), count, exception);
    }

    private static String text(Throwable exception) {
        return exception.getMessage() == null ? exception.getClass().getName() : exception.getMessage();
    }

    /** A poll came to its end. */
    synchronized void over() {
        if (what != null) {
            LOG.info("{}: polls succeed again, after {} that failed since {}", name.get(), count, since);
            what = null;
        }
    }
}
