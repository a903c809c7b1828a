package io.github.camelatlos.producer;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.writes.WriteLanes.Permit;
import io.github.camelatlos.writes.WriteLanes;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Runs jobs, each in its lane: on threads of its own, or on the caller's where a transaction is bound to it. The last one out closes the client. */
final class Runner {

    /** As many as there are connections to one server by default. */
    private static final int THREADS = 20;
    private static final long CHECK_MILLIS = 200;

    private final CamelContext context;
    private final ExecutorService executor;
    private final AtlosClient client;
    private final Set<CompletableFuture<Permit>> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private int running;
    private int lent;
    private boolean closed;
    private boolean ended;

    Runner(CamelContext context, Object owner, AtlosClient client) {
        this.context = context;
        this.client = client;
        // Whoever waits in the queue is an exchange that exists anyway, so bounding the queue would save no memory and block the caller.
        // Camel's usual policy drops a job without a word once the pool is shut down, and with it the exchange and the permit.
        this.executor = context.getExecutorServiceManager().newThreadPool(owner, "AtlosProducer", new ThreadPoolProfileBuilder("AtlosProducer")
                .poolSize(THREADS).maxPoolSize(THREADS).maxQueueSize(-1).rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .allowCoreThreadTimeOut(true).keepAliveTime(30L, TimeUnit.SECONDS).build());
    }

    /** Returns at once; the callback is called when the job is done, whatever it ends with. */
    void run(Job job, Exchange exchange, AsyncCallback callback) {
        Exception before = exchange.getException();
        if (job.lane() == null) {
            execute(job, null, exchange, before, callback);
            return;
        }
        CompletableFuture<Permit> turn = WriteLanes.JVM.acquire(job.lane());
        waiting.add(turn);
        turn.whenComplete((permit, cancelled) -> {
            waiting.remove(turn);
            execute(job, permit, exchange, before, callback);
        });
        if (isClosed()) {
            turn.cancel(false);
        }
    }

    private void execute(Job job, Permit permit, Exchange exchange, Exception before, AsyncCallback callback) {
        try {
            executor.execute(() -> {
                threads.add(Thread.currentThread());
                try {
                    work(job, permit, exchange, before);
                    callback.done(false);
                } finally {
                    threads.remove(Thread.currentThread());
                }
            });
        } catch (Throwable e) {
            // Stopping, or no thread can be made: a permit that nobody gives back would keep every other writer waiting for ever.
            try (permit) {
                exchange.setException(e instanceof RejectedExecutionException ? notWritten(job, new StopSignal.Stopped())
                        : new RejectedExecutionException(job.operation() + ": there is no thread to carry it out (" + e + "); nothing was sent", e));
            }
            callback.done(false);
        }
    }

    /** On the caller's thread, with the wait for the lane. */
    void runHere(Job job, Exchange exchange) {
        Exception before = exchange.getException();
        try {
            work(job, job.lane() == null ? null : await(WriteLanes.JVM.acquire(job.lane())), exchange, before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(new RejectedExecutionException(job.operation() + ": interrupted while it waited for its turn; nothing was sent", e));
        }
    }

    private Permit await(CompletableFuture<Permit> turn) throws InterruptedException {
        waiting.add(turn);
        try {
            while (true) {
                try {
                    return turn.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (isClosed()) {
                        turn.cancel(false);
                    }
                } catch (CancellationException | ExecutionException e) {
                    return null;
                }
            }
        } catch (InterruptedException e) {
            if (!turn.cancel(false)) {
                // Its turn had come at the same moment.
                turn.join().close();
            }
            throw e;
        } finally {
            waiting.remove(turn);
        }
    }

    private void work(Job job, Permit permit, Exchange exchange, Exception before) {
        boolean begun = false;
        try (permit) {
            begun = begin();
            if (!begun || job.lane() != null && permit == null) {
                throw new StopSignal.Stopped();
            }
            // A timeout may have ended the exchange while it waited for its turn.
            if (exchange.getException() == before) {
                AtlosProducer.deliver(job.work().run(), exchange);
            }
        } catch (StopSignal.Stopped e) {
            exchange.setException(notWritten(job, e));
        } catch (Throwable e) {
            exchange.setException(e);
        } finally {
            if (begun) {
                end();
            }
        }
    }

    private static RejectedExecutionException notWritten(Job job, StopSignal.Stopped e) {
        return new RejectedExecutionException(job.operation() + ": the route stopped before this was carried out; nothing was written", e);
    }

    int waiting() {
        return waiting.size();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean begin() {
        running += closed ? 0 : 1;
        return !closed;
    }

    private synchronized void end() {
        running--;
        notifyAll();
        closeIfLast();
    }

    /** Keeps the client open until the exchange is over: it goes on reading a list after its job is done. */
    synchronized void lend(Exchange exchange) {
        lent++;
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                synchronized (Runner.this) {
                    lent--;
                    closeIfLast();
                }
            }
        });
    }

    private void closeIfLast() {
        if (closed && running == 0 && (lent == 0 || context.isStopping()) && !ended) {
            ended = true;
            client.close();
        }
    }

    /**
     * Ends what waits and takes nothing new; what runs goes on, and is only cut off where Camel's time to shut down is up. An eviction
     * from a cache, or {@code cacheSize=-1}, stops a producer in the middle of the work, on any thread and on those of this runner.
     */
    void close() {
        synchronized (this) {
            closed = true;
        }
        waiting.forEach(turn -> turn.cancel(false));
        // Not shutdownNow, which would drop jobs together with their permits.
        context.getExecutorServiceManager().shutdown(executor);
        if (context.isStopping() && !threads.contains(Thread.currentThread())) {
            awaitEnd();
            client.stop();
        }
        synchronized (this) {
            closeIfLast();
        }
    }

    private synchronized void awaitEnd() {
        ShutdownStrategy strategy = context.getShutdownStrategy();
        long end = System.nanoTime() + (strategy.isTimeoutOccurred() ? 0 : strategy.getTimeUnit().toNanos(strategy.getTimeout()));
        try {
            for (long left = end - System.nanoTime(); running > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
