package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelatlos.AtlosComponent;
import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application.yaml that README.md shows, in place of the one of the other tests. */
class ReadmeYamlIT {

    @TempDir
    Path folder;

    @Test
    void isAllThatTheComponentNeeds() throws Exception {
        Path yaml = Files.writeString(folder.resolve("application.yaml"), Page.of("README.md").block("spring-boot yaml"));
        try (AtlosServer server = AtlosServer.start()) {
            String slug = server.cases().addIncident("A clinic was hit");
            try (ConfigurableApplicationContext spring = SpringApplication.run(Application.class, "--spring.config.location=" + yaml.toUri(),
                    "--ATLOS_TOKEN=" + server.token(), "--camel.component.atlos.base-url=" + server.baseUrl(), "--server.port=0",
                    "--server.address=127.0.0.1", "--camel.main.shutdown-timeout=5")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> spring.getBean(Application.class).seen.contains(slug));
                assertThat(spring.getBean(CamelContext.class).getComponent("atlos", AtlosComponent.class).getConfiguration())
                        .returns(60, configuration -> configuration.getRequestsPerMinute())
                        .returns(server.token(), configuration -> configuration.getToken());
            }
        }
    }
}
