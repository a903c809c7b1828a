package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Json;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.SynchronizationAdapter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a route does with an exchange: the next one waits for its completion, and so does the checkpoint. */
class ConsumerRouteProofTest extends ProofTestSupport {

    enum Shape {
        STRAIGHT, SEDA, THREADS, POLL_ENRICH, PAGES, TRANSACTED, FAILING, FAILING_PAGES, FAILING_IN_SEDA, HANDLED, ON_COMPLETION
    }

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicReference<String> broken = new AtomicReference<>();
    private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @EnumSource
    void theNextExchangeAndTheCheckpointWaitForCompletion(Shape shape) throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(160);
        String uri = "atlos:incidents?exceptionHandler=#failures&" + QUICK + checkpoint() + (shape.name().endsWith("PAGES") ? "&splitResults=false" : "");
        context.addRoutes(routes(shape, uri));
        context.start();
        oracle.awaitDelivered(80);
        context.stop();
        context = newContext();
        context.addRoutes(routes(shape, uri));
        context.start();
        if (shape == Shape.POLL_ENRICH) {
            oracle.awaitNothingMissing(Duration.ofSeconds(90));
            awaitWalks(AtlosResource.INCIDENTS, 4);
            judge(oracle, "a route that is " + shape + ", stopped and started", "", 0);
        } else if (shape != Shape.HANDLED) {
            prove("a route that is " + shape + ", stopped and started", failedOnce.isEmpty() ? "" : failedOnce.size() + " failures");
        } else {
            Awaitility.await().until(() -> oracle.delivered() + failedOnce.size() >= 160);
            awaitPolls(4);
            assertThat(oracle.delivered() + failedOnce.size()).isEqualTo(160);
        }
        assertThat(broken.get()).isNull();
        assertThat(completed.get()).isGreaterThanOrEqualTo(shape.name().endsWith("PAGES") ? 2 : 160 - failedOnce.size());
    }

    private RouteBuilder routes(Shape shape, String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("required", policy());
                if (shape == Shape.HANDLED) {
                    onException(IllegalStateException.class).handled(true).logExhausted(false).process(exchange -> LockSupport.parkNanos(5_000_000));
                }
                errorHandler(defaultErrorHandler().logExhausted(false));
                RouteDefinition route = shape == Shape.POLL_ENRICH ? from("timer:tick?period=1&delay=0") : from(uri);
                switch (shape) {
                    case SEDA -> route.process(this::begin).to("seda:work");
                    case FAILING_IN_SEDA -> route.process(this::begin).to("seda:work");
                    case THREADS -> route.process(this::begin).threads(3).process(this::work);
                    case POLL_ENRICH -> route.pollEnrich(uri, 1_000).filter(body().isNotNull()).process(this::work);
                    case TRANSACTED -> route.transacted("required").process(this::begin).process(this::work);
                    case FAILING, FAILING_PAGES, HANDLED -> route.process(this::begin).process(this::failOnce).process(this::work);
                    case ON_COMPLETION -> route.onCompletion().process(exchange -> {
                        LockSupport.parkNanos(3_000_000);
                        inside.decrementAndGet();
                        completed.incrementAndGet();
                    }).end().process(exchange -> enter()).process(this::work);
                    default -> route.process(this::begin).process(this::work);
                }
                if (shape == Shape.SEDA) {
                    from("seda:work").process(this::work);
                } else if (shape == Shape.FAILING_IN_SEDA) {
                    from("seda:work").errorHandler(noErrorHandler()).process(this::failOnce).process(this::work);
                }
            }

            private void begin(Exchange exchange) {
                enter();
                exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public void onDone(Exchange done) {
                        LockSupport.parkNanos(1_000_000);
                        inside.decrementAndGet();
                        completed.incrementAndGet();
                    }
                });
            }

            private void failOnce(Exchange exchange) {
                String id = shape == Shape.FAILING_PAGES ? "0" : exchange.getMessage().getHeader(AtlosConstants.ID, String.class);
                if (shape == Shape.FAILING_PAGES ? failedOnce.add(id) : Math.floorMod(id.hashCode(), 10) == 0 && failedOnce.add(id)) {
                    throw new IllegalStateException("fails once");
                }
            }

            private void work(Exchange exchange) throws Exception {
                LockSupport.parkNanos(2_000_000);
                if (shape == Shape.POLL_ENRICH) {
                    completed.incrementAndGet();
                } else if (remembered() > completed.get() * (shape.name().endsWith("PAGES") ? 100 : 1)) {
                    broken.compareAndSet(null, "the checkpoint holds " + remembered() + " rows, and " + completed + " exchanges have completed");
                }
                oracle.process(exchange);
            }
        };
    }

    private void enter() {
        if (inside.incrementAndGet() > 1) {
            broken.compareAndSet(null, "an exchange began before the one before it had completed");
        }
    }

    /** Rows that the checkpoint says were delivered; all are within the lookback. */
    private int remembered() throws Exception {
        Path file = folder.resolve("checkpoint.json");
        if (!Files.exists(file)) {
            return 0;
        }
        // A base, and a line for each change since.
        int rows = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode json = Json.object(line.getBytes(StandardCharsets.UTF_8));
            JsonNode live = json.path(json.has("state") ? "state" : "change").path("live");
            rows += Base64.getDecoder().decode(live.path("seen").asText()).length / 32;
        }
        return rows;
    }

    private static TransactedPolicy policy() {
        return new TransactedPolicy() {
            @Override
            public void beforeWrap(Route route, NamedNode definition) {
            }

            @Override
            public Processor wrap(Route route, Processor processor) {
                return processor;
            }
        };
    }

    @ParameterizedTest
    @EnumSource(ShutdownRunningTask.class)
    void aShutdownInMidBatchCompletesWhatItSays(ShutdownRunningTask task) throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(300, LONG_AGO, Duration.ofSeconds(1));
        String uri = "atlos:incidents?" + QUICK + checkpoint();
        context.getShutdownStrategy().setTimeout(60);
        context.addRoutes(work(uri, task, 3));
        context.start();
        oracle.awaitDelivered(50);
        context.stop();
        long before = oracle.delivered();
        if (task == ShutdownRunningTask.CompleteAllTasks) {
            assertThat(before).isEqualTo(300);
        } else {
            assertThat(before).isLessThan(300);
        }
        context = newContext();
        context.addRoutes(work(uri, task, 0));
        context.start();
        prove("shutdown in mid-batch, " + task, "");
    }

    @ParameterizedTest
    @EnumSource(names = { "STRAIGHT", "THREADS", "SEDA" })
    void suspendedWhileAnExchangeIsUnderWay(Shape shape) throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(150, LONG_AGO, Duration.ofSeconds(1));
        AtomicInteger millis = new AtomicInteger(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("atlos:incidents?" + QUICK).routeId("poll");
                RouteDefinition work = switch (shape) {
                    case SEDA -> {
                        route.to("seda:work");
                        yield from("seda:work");
                    }
                    case THREADS -> {
                        route.threads(2);
                        yield route;
                    }
                    default -> route;
                };
                work.process(oracle).process(exchange -> LockSupport.parkNanos(millis.get() * 1_000_000L));
            }
        });
        context.start();
        for (int delivered : List.of(5, 15, 30)) {
            oracle.awaitDelivered(delivered);
            millis.set(900);
            oracle.awaitDelivered(oracle.delivered() + 2);
            long start = System.nanoTime();
            context.getRouteController().suspendRoute("poll");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(oracle.delivered()).isLessThan(150);
            millis.set(2);
            context.getRouteController().resumeRoute("poll");
        }
        prove("suspended and resumed in mid-exchange, " + shape, "3 times");
    }

    private RouteBuilder work(String uri, ShutdownRunningTask task, int millis) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).shutdownRunningTask(task).process(oracle).process(exchange -> LockSupport.parkNanos(millis * 1_000_000L));
            }
        };
    }

    @Test
    void aResourceThatIsPolledByHand() throws Exception {
        watch(AtlosResource.UPDATES);
        new Load(server, AtlosResource.UPDATES).backlog(30, LONG_AGO, Duration.ofSeconds(1));
        context.start();
        try (var template = context.createConsumerTemplate()) {
            for (int i = 0; i < 40; i++) {
                Exchange exchange = template.receive("atlos:updates?" + QUICK, 5_000);
                oracle.process(exchange);
                template.doneUoW(exchange);
            }
            assertThat(template.receive("atlos:updates?" + QUICK, 500)).isNull();
        }
        judge(oracle, "received one by one with a ConsumerTemplate", "", 0);
    }
}
