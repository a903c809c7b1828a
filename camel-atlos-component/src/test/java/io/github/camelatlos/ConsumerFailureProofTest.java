package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Permission;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault that outlasts its budget fails the poll for everybody to see, leaves the checkpoint where it was, and ends by itself. */
class ConsumerFailureProofTest extends ProofTestSupport {

    /** What every request for a list meets, what it is called, and how often it is asked for in one poll. */
    enum Lasting {
        RESET(Fault.RESET, Kind.SERVER_ERROR, 3),
        RESET_MID_BODY(Fault.RESET_MID_BODY, Kind.SERVER_ERROR, 3),
        TRUNCATED_BODY(Fault.TRUNCATED_BODY, null, 3),
        EMPTY_500(Fault.EMPTY_500, Kind.SERVER_ERROR, 3),
        BAD_GATEWAY(Fault.badGateway(), Kind.SERVER_ERROR, 3),
        UNAVAILABLE(Fault.unavailable(Duration.ZERO), Kind.SERVER_ERROR, 3),
        TOO_MANY_REQUESTS(Fault.tooManyRequests(), Kind.RATE_LIMITED, 3),
        TOO_LONG_A_WAIT(Fault.tooManyRequests(Duration.ofHours(1)), Kind.RATE_LIMITED, 1),
        HTML_200(Fault.HTML_200, Kind.UNEXPECTED_ANSWER, 3),
        GARBAGE(Fault.answer(200, "application/json", "{\"results\":[{\"id\":"), Kind.UNEXPECTED_ANSWER, 3),
        NO_RESULTS(Fault.answer(200, "application/json", "{\"next\":null}"), Kind.UNEXPECTED_ANSWER, 3),
        ERROR_200(Fault.ERROR_200, Kind.EXPIRED_CURSOR, 4),
        INVALID_TOKEN(Fault.answer(401, "application/json", "{\"error\":\"invalid token or token not found\"}"), Kind.INVALID_TOKEN, 1),
        NOT_PERMITTED(Fault.answer(401, "application/json", "{\"error\":\"unauthorized\"}"), Kind.NOT_PERMITTED, 1);

        private final Fault fault;
        private final Kind kind;
        private final int requests;

        Lasting(Fault fault, Kind kind, int requests) {
            this.fault = fault;
            this.kind = kind;
            this.requests = requests;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLastingFaultIsSeenAndPasses(Lasting lasting) throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(30, LONG_AGO, Duration.ofSeconds(1));
        pollIntoOracle("incidents?exceptionHandler=#failures&maxRetries=2&backoffErrorThreshold=1&backoffMultiplier=10" + checkpoint());
        oracle.awaitDelivered(30);
        awaitPolls(2);
        Path file = folder.resolve("checkpoint.json");
        server.faults().always(request -> true, lasting.fault);
        server.cases().addIncidents(10);
        Awaitility.await().until(() -> !consumer().getLastErrorText().isEmpty());
        String before = Files.readString(file);
        long requests = server.requests("GET").size();
        Awaitility.await().until(() -> failures.all().size() >= 3);
        assertThat(failures.all()).allMatch(e -> e instanceof AtlosException && (lasting.kind == null || ((AtlosException) e).getKind() == lasting.kind));
        assertThat(server.requests("GET").size() - requests).isEqualTo((failures.all().size() - 1) * lasting.requests);
        assertThat(file).hasContent(before);
        HealthCheck.Result health = new ScheduledPollConsumerHealthCheck(consumer(), "consumer:poll").call(Map.of());
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getError().orElseThrow()).hasMessageStartingWith("incidents list: ");
        assertThat(health.getError().orElseThrow().getMessage().length()).isGreaterThan(40);
        server.faults().clear();
        prove("every request meets " + lasting + " for a while", failures.all().size() + " failed polls");
        Awaitility.await().until(() -> new ScheduledPollConsumerHealthCheck(consumer(), "consumer:poll").call(Map.of()).getState() == HealthCheck.State.UP);
    }

    @Test
    void aTokenWithoutPermissionIsSaid() throws Exception {
        watch(AtlosResource.UPDATES);
        new Load(server, AtlosResource.UPDATES).backlog(20, LONG_AGO, Duration.ofSeconds(1));
        context.getComponent("atlos", AtlosComponent.class).getConfiguration().setToken(server.newToken(Permission.COMMENT));
        pollIntoOracle("updates?exceptionHandler=#failures");
        Awaitility.await().until(() -> failures.all().size() >= 2);
        assertThat(failures.all()).allMatch(e -> ((AtlosException) e).getKind() == Kind.NOT_PERMITTED);
        assertThat(failures.all().get(0)).hasMessageContaining("Access page");
        context.stop();
        context = newContext();
        pollIntoOracle("updates");
        prove("the token may not read at first", failures.all().size() + " failed polls");
    }

    /** In the middle of a request that hangs, of a walk, of a wait, and of a backlog. */
    enum Moment {
        HANGING(Fault.delay(Duration.ofSeconds(20))),
        TRICKLING(Fault.slowBody(Duration.ofSeconds(60))),
        RETRYING(Fault.unavailable(Duration.ofSeconds(30))),
        BACKLOG(null);

        private final Fault fault;

        Moment(Fault fault) {
            this.fault = fault;
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsAndIsSuspendedWithinMoments(Moment moment) throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(1_500, LONG_AGO, Duration.ofSeconds(1));
        if (moment.fault != null) {
            server.faults().always(request -> request.query().contains("cursor"), moment.fault);
        }
        String uri = "incidents?exceptionHandler=#failures" + checkpoint();
        pollSlowly(uri);
        awaitMoment(moment);
        long suspended = millis(() -> context.getRouteController().suspendRoute("poll"));
        context.getRouteController().resumeRoute("poll");
        awaitMoment(moment);
        long stopped = millis(() -> context.stop());
        server.faults().clear();
        context = newContext();
        pollSlowly(uri);
        prove("suspended and stopped while " + moment, "after " + suspended + " ms and " + stopped + " ms");
        assertThat(suspended).isLessThan(3_000);
        assertThat(stopped).isLessThan(3_000);
        assertThat(failures.all()).isEmpty();
    }

    private void awaitMoment(Moment moment) {
        if (moment.fault == null) {
            oracle.awaitDelivered(oracle.delivered() + 100);
        } else {
            long before = gets("/incidents");
            Awaitility.await().until(() -> server.requests("GET").stream().skip(before).anyMatch(request -> request.query().contains("cursor"))
                    || before > 1 && gets("/incidents") > before);
        }
    }

    private void pollSlowly(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:" + also(QUICK, uri)).routeId("poll").process(oracle)
                        .process(exchange -> LockSupport.parkNanos(500_000));
            }
        });
        context.start();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static long millis(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
