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
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Runs jobs, each in its lane: on threads of its own, or on the caller's where a transaction is bound to it. */
final class Runner implements AutoCloseable {

    /** As many as there are connections to one server by default. */
    private static final int THREADS = 20;
    private static final long CHECK_MILLIS = 200;
    private static final long LONGEST_STOP_MILLIS = 10_000;

    private final ExecutorServiceManager manager;
    private final ExecutorService executor;
    private final AtlosClient client;
    private final Set<CompletableFuture<Permit>> waiting = ConcurrentHashMap.newKeySet();

    Runner(ExecutorServiceManager manager, Object owner, AtlosClient client) {
        this.client = client;
        this.manager = manager;
        // Whoever waits in the queue is an exchange that exists anyway, so bounding the queue would save no memory and block the caller.
        // Camel's usual policy drops a job without a word once the pool is shut down, and with it the exchange and the permit.
        this.executor = manager.newThreadPool(owner, "AtlosProducer", new ThreadPoolProfileBuilder("AtlosProducer").poolSize(THREADS)
                .maxPoolSize(THREADS).maxQueueSize(-1).rejectedPolicy(ThreadPoolRejectedPolicy.Abort).allowCoreThreadTimeOut(true).keepAliveTime(30L, TimeUnit.SECONDS).build());
    }

    /** Returns at once; the callback is called when the job is done. */
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
        if (client.isStopped()) {
            turn.cancel(false);
        }
    }

    private void execute(Job job, Permit permit, Exchange exchange, Exception before, AsyncCallback callback) {
        try {
            executor.execute(() -> {
                work(job, permit, exchange, before);
                callback.done(false);
            });
        } catch (RejectedExecutionException e) {
            // Stopping: a permit that nobody gives back would keep every other writer waiting for ever.
            work(job, permit, exchange, before);
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
                    if (client.isStopped()) {
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
        try (permit) {
            if (job.lane() != null && permit == null) {
                throw new StopSignal.Stopped();
            }
            // A timeout may have ended the exchange while it waited for its turn.
            if (exchange.getException() == before) {
                client.checkNotStopped();
                AtlosProducer.deliver(job.work().run(), exchange);
            }
        } catch (StopSignal.Stopped e) {
            exchange.setException(new RejectedExecutionException(job.operation() + ": the route stopped before this was carried out; nothing was "
                    + "written", e));
        } catch (Throwable e) {
            exchange.setException(e);
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** Ends what waits, cuts off what is under way, and leaves no permit behind. */
    @Override
    public void close() {
        client.stop();
        waiting.forEach(turn -> turn.cancel(false));
        // Not shutdownNow, which would drop jobs together with their permits.
        manager.shutdown(executor);
        try {
            manager.awaitTermination(executor, LONGEST_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
