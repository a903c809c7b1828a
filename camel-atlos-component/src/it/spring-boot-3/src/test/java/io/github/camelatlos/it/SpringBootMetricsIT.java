package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With camel-micrometer-starter on the classpath, which for Camel 4.22 cannot be had where this was built. */
class SpringBootMetricsIT extends SpringBootTestSupport {

    @Test
    void theRouteIsCounted() {
        assertThat(actuator("metrics").body().path("names").toString()).contains("camel.exchanges.succeeded");
        Answer counted = actuator("metrics/camel.exchanges.succeeded?tag=routeId:incidents");
        assertThat(counted.body().at("/measurements/0/value").asDouble()).isGreaterThanOrEqualTo(1);
    }
}
