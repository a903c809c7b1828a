package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelatlos.model.Json;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long list is walked in little memory. */
class ConsumerMemoryProofTest extends ProofTestSupport {

    private static final Pattern AFTER_GC = Pattern.compile("->(\\d+)M\\(");
    private static final int ROWS = 20_000;

    @Test
    @Tag("long")
    void twentyThousandIncidentsIn64MB() throws Exception {
        watch(AtlosResource.INCIDENTS);
        List<String> slugs = new Load(server, AtlosResource.INCIDENTS).backlog(ROWS, LONG_AGO, Duration.ofSeconds(1)).slugs();
        long megabytes = (long) Json.bytes(server.cases().incident(slugs.get(0))).length * ROWS / (1 << 20);
        Path file = folder.resolve("incidents.jsonl");
        Path collections = folder.resolve("gc.log");
        Lines lines = new Lines(file, oracle);
        try (RouteProcess process = RouteProcess.start(folder.resolve("route.log"), List.of("-Xmx64m", "-Xlog:gc:file=" + collections),
                List.of(server.baseUrl(), server.token(), "atlos:incidents?" + QUICK + checkpoint(), file.toString()))) {
            Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(500)).until(() -> {
                assertThat(process.isAlive()).isTrue();
                lines.read();
                return oracle.delivered() >= ROWS;
            });
        }
        long live = 0;
        for (Matcher after = AFTER_GC.matcher(Files.readString(collections)); after.find();) {
            live = Math.max(live, Long.parseLong(after.group(1)));
        }
        judge(oracle, "%,d incidents with -Xmx64m".formatted(ROWS), "%d MB walked, at most %d MB live".formatted(megabytes, live), 0);
        assertThat(live).isLessThan(64);
    }
}
