package io.github.camelatlos.producer;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.producer.Lanes.Permit;
import io.github.camelatlos.writes.Writer.Step;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Runs jobs, each in its lanes: on threads of its own, or on the caller's where a transaction is bound to it. The record's place comes
 * first and the upload's second, and whoever has the second waits for nothing, so that nobody waits in a circle. The last one out closes
 * the client.
 */
final class Runner {

    /** As many as there are connections to one server by default. */
    private static final int THREADS = 20;

    private final CamelContext context;
    private final ExecutorService executor;
    private final AtlosClient client;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private final LeftOver leftOver = new LeftOver();

    // Guarded by this.
    private int running;
    private int lent;
    private boolean closed;
    private boolean ended;

    Runner(CamelContext context, Object owner, AtlosClient client) {
        this.context = context;
        this.client = client;
        // Whoever waits in the queue is an exchange that exists anyway, so bounding the queue would save no memory and block the caller;
        // and of -1 Camel makes no queue at all. Camel's usual policy drops a job without a word once the pool is shut down, and with it the exchange and the permit.
        this.executor = context.getExecutorServiceManager().newThreadPool(owner, "AtlosProducer", new ThreadPoolProfileBuilder("AtlosProducer")
                .poolSize(THREADS).maxPoolSize(THREADS).maxQueueSize(Integer.MAX_VALUE).rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .allowCoreThreadTimeOut(true).keepAliveTime(30L, TimeUnit.SECONDS).build());
    }

    /** Returns at once; the callback is called when the job is done, whatever it ends with. */
    void run(Job job, Exchange exchange, AsyncCallback callback) {
        Run run = new Run(job, exchange, callback);
        if (job.record() == null) {
            run.handOver();
        } else {
            run.await(Lanes.JVM.acquire(job.record(), 1), permit -> {
                run.record = permit;
                run.enter();
            });
        }
    }

    /** On the caller's thread, with all its waits. */
    void runHere(Job job, Exchange exchange) {
        Run run = new Run(job, exchange, sync -> { });
        try {
            run.record = job.record() == null ? null : await(Lanes.JVM.acquire(job.record(), 1));
            run.upload = job.upload() ? await(uploads()) : null;
            for (Duration pause = run.step(); pause != null; pause = run.step()) {
                await(after(pause));
                run.upload = job.upload() ? await(uploads()) : null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.giveUp();
        } catch (ExecutionException | CancellationException e) {
            run.giveUp();
        } finally {
            run.release();
        }
    }

    private <T> T await(CompletableFuture<T> event) throws InterruptedException, ExecutionException {
        waiting.add(event);
        try {
            if (isClosed()) {
                event.cancel(false);
            }
            return event.get();
        } catch (InterruptedException e) {
            if (!event.cancel(false) && event.join() instanceof Permit permit) {
                // Its turn had come at the same moment.
                permit.close();
            }
            throw e;
        } finally {
            waiting.remove(event);
        }
    }

    private CompletableFuture<Permit> uploads() {
        return Lanes.JVM.acquire(Lanes.uploads(client.settings().server()), client.uploadPlaces());
    }

    private static CompletableFuture<Object> after(Duration pause) {
        return new CompletableFuture<>().completeOnTimeout(null, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** One exchange on its way through a job. */
    private final class Run {
        private final Job job;
        private final Exchange exchange;
        private final Exception before;
        private final AsyncCallback callback;
        private Permit record;
        private Permit upload;

        Run(Job job, Exchange exchange, AsyncCallback callback) {
            this.job = job;
            this.exchange = exchange;
            this.before = exchange.getException();
            this.callback = callback;
        }

        /** Goes on when it happens, or gives up when this is closed before. */
        <T> void await(CompletableFuture<T> event, Consumer<T> then) {
            waiting.add(event);
            event.whenComplete((value, gone) -> {
                waiting.remove(event);
                if (gone == null) {
                    then.accept(value);
                } else {
                    giveUp();
                    finish();
                }
            });
            if (isClosed()) {
                event.cancel(false);
            }
        }

        /** With the record's place: into the upload's, if it takes one, and on. */
        void enter() {
            if (job.upload()) {
                await(uploads(), permit -> {
                    upload = permit;
                    handOver();
                });
            } else {
                handOver();
            }
        }

        void handOver() {
            try {
                executor.execute(() -> {
                    threads.add(Thread.currentThread());
                    try {
                        go();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                });
            } catch (RejectedExecutionException e) {
                giveUp();
                finish();
            } catch (Throwable e) {
                // No thread can be made: a permit that nobody gives back would keep every other writer waiting for ever.
                exchange.setException(new RejectedExecutionException(job.operation() + ": there is no thread to carry it out (" + e + "); "
                        + (job.work().givenUp() instanceof StopSignal.Stopped ? "nothing was sent" : "it is not known whether it was carried out"), e));
                finish();
            }
        }

        private void go() {
            Duration pause = step();
            if (pause == null) {
                finish();
                return;
            }
            // The record's place is kept: whoever else writes there would be erased too.
            await(after(pause), woken -> enter());
        }

        /** How long to wait for the next step, or null if there is none. */
        Duration step() {
            boolean begun = begin();
            try {
                if (!begun) {
                    giveUp();
                } else if (exchange.getException() == before) {
                    // Else a timeout ended the exchange while it waited for its turn.
                    Step<?> step = job.work().step();
                    if (step instanceof Step.Later<?> later) {
                        return later.delay();
                    } else if (job.answers()) {
                        AtlosProducer.deliver(((Step.Done<?>) step).record(), exchange);
                    }
                }
            } catch (StopSignal.Stopped e) {
                exchange.setException(notWritten(e));
            } catch (Throwable e) {
                exchange.setException(e);
            } finally {
                leave(upload);
                upload = null;
                if (begun) {
                    end();
                }
            }
            return null;
        }

        void giveUp() {
            RuntimeException told = job.work().givenUp();
            exchange.setException(told instanceof StopSignal.Stopped ? notWritten(told) : told);
        }

        private RejectedExecutionException notWritten(Exception e) {
            return new RejectedExecutionException(job.operation() + ": the route stopped before this was carried out; nothing was written", e);
        }

        void finish() {
            release();
            callback.done(false);
        }

        void release() {
            job.work().close();
            leave(upload);
            leave(record);
        }

        private void leave(Permit place) {
            if (place != null) {
                place.close();
            }
        }
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

    /** Keeps the client open until the exchange is over, which goes on reading a list. */
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
            stopWithContext(false);
            client.close();
        }
    }

    /**
     * Ends what waits and takes nothing new; what runs goes on, and is only cut off where Camel's time to shut down is up. An eviction
     * from a cache, or {@code cacheSize=-1}, stops a producer in the middle of the work, on any thread and on those of this runner; then
     * the context stops the rest of it with itself.
     */
    void close() {
        synchronized (this) {
            closed = true;
        }
        waiting.forEach(event -> event.cancel(false));
        // Not shutdownNow, which would drop jobs together with their permits.
        context.getExecutorServiceManager().shutdown(executor);
        if (context.isStopping()) {
            endInTime();
        }
        synchronized (this) {
            closeIfLast();
            if (!ended && !context.isStopping()) {
                stopWithContext(true);
            }
        }
    }

    private void endInTime() {
        if (!threads.contains(Thread.currentThread())) {
            awaitEnd();
            client.stop();
        }
    }

    private void stopWithContext(boolean yes) {
        try {
            if (yes) {
                context.addService(leftOver);
            } else {
                context.removeService(leftOver);
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** What still runs when its producer is gone. */
    private final class LeftOver extends ServiceSupport {
        @Override
        protected void doStop() {
            if (context.isStopping()) {
                endInTime();
            }
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
