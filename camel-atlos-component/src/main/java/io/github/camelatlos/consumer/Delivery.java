package io.github.camelatlos.consumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelatlos.changes.Change;
import io.github.camelatlos.model.AtlosRecords;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.Synchronization;

/** Sends one exchange through the route and waits until its work is done, also where the route hands it to another thread. */
final class Delivery {

    private static final long LOOK_EVERY_MS = 200;

    private final AtlosConsumer consumer;

    Delivery(AtlosConsumer consumer) {
        this.consumer = consumer;
    }

    /**
     * @param  left         how many exchanges of this poll are to come
     * @return              whether it completed without a failure; false if the route stopped before it did
     * @throws RecordFailed if it failed
     */
    boolean deliver(List<Change> changes, RecordHeaders headers, int index, int left) {
        Exchange exchange = consumer.createExchange(true);
        if (consumer.isSplitting()) {
            Change change = changes.get(0);
            headers.set(exchange.getMessage(), change);
            exchange.getMessage().setBody(change.toRecord());
        } else {
            headers.set(exchange.getMessage(), changes);
            exchange.getMessage().setBody(new AtlosRecords(changes.stream().map(Change::toRecord).toList()));
        }
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, index + 1 + left);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, left == 0);
        return process(changes.get(0).id() + (changes.size() > 1 ? " and " + (changes.size() - 1) + " more" : ""), exchange);
    }

    private boolean process(String record, Exchange exchange) {
        Outcome outcome = new Outcome();
        exchange.getExchangeExtension().addOnCompletion(outcome);
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            outcome.onFailure(exchange);
        }
        boolean completed = waitFor(outcome);
        if (!completed && outcome.failure != null) {
            throw new RecordFailed(record, exchange, outcome.failure);
        }
        return completed;
    }

    /** With seda, threads and pollEnrich the processor returns before the work is done; its completion is handed over. */
    private boolean waitFor(Outcome outcome) {
        while (true) {
            try {
                return outcome.completed.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!consumer.isWaiting()) {
                    return outcome.completed.getNow(false);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return outcome.completed.getNow(false);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How the exchange ended; one whose failure was handled has completed. */
    private static final class Outcome implements Synchronization {
        private final CompletableFuture<Boolean> completed = new CompletableFuture<>();
        private volatile Throwable failure;

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                failure = new CamelExecutionException("the route marked it for rollback", exchange, exchange.getException());
                completed.complete(false);
            } else {
                completed.complete(true);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            Throwable thrown = exchange.getException() != null ? exchange.getException()
                    : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
            failure = thrown != null ? thrown : new CamelExecutionException("the route says no reason", exchange);
            completed.complete(false);
        }
    }
}
