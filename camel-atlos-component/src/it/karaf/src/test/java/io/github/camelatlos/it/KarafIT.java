package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

import io.github.camelatlos.server.AtlosServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stock Karaf installs the feature, and a bundle's atlos: route reads and writes. */
class KarafIT {

    private static final String ATLOS = "mvn:io.github.camelatlos/camel-atlos-component/" + System.getProperty("project.version") + "/xml/features";
    private static final Duration BOOT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aRouteInABundleReadsAndWrites() throws Exception {
        try (AtlosServer server = AtlosServer.start()) {
            String slug = server.cases().addIncident("A clinic was hit");
            Path route = Path.of(System.getProperty("route.bundle"));
            Path features = java.nio.file.Files.writeString(folder.resolve("route-features.xml"), """
                    <features name="route" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                      <feature name="route" version="1.0.0"><feature>camel-atlos</feature><bundle start-level="90">%s</bundle></feature>
                    </features>
                    """.formatted(route.toUri()));
            try (Karaf karaf = start(camelFeatures() + "," + ATLOS + "," + features.toUri(), "camel-atlos,route",
                    "-Datlos.url=" + server.baseUrl() + " -Datlos.token=" + server.token())) {
                await().atMost(BOOT).failFast(() -> assertThat(karaf.hasFailed()).as(karaf.log()).isFalse())
                        .untilAsserted(() -> assertThat(server.cases().updates(slug)).as(karaf.log())
                                .anyMatch(update -> "Seen by Karaf".equals(update.path("explanation").asText())));
            }
        }
    }

    @Test
    @Tag("long")
    void withoutCamelItSaysWhichFeatureIsMissing() throws Exception {
        try (Karaf karaf = start(ATLOS, "camel-atlos", "")) {
            await().atMost(BOOT).untilAsserted(() -> assertThat(karaf.log()).contains("Unable to resolve", "camel-atlos")
                    .containsPattern("missing requirement.*camel-(core|http|jackson)"));
        }
    }

    private Karaf start(String features, String boot, String options) throws Exception {
        return Karaf.start(Path.of(System.getProperty("karaf.home")), folder.resolve("karaf"), Path.of(System.getProperty("maven.repository")),
                features, boot, options);
    }

    private static String camelFeatures() {
        return Path.of(System.getProperty("camel.features")).toUri().toString();
    }
}
