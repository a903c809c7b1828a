package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

import io.github.camelatlos.AtlosComponent;
import io.github.camelatlos.AtlosConfiguration;
import org.junit.jupiter.api.Test;

/** One jar, one application.yaml. */
class SpringBootIT extends SpringBootTestSupport {

    @Test
    void readsAndWrites() {
        assertThat(comments()).contains("Seen by Spring Boot");
    }

    @Test
    void theComponentIsConfiguredFromTheYaml() {
        AtlosConfiguration configuration = camel().getComponent("atlos", AtlosComponent.class).getConfiguration();

        assertThat(configuration.getBaseUrl()).isEqualTo(server.baseUrl());
        assertThat(configuration.getTokenSupplier().get()).isEqualTo(server.token());
        assertThat(configuration.getMaxRetries()).isEqualTo(2);
        assertThat(configuration.getRetryDelay()).isEqualTo(20);
        assertThat(configuration.getMaxRetryDelay()).as("not in the yaml").isEqualTo(60_000);
        assertThat(configuration.getRequestsPerMinute()).isEqualTo(6000);
        assertThat(configuration.getHttp()).isEqualTo(Map.of("responseTimeout", "15000"));
    }

    @Test
    void healthFollowsTheConsumer() {
        assertThat(actuator("health")).extracting(Answer::status, a -> a.body().at("/components/camelHealth/status").asText())
                .as("" + actuator("health").body()).containsExactly(200, "UP");

        application().token = "revoked";
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(actuator("health").status()).isEqualTo(503);
            assertThat(actuator("health").body().toString()).contains("incidents").doesNotContain("revoked");
        });

        application().token = null;
        await().atMost(Duration.ofSeconds(20)).until(() -> actuator("health").status() == 200);
    }
}
