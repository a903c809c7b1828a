package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelatlos.server.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is lost and nothing comes twice while requests fail, rows share a second, rows move, and rows come late. */
class ConsumerProofTest extends ProofTestSupport {

    /** What goes wrong with a tenth of all requests. */
    enum Trouble {
        RESET(Fault.RESET),
        RESET_MID_BODY(Fault.RESET_MID_BODY),
        TRUNCATED_BODY(Fault.TRUNCATED_BODY),
        SLOW_BODY(Fault.slowBody(Duration.ofMillis(300))),
        TOO_MANY_REQUESTS(Fault.tooManyRequests()),
        TOO_MANY_REQUESTS_AT_ONCE(Fault.tooManyRequests(Duration.ZERO)),
        TOO_MANY_REQUESTS_WAIT(Fault.tooManyRequests(Duration.ofSeconds(1))),
        BAD_GATEWAY(Fault.badGateway()),
        UNAVAILABLE(Fault.unavailable()),
        UNAVAILABLE_WAIT(Fault.unavailable(Duration.ofSeconds(1))),
        EMPTY_500(Fault.EMPTY_500),
        HTML_200(Fault.HTML_200),
        ERROR_200(Fault.ERROR_200);

        private final Fault fault;

        Trouble(Fault fault) {
            this.fault = fault;
        }
    }

    /** Counts how often it chose a fault. */
    private static final class Dice extends Random {
        private static final long serialVersionUID = 1L;
        private int chosen;

        Dice(long seed) {
            super(seed);
        }

        @Override
        public int nextInt(int bound) {
            chosen++;
            return super.nextInt(bound);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTenthOfAllRequestsFails(Trouble trouble) throws Exception {
        aTenthOfAllRequestsFails(trouble, AtlosResource.INCIDENTS, 650, Duration.ofSeconds(2));
    }

    static Stream<Arguments> everything() {
        return Stream.of(AtlosResource.values()).flatMap(resource -> Stream.of(Trouble.values()).map(trouble -> Arguments.of(trouble, resource)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    @Tag("long")
    void aTenthOfAllRequestsFailsForLong(Trouble trouble, AtlosResource resource) throws Exception {
        aTenthOfAllRequestsFails(trouble, resource, 3_000, Duration.ofSeconds(5));
    }

    private void aTenthOfAllRequestsFails(Trouble trouble, AtlosResource resource, int rows, Duration time) throws Exception {
        watch(resource);
        Load load = new Load(server, resource).backlog(rows, LONG_AGO, Duration.ofSeconds(1));
        Dice dice = new Dice(trouble.ordinal());
        server.faults().rate(0.1, dice, trouble.fault);
        try (Writer people = new Writer(20, 1, load)) {
            pollIntoOracle(also("exceptionHandler=#failures", sweepingOften(resource)));
            oracle.awaitDelivered(rows);
            forSoLong(time);
        }
        prove(resource + ", 10% " + trouble, dice.chosen + " faults");
        assertThat(dice.chosen).as("faults").isPositive();
    }

    @Test
    void rowsThatShareASecondAcrossPageEdges() throws Exception {
        watch(AtlosResource.INCIDENTS);
        server.cases().addIncidents(250, LONG_AGO, Duration.ofSeconds(1));
        server.cases().addIncidents(300, LONG_AGO.plusSeconds(250), Duration.ZERO);
        server.cases().addIncidents(130, LONG_AGO.plusSeconds(251), Duration.ofSeconds(1));
        pollIntoOracle("incidents");
        prove("300 of 680 rows in one second", "");
    }

    @ParameterizedTest
    @EnumSource
    void aThousandRowsOfOneSecondAndChangesInIt(AtlosResource resource) throws Exception {
        watch(resource);
        Instant second = Instant.now();
        server.clock().set(second);
        Load load = new Load(server, resource).backlog(1_000, second, Duration.ZERO);
        pollIntoOracle(sweepingOften(resource));
        try (Writer people = new Writer(100, 2, load)) {
            oracle.awaitDelivered(1_000);
            forSoLong(Duration.ofSeconds(1));
        }
        prove(resource + ", 1,000 rows and all changes in one second", "");
    }

    @Test
    void rowsMoveWhileABacklogIsWalked() throws Exception {
        rowsMove(AtlosResource.INCIDENTS, 2_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void rowsMoveWhileALongBacklogIsWalked(AtlosResource resource) throws Exception {
        rowsMove(resource, 20_000);
    }

    private void rowsMove(AtlosResource resource, int rows) throws Exception {
        watch(resource);
        Load load = new Load(server, resource).backlog(rows, LONG_AGO, Duration.ofSeconds(1));
        slowly(sweepingOften(resource));
        try (Writer people = new Writer(20, 3, load)) {
            context.start();
            oracle.awaitDelivered(rows);
        }
        prove("%s, 20 changes a second while %,d rows are walked".formatted(resource, rows), "");
    }

    @Test
    void cursorsExpireInMidBacklog() throws Exception {
        watch(AtlosResource.INCIDENTS);
        new Load(server, AtlosResource.INCIDENTS).backlog(1_500, LONG_AGO, Duration.ofSeconds(1));
        pollIntoOracle("incidents");
        for (int delivered : List.of(100, 700, 1_200)) {
            oracle.awaitDelivered(delivered);
            server.expireCursors();
        }
        prove("cursors expire in mid-backlog", "3 times");
    }

    @Test
    void theTokenIsRotatedInMidBacklog() throws Exception {
        watch(AtlosResource.INCIDENTS);
        new Load(server, AtlosResource.INCIDENTS).backlog(1_500, LONG_AGO, Duration.ofSeconds(1));
        Supplier<String> vault = server::token;
        context.getRegistry().bind("vault", Supplier.class, vault);
        context.getComponent("atlos", AtlosComponent.class).getConfiguration().setToken(null);
        pollIntoOracle("incidents?tokenSupplier=#vault&exceptionHandler=#failures");
        for (int delivered : List.of(100, 700, 1_200)) {
            oracle.awaitDelivered(delivered);
            server.rotate();
        }
        prove("the token is rotated in mid-backlog", "3 times");
    }

    @Test
    void theServerIsRestartedInMidBacklog() throws Exception {
        watch(AtlosResource.INCIDENTS);
        new Load(server, AtlosResource.INCIDENTS).backlog(1_500, LONG_AGO, Duration.ofSeconds(1));
        pollIntoOracle("incidents?exceptionHandler=#failures");
        for (int delivered : List.of(100, 900)) {
            oracle.awaitDelivered(delivered);
            server.restart();
        }
        prove("the server is restarted in mid-backlog", "2 times");
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreCommittedLateWhileABacklogIsDelivered(AtlosResource resource) throws Exception {
        watch(resource);
        Load load = new Load(server, resource).backlog(1_000, LONG_AGO, Duration.ofSeconds(1));
        slowly(sweepingOften(resource));
        try (Writer people = new Writer(40, 4, (number, random) -> {
            Duration ago = Duration.ofSeconds(random.nextInt(55));
            String slug = load.slugs().get(0);
            switch (resource) {
                case INCIDENTS -> server.cases().commitLate(ago).addIncident("Committed late, number " + number);
                case SOURCE_MATERIAL -> server.cases().commitLate(ago).addSourceMaterial(slug, "https://sources.example.org/late/" + number);
                case UPDATES -> server.cases().commitLate(ago).comment(slug, "Committed late, number " + number);
            }
        })) {
            context.start();
            oracle.awaitDelivered(1_000);
        }
        prove(resource + ", rows committed up to 55 s late", "");
    }

    @Test
    void aLimitPerPollDoesNotWalkTheBacklogAgain() throws Exception {
        watch(AtlosResource.INCIDENTS);
        new Load(server, AtlosResource.INCIDENTS).backlog(3_000, LONG_AGO, Duration.ofSeconds(1));
        pollIntoOracle("incidents?maxMessagesPerPoll=70");
        oracle.awaitDelivered(3_000);
        long pages = gets("/incidents");
        prove("maxMessagesPerPoll=70 in a backlog of 3,000", pages + " pages read of 30");
        assertThat(pages).isLessThanOrEqualTo(2 * 30 + 5);
    }

    @Test
    void aFailingRecordDoesNotWalkTheBacklogAgain() throws Exception {
        watch(AtlosResource.INCIDENTS);
        String poison = new Load(server, AtlosResource.INCIDENTS).backlog(3_000, LONG_AGO, Duration.ofSeconds(1)).slugs().get(1_500);
        int[] failures = new int[1];
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?exceptionHandler=#failures&" + QUICK).routeId("poll").process(exchange -> {
                    if (poison.equals(exchange.getMessage().getHeader(AtlosConstants.SLUG)) && failures[0]++ < 10) {
                        throw new IllegalStateException("this one fails ten times");
                    }
                }).process(oracle);
            }
        });
        context.start();
        oracle.awaitDelivered(3_000);
        long pages = gets("/incidents");
        prove("a record that fails ten times in a backlog of 3,000", pages + " pages read of 30");
        assertThat(pages).isLessThanOrEqualTo(2 * 30 + 10 * 2 + 5);
    }

    @Test
    void rowsEnterAndLeaveAFilter() throws Exception {
        oracle = Oracle.watching(server, AtlosResource.INCIDENTS, row -> row.path("attr_status").asText().equals("Help Needed"));
        List<String> slugs = server.cases().addIncidents(400, LONG_AGO, Duration.ofSeconds(1));
        List<String> statuses = List.of("Help Needed", "Completed", "To Do");
        pollIntoOracle("incidents?status=Help Needed");
        try (Writer people = new Writer(100, 5, (number, random) -> server.cases()
                .edit(slugs.get(random.nextInt(slugs.size())), "status", statuses.get(random.nextInt(statuses.size()))))) {
            forSoLong(Duration.ofSeconds(3));
        }
        prove("rows enter and leave a filter", "");
    }

    @Test
    void deletedAndLiveRowsAreMergedByTime() throws Exception {
        oracle = Oracle.watching(server, AtlosResource.INCIDENTS, row -> true);
        List<String> slugs = server.cases().addIncidents(300, LONG_AGO, Duration.ofSeconds(60));
        for (int i = 0; i < slugs.size(); i += 3) {
            server.cases().at(LONG_AGO.plusSeconds(60L * i + 30)).delete(slugs.get(i));
        }
        pollIntoOracle("incidents?deleted=true");
        oracle.awaitDelivered(300);
        assertThat(oracle.inOrder()).isSortedAccordingTo((one, other) -> one.timestamp().compareTo(other.timestamp()));
        try (Writer people = new Writer(50, 6, (number, random) -> {
            String slug = slugs.get(random.nextInt(slugs.size()));
            if (server.cases().incident(slug).path("deleted").asBoolean()) {
                server.cases().restore(slug);
            } else {
                server.cases().delete(slug);
            }
        })) {
            forSoLong(Duration.ofSeconds(3));
        }
        prove("rows are deleted and restored, deleted=true", "");
    }

    /** A route whose work takes about a millisecond for each record. */
    private void slowly(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:" + also(QUICK, uri)).routeId("poll").process(exchange -> LockSupport.parkNanos(1_000_000)).process(oracle);
            }
        });
    }

    private static String sweepingOften(AtlosResource resource) {
        return resource == AtlosResource.SOURCE_MATERIAL ? resource + "?sweepInterval=200" : resource.uriName();
    }
}
