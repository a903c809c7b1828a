package io.github.camelatlos.examples.airgap;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A full outbox is no error: it is told in one line when it begins, and not at every poll. Everything else is told as Camel does. */
public final class WaitingForTheCarrier implements ExceptionHandler, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger("airgap");

    private CamelContext camelContext;

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
        Throwable cause = exception;
        while (cause != null && !(cause instanceof OutboxFull)) {
            cause = cause.getCause();
        }
        if (cause instanceof OutboxFull full) {
            if (full.isNews()) {
                LOG.warn(full.getMessage());
            }
        } else {
            new LoggingExceptionHandler(camelContext, WaitingForTheCarrier.class, LoggingLevel.WARN).handleException(message, exchange, exception);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
