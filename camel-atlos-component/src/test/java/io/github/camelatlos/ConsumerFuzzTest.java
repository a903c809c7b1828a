package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Permission;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything at once, by the dice: two projects on one server, rows that come late, exchanges that fail, faults on the way, cursors that expire, nodes
 * whose clocks differ, a clock that is set back, routes that are suspended, a server and contexts that are restarted, and checkpoint files that are
 * named through symbolic links. What a project's route delivered is judged as everywhere; nothing may come twice, since nobody is killed.
 *
 * <p>The seed is printed; {@code -Dfuzz.seed=} throws the same dice again, though threads do not run the same way again.
 */
class ConsumerFuzzTest extends ProofTestSupport {

    private static final Duration NODES_DIFFER = Duration.ofSeconds(20);

    private final Map<String, Oracle> oracles = new LinkedHashMap<>();
    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private final Random failing = new Random();
    private AtlosResource resource;
    private Random random;
    private volatile boolean quiet;
    private boolean otherNode;
    private boolean setBack;

    @ParameterizedTest
    @EnumSource
    void everythingAtOnce(AtlosResource each) throws Exception {
        fuzz(each, Long.getLong("fuzz.seed", 1), Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void everythingAtOnceForLong(AtlosResource each) throws Exception {
        fuzz(each, Long.getLong("fuzz.seed", System.nanoTime() % 1_000_000_000), Duration.ofMinutes(4));
    }

    private void fuzz(AtlosResource each, long seed, Duration time) throws Exception {
        System.out.printf("%s, -Dfuzz.seed=%d%n", each, seed);
        resource = each;
        random = new Random(seed);
        failing.setSeed(seed + 1);
        project("one", server.cases(), server.token());
        CaseFile other = server.addProject("OTH", "Another project");
        project("other", other, server.newToken(other, Permission.READ));
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        server.faults().rate(0.08, new Random(seed + 2), Fault.RESET, Fault.RESET_MID_BODY, Fault.TRUNCATED_BODY, Fault.EMPTY_500, Fault.badGateway(),
                Fault.HTML_200, Fault.ERROR_200, Fault.unavailable(Duration.ZERO), Fault.tooManyRequests(Duration.ZERO), Fault.slowBody(Duration.ofMillis(50)));
        begin();
        List<Writer> people = new ArrayList<>();
        loads.forEach((name, load) -> people.add(new Writer(20, seed + name.length(), (number, dice) -> act(load, number, dice))));
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            forSoLong(Duration.ofMillis(50 + random.nextInt(400)));
            disturb();
        }
        for (Writer one : people) {
            one.close();
        }
        quiet = true;
        server.faults().clear();
        for (String name : oracles.keySet()) {
            context.getRouteController().resumeRoute(name);
        }
        for (Map.Entry<String, Oracle> one : oracles.entrySet()) {
            prove(one.getValue(), resource + ", everything at once, seed " + seed + ", project " + one.getKey(), happened.toString(), 0);
        }
        assertThat(oracles.values()).allMatch(one -> one.delivered() > 400);
    }

    private void project(String name, CaseFile cases, String token) {
        oracles.put(name, Oracle.watching(cases, resource));
        loads.put(name, new Load(cases, resource).backlog(400, LONG_AGO, Duration.ofSeconds(1)));
        tokens.put(name, token);
    }

    private static void act(Load load, int number, Random dice) {
        CaseFile cases = load.cases();
        boolean late = dice.nextInt(10) == 0;
        load.act(late ? cases.commitLate(Duration.ofSeconds(dice.nextInt(30))) : cases, number, dice);
    }

    private void disturb() throws Exception {
        String name = List.copyOf(oracles.keySet()).get(random.nextInt(2));
        int what = random.nextInt(100);
        if (what < 15) {
            count("cursors expire");
            server.expireCursors();
        } else if (what < 30) {
            count("the other node answers");
            server.clock().advance(otherNode ? NODES_DIFFER : NODES_DIFFER.negated());
            otherNode = !otherNode;
        } else if (what < 45) {
            count("suspended");
            context.getRouteController().suspendRoute(name);
        } else if (what < 75) {
            context.getRouteController().resumeRoute(name);
        } else if (what < 85) {
            count("stopped and started");
            context.getRouteController().stopRoute(name);
            context.getRouteController().startRoute(name);
        } else if (what < 92) {
            count("a new context");
            context.stop();
            context = newContext();
            begin();
        } else if (what < 97) {
            count("the server is restarted");
            server.restart();
        } else if (!setBack) {
            setBack = true;
            count("the clock is set back");
            server.clock().advance(Duration.ofMinutes(-10 - random.nextInt(100)));
        }
    }

    private synchronized void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    private void begin() throws Exception {
        for (String name : oracles.keySet()) {
            pollProject(name);
        }
        context.start();
    }

    private void pollProject(String name) throws Exception {
        Path file = folder.resolve(List.of("real", "link", "link/../real/.").get(random.nextInt(3))).resolve(name + ".json");
        boolean limited = random.nextInt(3) == 0;
        String uri = "atlos:" + resource + "?exceptionHandler=#failures&maxRetries=2&" + QUICK + "&token=RAW(" + tokens.get(name) + ")&checkpointFile=" + file
                + "&checkpointInterval=" + List.of(0, 200).get(random.nextInt(2)) + "&splitResults=" + (random.nextInt(3) > 0)
                + (limited ? "&maxMessagesPerPoll=7" : "") + (resource == AtlosResource.SOURCE_MATERIAL ? "&sweepInterval=200" : "");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhausted(false));
                from(uri).routeId(name).process(exchange -> {
                    if (limited) {
                        // The last one of a poll says nothing about what is left.
                        exchange.setProperty(Exchange.BATCH_COMPLETE, false);
                    }
                    LockSupport.parkNanos(500_000);
                    failSometimes();
                }).process(oracles.get(name));
            }
        });
    }

    private void failSometimes() {
        synchronized (failing) {
            if (!quiet && failing.nextInt(40) == 0) {
                count("an exchange fails");
                throw new IllegalStateException("this one fails");
            }
        }
    }
}
