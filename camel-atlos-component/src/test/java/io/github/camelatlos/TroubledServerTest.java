package io.github.camelatlos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.LostAnswersTest.Operation;
import io.github.camelatlos.LostAnswersTest.Write;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 3, whatever goes wrong with reads and writes alike: what is told is true, and nothing is written twice. */
class TroubledServerTest {

    @Test
    void aThirdOfAllRequestsGoWrong() throws Exception {
        outcomes(3, 1);
    }

    @Tag("long")
    @Test
    void aThirdOfAllRequestsGoWrongForLong() throws Exception {
        for (int seed = 2; seed < 8; seed++) {
            outcomes(12, seed);
        }
    }

    private void outcomes(int each, int seed) throws Exception {
        try (AtlosServer server = AtlosServer.start(); Connector atlos = Connector.to(server)) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (Operation operation : Operation.values()) {
                for (int i = 0; i < each; i++) {
                    Write write = operation.on(server.cases(), tasks.size());
                    tasks.add(() -> truthful(operation, write, atlos.send(write.uri(), write.body(), write.headers())));
                }
            }
            server.faults().rate(0.33, new Random(seed), Fault.RESET, Fault.RESET_AFTER_COMMIT, Fault.RESET_MID_BODY, Fault.TRUNCATED_BODY, Fault.EMPTY_500,
                    Fault.EMPTY_500_AFTER_COMMIT, Fault.HTML_200, Fault.tooManyRequests(), Fault.badGateway(), Fault.unavailable(),
                    Fault.unavailable(Duration.ZERO), Fault.commitsLate(Duration.ofMillis(700)));
            Map<String, Long> told = Crowd.all(tasks).stream().collect(Collectors.groupingBy(one -> one, TreeMap::new, Collectors.counting()));
            System.out.println("A third of all requests went wrong, and " + tasks.size() + " writes ended like this: " + told);
        }
    }

    private static String truthful(Operation operation, Write write, Exchange exchange) throws Exception {
        int stored = write.stored().call();
        String what = operation + ": " + exchange.getException() + ", stored " + stored;
        if (exchange.getException() == null) {
            assertEquals(1, stored, what);
            return "done";
        }
        Kind kind = exchange.getException(AtlosException.class).getKind();
        assertTrue(kind == Kind.UNCERTAIN ? stored <= 1 : stored == 0, what);
        return kind.toString() + (kind == Kind.UNCERTAIN ? stored == 1 ? ", stored" : ", not stored" : "");
    }
}
