package io.github.camelatlos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the README's command runs, in a process of its own as there; the server is a real project as far as it can tell. */
final class ExampleProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    ExampleProcess(AtlosServer server, String name, Path log, Map<String, String> properties) throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dexample=" + name, "-Dexample.home=" + Path.of("").toAbsolutePath()));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Example.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("ATLOS_TOKEN", server.token(), "ATLOS_URL", server.baseUrl()));
        process = builder.start();
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    void until(java.util.concurrent.Callable<Boolean> reached) {
        await().atMost(Duration.ofMinutes(1)).failFast(() -> assertThat(process.isAlive()).as(output()).isTrue()).until(reached);
    }

    int exitCode() throws InterruptedException {
        return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    /** As Ctrl-C does. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("It did not stop");
        }
    }
}
