package io.github.camelatlos.consumer;

import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

/** A record was not processed: the poll ends, and counts as one that failed. */
final class RecordFailed extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    private final transient Exchange exchange;

    RecordFailed(String record, Exchange exchange, Throwable cause) {
        super("A record of Atlos (" + record + ") was not processed (" + cause + "). It comes again at the next poll, and what follows it waits. "
                + "To get past a record that can never be processed, use onException with handled(true)", cause);
        this.exchange = exchange;
    }

    Exchange exchange() {
        return exchange;
    }
}
