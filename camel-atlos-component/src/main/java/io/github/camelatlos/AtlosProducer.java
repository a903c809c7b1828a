package io.github.camelatlos;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

public class AtlosProducer extends DefaultAsyncProducer {
    public AtlosProducer(AtlosEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        callback.done(true);
        return true;
    }
}
