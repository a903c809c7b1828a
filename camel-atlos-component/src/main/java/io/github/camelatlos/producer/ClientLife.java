package io.github.camelatlos.producer;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.camelatlos.client.AtlosClient;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;

/**
 * How long a producer's client stays open. An eviction from a cache, or {@code cacheSize=-1}, stops a producer in the middle of the work,
 * on any thread and on those that do it: then what runs goes on, the last one out closes the client, and the context stops the rest of it
 * with itself, as a service of its own.
 */
final class ClientLife extends ServiceSupport {

    private final CamelContext context;
    private final AtlosClient client;

    // Guarded by this.
    private final Set<Thread> running = new HashSet<>();
    private int lent;
    private boolean closed;
    private boolean ended;

    ClientLife(CamelContext context, AtlosClient client) {
        this.context = context;
        this.client = client;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Whether something may run on this thread; then {@link #end} has to follow. */
    synchronized boolean begin() {
        if (!closed) {
            running.add(Thread.currentThread());
        }
        return !closed;
    }

    synchronized void end() {
        running.remove(Thread.currentThread());
        notifyAll();
        closeIfLast();
    }

    /** Keeps the client open until the exchange is over, which goes on reading a list. */
    synchronized void lend(Exchange exchange) {
        lent++;
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                synchronized (ClientLife.this) {
                    lent--;
                    closeIfLast();
                }
            }
        });
    }

    /** Nothing begins any more. */
    synchronized void beginNoMore() {
        closed = true;
    }

    /** Ends with what runs, which is only cut off where Camel's time to shut down is up. */
    void endWithTheLast() {
        doStop();
        synchronized (this) {
            closeIfLast();
            if (!ended && !context.isStopping()) {
                stopWithContext(true);
            }
        }
    }

    private void closeIfLast() {
        if (closed && running.isEmpty() && (lent == 0 || context.isStopping()) && !ended) {
            ended = true;
            stopWithContext(false);
            client.close();
        }
    }

    private void stopWithContext(boolean yes) {
        try {
            if (yes) {
                context.addService(this);
            } else {
                context.removeService(this);
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** Whoever runs on this thread cannot be waited for. */
    @Override
    protected void doStop() {
        if (context.isStopping() && awaitEnd()) {
            client.stop();
        }
    }

    private synchronized boolean awaitEnd() {
        if (running.contains(Thread.currentThread())) {
            return false;
        }
        ShutdownStrategy strategy = context.getShutdownStrategy();
        long end = System.nanoTime() + (strategy.isTimeoutOccurred() ? 0 : strategy.getTimeUnit().toNanos(strategy.getTimeout()));
        try {
            for (long left = end - System.nanoTime(); !running.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
