package io.github.camelatlos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.camelatlos.model.AtlosRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps what a route delivered, and fails where it is told to. */
final class Sink implements Processor {

    private final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    private volatile Predicate<Delivered> failing = any -> false;

    record Delivered(String id, String slug, Object change, Object timestamp, AtlosRecord record, int index, int size, boolean complete) {
    }

    @Override
    public void process(Exchange exchange) {
        Delivered one = new Delivered(exchange.getMessage().getHeader(AtlosConstants.ID, String.class),
                exchange.getMessage().getHeader(AtlosConstants.SLUG, String.class),
                exchange.getMessage().getHeader(AtlosConstants.CHANGE), exchange.getMessage().getHeader(AtlosConstants.TIMESTAMP),
                exchange.getMessage().getBody() instanceof AtlosRecord record ? record : null,
                exchange.getProperty(Exchange.BATCH_INDEX, Integer.class), exchange.getProperty(Exchange.BATCH_SIZE, Integer.class),
                exchange.getProperty(Exchange.BATCH_COMPLETE, Boolean.class));
        if (failing.test(one)) {
            throw new IllegalStateException("the sink refuses " + one.id());
        }
        delivered.add(one);
    }

    void failOn(Predicate<Delivered> when) {
        failing = when;
    }

    List<Delivered> all() {
        return List.copyOf(delivered);
    }

    List<String> ids() {
        return delivered.stream().map(Delivered::id).toList();
    }

    List<String> slugs() {
        return delivered.stream().map(Delivered::slug).toList();
    }

    void clear() {
        delivered.clear();
    }
}
