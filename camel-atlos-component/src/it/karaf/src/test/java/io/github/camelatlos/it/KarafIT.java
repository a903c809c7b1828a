package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelatlos.server.AtlosServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stock Karaf installs the feature as README.md says it, and a bundle's atlos: route reads and writes. */
class KarafIT {

    /** Camel's features (which other ones stand in for here, see the page about platforms), the component's, and the feature. */
    private static final Pattern COMMANDS = Pattern.compile(
            "feature:repo-add mvn:org[.]apache[.]camel[.]karaf/apache-camel/\\S+\\Rfeature:repo-add (\\S+)\\Rfeature:install (\\S+)\\R");
    private static final Matcher README = COMMANDS.matcher(Page.of("README.md").block("karaf sh"));
    private static final String ATLOS = command(1);
    private static final String FEATURE = command(2);
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
            try (Karaf karaf = start(camelFeatures() + "," + ATLOS + "," + features.toUri(), FEATURE + ",route",
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
        try (Karaf karaf = start(ATLOS, FEATURE, "")) {
            await().atMost(BOOT).untilAsserted(() -> assertThat(karaf.log()).contains("Unable to resolve", "camel-atlos")
                    .containsPattern("missing requirement.*camel-(core|http|jackson)"));
        }
    }

    private static String command(int part) {
        assertThat(README.matches()).isTrue();
        return README.group(part);
    }

    private Karaf start(String features, String boot, String options) throws Exception {
        return Karaf.start(Path.of(System.getProperty("karaf.home")), folder.resolve("karaf"), Path.of(System.getProperty("maven.repository")),
                features, boot, options);
    }

    private static String camelFeatures() {
        return Path.of(System.getProperty("camel.features")).toUri().toString();
    }
}
