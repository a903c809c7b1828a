package io.github.camelatlos;

import java.util.Queue;

import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;

public class AtlosConsumer extends ScheduledBatchPollingConsumer {
    public AtlosConsumer(AtlosEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected int poll() {
        return 0;
    }

    @Override
    public int processBatch(Queue<Object> exchanges) {
        return 0;
    }
}
