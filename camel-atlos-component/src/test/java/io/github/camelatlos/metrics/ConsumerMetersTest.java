package io.github.camelatlos.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerMetersTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtlosServer server = AtlosServer.start();
    private final CamelContext context = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    @Test
    void aRouteHasItsGaugesUntilItIsRemoved() throws Exception {
        context.getRegistry().bind("metricsRegistry", meters);
        server.cases().addIncidents(3);
        start();

        await().atMost(LONG).until(() -> value("delivered") == 3 && value("lag") == 0 && value("pending") == 0 && value("failed.polls") == 0);
        assertThat(value("requests")).isPositive();

        server.faults().always(request -> request.isGet(), Fault.status(403));
        await().atMost(LONG).until(() -> value("failed.polls") >= 1 && value("last.success") >= 1);
        server.faults().clear();
        await().atMost(LONG).until(() -> value("failed.polls") == 0 && value("last.success") == 0);

        context.getRouteController().stopRoute("incidents");
        context.removeRoute("incidents");
        assertThat(meters.find("camel.atlos.lag").gauge()).isNull();
    }

    @Test
    void withoutARegistryThereAreNone() throws Exception {
        server.cases().addIncidents(1);
        start();

        assertThat(context.getRoute("incidents").getConsumer()).isNotNull();
        assertThat(meters.getMeters()).isEmpty();
    }

    /** Their names as Prometheus has them, in the table and in the alert. */
    @Test
    void theOperatorsPageNamesAllOfThemAndNoOther() throws Exception {
        context.getRegistry().bind("metricsRegistry", meters);
        start();
        Set<String> shown = Pattern.compile("camel_atlos_\\w+").matcher(Files.readString(Path.of("src/main/docs/operations.md"))).results()
                .map(MatchResult::group).collect(Collectors.toSet());

        assertThat(meters.getMeters()).extracting(meter -> meter.getId().getConventionName(NamingConvention.snakeCase)
                + (meter.getId().getBaseUnit() == null ? "" : "_" + meter.getId().getBaseUnit())).containsExactlyInAnyOrderElementsOf(shown);
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=100&initialDelay=0&maxRetries=0&token=" + server.token() + "&baseUrl=" + server.baseUrl())
                        .routeId("incidents").to("mock:out");
            }
        });
        context.start();
    }

    private double value(String name) {
        Gauge gauge = meters.find("camel.atlos." + name).tag("routeId", "incidents").gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
