package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelatlos.server.AtlosServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as Quarkus packs it, in a process of its own, with the properties that README.md shows. */
class QuarkusIT {

    @TempDir
    Path folder;

    @Test
    void readsAndWrites() throws Exception {
        File log = folder.resolve("quarkus.log").toFile();
        try (AtlosServer server = AtlosServer.start()) {
            Files.writeString(Files.createDirectories(folder.resolve("config")).resolve("application.properties"),
                    Page.of("README.md").block("quarkus properties"));
            String slug = server.cases().addIncident("A clinic was hit");
            ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Datlos.url=" + server.baseUrl(), "-jar", System.getProperty("quarkus.jar"))
                    .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log);
            builder.environment().put("ATLOS_TOKEN", server.token());
            Process quarkus = builder.start();
            try {
                await().atMost(Duration.ofMinutes(1)).failFast(() -> assertThat(quarkus.isAlive()).as(Files.readString(log.toPath())).isTrue())
                        .untilAsserted(() -> assertThat(server.cases().updates(slug)).as(Files.readString(log.toPath()))
                                .anyMatch(update -> "Seen by Quarkus".equals(update.path("explanation").asText())));
                assertThat(Files.readString(log.toPath())).contains("powered by Quarkus");
            } finally {
                quarkus.destroyForcibly();
            }
        }
    }
}
