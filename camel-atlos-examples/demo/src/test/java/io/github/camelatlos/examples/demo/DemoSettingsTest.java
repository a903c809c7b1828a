package io.github.camelatlos.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

    private static final String TOKEN = "q7Vn-3TzR_0example0example0example0example0=";

    @Test
    void withoutATokenItIsInventedAndWrites() {
        DemoSettings settings = settings(Map.of("demo.seconds", "40"), Map.of("ATLOS_URL", "https://atlos.example.org"));

        assertTrue(settings.project().isEmpty());
        assertTrue(settings.write());
        assertEquals(Optional.of(Duration.ofSeconds(40)), settings.length());
        assertEquals("invented", settings.folder().getFileName().toString());
    }

    @Test
    void aRealProjectIsOnlyReadAndItsSourcesAreNotFetched() {
        DemoSettings settings = settings(Map.of(), Map.of("ATLOS_TOKEN", TOKEN));

        assertEquals("https://platform.atlos.org", settings.project().orElseThrow().url());
        assertFalse(settings.write());
        assertFalse(settings.fetch());
        assertEquals("project", settings.folder().getFileName().toString());
    }

    /** mvn clean would make it begin anew, and alerts and uploads come twice. */
    @Test
    void whatARealProjectLeadsToIsNotKeptWhereMavenCleans() {
        Map<String, String> build = Map.of("demo.target", "/somewhere/target/demo");

        assertEquals(Path.of("atlos-demo/project").toAbsolutePath(), settings(build, Map.of("ATLOS_TOKEN", TOKEN)).folder());
        assertEquals(Path.of("/somewhere/target/demo/invented"), settings(build, Map.of()).folder());
        assertEquals(Path.of("/kept/project"), settings(Map.of("demo.folder", "/kept"), Map.of("ATLOS_TOKEN", TOKEN)).folder());
    }

    @Test
    void aRealProjectIsWrittenToOnlyWhenAskedFor() {
        assertTrue(settings(Map.of("demo.write", "true"), Map.of("ATLOS_TOKEN", TOKEN)).write());
        assertTrue(settings(Map.of("demo.write", "true"), Map.of("ATLOS_TOKEN", TOKEN)).fetch());
        assertFalse(settings(Map.of("demo.fetch", "true"), Map.of("ATLOS_TOKEN", TOKEN)).write());
        assertTrue(settings(Map.of("demo.fetch", "true"), Map.of("ATLOS_TOKEN", TOKEN)).fetch());
    }

    @Test
    void theTokenIsInNoText() {
        assertFalse(settings(Map.of(), Map.of("ATLOS_TOKEN", TOKEN)).toString().contains(TOKEN));
    }

    @Test
    void aLengthThatIsNoNumberIsRefusedByName() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> settings(Map.of("demo.seconds", "soon"), Map.of()));
        assertTrue(refused.getMessage().contains("demo.seconds"));
    }

    private static DemoSettings settings(Map<String, String> properties, Map<String, String> environment) {
        return DemoSettings.of(properties::get, environment);
    }
}
