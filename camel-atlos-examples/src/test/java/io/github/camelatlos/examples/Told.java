package io.github.camelatlos.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a logger was told; the root with an empty name. */
public final class Told implements AutoCloseable {

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AbstractAppender appender = new AbstractAppender("told", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }
    };

    public Told(String name) {
        logger = (Logger) (name.isEmpty() ? LogManager.getRootLogger() : LogManager.getLogger(name));
        appender.start();
        logger.addAppender(appender);
    }

    public List<String> lines() {
        return events.stream().map(event -> event.getMessage().getFormattedMessage()).toList();
    }

    /** What was told with one. */
    public List<String> stackTraces() {
        return events.stream().filter(event -> event.getThrown() != null || event.getThrownProxy() != null)
                .map(event -> event.getMessage().getFormattedMessage()).toList();
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        appender.stop();
    }
}
