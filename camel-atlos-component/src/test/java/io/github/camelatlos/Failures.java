package io.github.camelatlos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** An exception handler that keeps what it is told instead of filling the log. */
final class Failures implements ExceptionHandler {

    private final List<Throwable> all = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void handleException(Throwable exception) {
        handleException("", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        messages.add(message);
        all.add(exception);
    }

    List<Throwable> all() {
        return all;
    }

    List<String> messages() {
        return messages;
    }
}
