package io.github.camelatlos;

import java.util.ArrayList;
import java.util.List;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What the component says at INFO and above, as an operator's log shows it, until it is closed. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = (Logger) LogManager.getLogger("io.github.camelatlos");
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.INFO)) {
                synchronized (lines) {
                    lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage()
                            + (event.getThrown() == null ? "" : " with a stack trace"));
                }
            }
        }
    };

    public LogLines() {
        appender.start();
        logger.addAppender(appender);
    }

    public List<String> all() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** All of them, printed too: for whoever wants to see what such a day looks like. */
    public List<String> print(String title) {
        List<String> all = all();
        System.out.println(title + " (" + all.size() + " lines):\n  " + String.join("\n  ", all));
        return all;
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        appender.stop();
    }
}
