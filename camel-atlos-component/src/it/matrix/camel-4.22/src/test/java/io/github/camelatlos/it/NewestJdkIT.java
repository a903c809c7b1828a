package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same tests on the newest JDK that stands beside the one that builds, if there is a newer one. */
@Tag("long")
class NewestJdkIT {

    @TempDir
    Path folder;

    @Test
    void theRoutesRun() throws Exception {
        Optional<Path> newest = newest();
        assumeTrue(newest.isPresent(), "there is no newer JDK beside " + System.getProperty("java.home"));
        Path log = folder.resolve("tests.log");
        Process tests = new ProcessBuilder(newest.get().resolve("bin/java").toString(), "-cp", classPath(),
                "-Druntime.camel.version=" + System.getProperty("runtime.camel.version"),
                "org.junit.platform.console.ConsoleLauncher", "execute", "--details=tree", "--disable-ansi-colors",
                "--select-class=io.github.camelatlos.it.RuntimeIT", "--select-class=io.github.camelatlos.ConsumerTest",
                "--select-class=io.github.camelatlos.ProducerOperationsTest").redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(tests.waitFor(5, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
            assertThat(tests.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).contains("ConsumerTest", "0 tests failed").doesNotContain(" 0 tests successful");
            System.out.println("Java " + version(newest.get()) + ": " + Files.readString(log).lines()
                    .filter(line -> line.contains("tests successful")).findFirst().orElseThrow());
        } finally {
            tests.destroyForcibly();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Optional<Path> newest() throws IOException {
        try (Stream<Path> beside = Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/java")) && version(home) > Runtime.version().feature())
                    .max(Comparator.comparing(NewestJdkIT::version));
        }
    }

    /** What its release file says, or 0. */
    private static int version(Path home) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
            return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "").replace("_", "+")).feature();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
