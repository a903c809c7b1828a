package io.github.camelatlos.producer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
import io.github.camelatlos.writes.Work;
import io.github.camelatlos.writes.Work.Step;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Runs jobs, each in its lanes: on threads of its own, or on the caller's where a transaction is bound to it. The record's place comes
 * first and the upload's second, and whoever has the second waits for nothing, so that nobody waits in a circle.
 */
final class Runner {

    /** As many as there are connections to one server by default. */
    private static final int THREADS = 20;

    private final CamelContext context;
    private final ExecutorService executor;
    private final AtlosClient client;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private final ClientLife life;
    /** Who leaves on this thread since somebody else has left: one in the other, a thousand of them would be too many for the stack. */
    private final ThreadLocal<Deque<Run>> leaving = new ThreadLocal<>();

    Runner(CamelContext context, Object owner, AtlosClient client) {
        this.context = context;
        this.client = client;
        this.life = new ClientLife(context, client);
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
            run.giveUp(Work.STOPPED);
        } catch (ExecutionException | CancellationException e) {
            run.giveUp(Work.STOPPED);
        } finally {
            run.release();
        }
    }

    private <T> T await(CompletableFuture<T> event) throws InterruptedException, ExecutionException {
        waiting.add(event);
        try {
            if (life.isClosed()) {
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
                    giveUp(Work.STOPPED);
                    finish();
                }
            });
            if (life.isClosed()) {
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
                executor.execute(this::go);
            } catch (RejectedExecutionException e) {
                giveUp(Work.STOPPED);
                finish();
            } catch (Throwable e) {
                // A permit that nobody gives back would keep every other writer waiting for ever.
                giveUp("there is no thread to carry it out (" + e + ")");
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
            boolean begun = life.begin();
            try {
                if (!begun) {
                    giveUp(Work.STOPPED);
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
                giveUp(Work.STOPPED);
            } catch (Throwable e) {
                exchange.setException(e);
            } finally {
                leave(upload);
                upload = null;
                if (begun) {
                    life.end();
                }
            }
            return null;
        }

        void giveUp(String why) {
            RuntimeException told = job.work().givenUp(why);
            exchange.setException(told instanceof StopSignal.Stopped ? new RejectedExecutionException(job.operation() + ": " + why + "; nothing was written", told)
                    : told);
        }

        /** All of them leave their places before the first route goes on, which may want one of these again. */
        void finish() {
            Deque<Run> others = leaving.get();
            if (others != null) {
                others.add(this);
                return;
            }
            others = new ArrayDeque<>();
            leaving.set(others);
            List<Run> gone = new ArrayList<>();
            for (Run run = this; run != null; run = others.poll()) {
                run.release();
                gone.add(run);
            }
            leaving.remove();
            gone.forEach(run -> run.callback.done(false));
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

    /** Keeps the client open until the exchange is over, which goes on reading a list. */
    void lend(Exchange exchange) {
        life.lend(exchange);
    }

    /** Ends what waits and takes nothing new; what runs goes on. */
    void close() {
        life.beginNoMore();
        waiting.forEach(event -> event.cancel(false));
        // Not shutdownNow, which would drop jobs together with their permits.
        context.getExecutorServiceManager().shutdown(executor);
        life.endWithTheLast();
    }
}
