package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server, a context and an oracle for each proof. */
@ExtendWith(ProofTable.class)
abstract class ProofTestSupport extends ConsumerTestSupport {

    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    static final String QUICK = "delay=50&initialDelay=0";

    Oracle oracle;
    final Failures failures = new Failures();

    @Override
    CamelContext newContext() {
        CamelContext fresh = super.newContext();
        fresh.getRegistry().bind("failures", failures);
        return fresh;
    }

    void watch(AtlosResource resource) {
        oracle = Oracle.watching(server, resource);
    }

    /** The URI with one more option. */
    static String also(String option, String uri) {
        return uri + (uri.contains("?") ? "&" : "?") + option;
    }

    /** Starts a route that polls into the oracle. */
    void pollIntoOracle(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:" + also(QUICK, uri)).routeId("poll").process(oracle);
            }
        });
        context.start();
    }

    void restartIntoOracle(String uri) throws Exception {
        context.stop();
        context = newContext();
        pollIntoOracle(uri);
    }

    /** Waits for everything to arrive, and for a few polls more, and then nothing is missing, nothing came twice, and all came in order. */
    void prove(String scenario, String trouble) {
        prove(oracle, scenario, trouble, 0);
    }

    void prove(Oracle one, String scenario, String trouble, int duplicatesAllowed) {
        try {
            one.awaitNothingMissing(Duration.ofSeconds(90));
            awaitPolls(4);
        } finally {
            judge(one, scenario, trouble, duplicatesAllowed);
        }
    }

    /** The verdict as it stands. */
    void judge(Oracle one, String scenario, String trouble, int duplicatesAllowed) {
        Oracle.Verdict verdict = one.verdict();
        ProofTable.add(scenario, verdict, trouble);
        assertThat(verdict.missing()).as("missing").isEmpty();
        assertThat(verdict.foreign()).as("delivered, but never on the server").isEmpty();
        assertThat(verdict.outOfOrder()).as("older than what came before it in the same poll").isEmpty();
        assertThat(verdict.duplicates()).as("duplicates").hasSizeLessThanOrEqualTo(duplicatesAllowed);
    }

    /** Lets time pass while others work. */
    static void forSoLong(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }

    /** Requests for a list, or anything else whose path ends so. */
    long gets(String part) {
        return server.requests("GET").stream().filter(request -> request.path().endsWith(part)).count();
    }

    /** Somebody who does the same over and over, at a steady pace, until closed. */
    static final class Writer implements AutoCloseable {
        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private int done;

        interface Work {
            void act(int number, Random random);
        }

        Writer(int perSecond, long seed, Work work) {
            Random random = new Random(seed);
            pace.scheduleAtFixedRate(() -> act(work, random), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        }

        private void act(Work work, Random random) {
            try {
                work.act(done++, random);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                throw e;
            }
        }

        /** Nothing is written after it returns. */
        @Override
        public void close() throws Exception {
            pace.shutdown();
            assertThat(pace.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failure.get()).as("a change failed").isNull();
        }
    }
}
