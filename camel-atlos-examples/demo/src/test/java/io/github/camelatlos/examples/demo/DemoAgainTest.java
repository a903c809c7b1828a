package io.github.camelatlos.examples.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.SeedCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does each time: a process of its own, with the folder as a system property, as the pom gives it. */
class DemoAgainTest {

    @TempDir
    private Path folder;

    @Test
    void itWorksAgainAndOnARealProjectAfterAnInventedOne() throws Exception {
        Path invented = folder.resolve("demo/invented");
        for (String time : new String[] { "first", "second" }) {
            String said = demo(time, Map.of(), invented.resolve("archive-write.checkpoint"));
            assertTrue(said.contains("Kept in " + invented), said);
        }
        try (AtlosServer server = AtlosServer.start()) {
            SeedCases.into(server.cases(), "https://sources.example.org");
            Path project = folder.resolve("demo/project");
            String said = demo("real", Map.of("ATLOS_TOKEN", server.token(), "ATLOS_URL", server.baseUrl()),
                    project.resolve("archive-list.checkpoint"));
            assertTrue(said.contains("nothing in Atlos is changed") && said.contains("stays in " + project) && said.contains("Kept in " + project), said);
        }
        assertTrue(Files.exists(invented.resolve("archive-write.checkpoint")), "the two never share a folder");
    }

    /** Until that checkpoint is there, which the next start would meet; then Ctrl-C twice, so that it doesn't wait for the rest. */
    private String demo(String name, Map<String, String> environment, Path checkpoint) throws IOException, InterruptedException {
        Path said = folder.resolve(name + ".txt");
        ProcessBuilder java = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Ddemo.folder=" + folder.resolve("demo"), "-Ddemo.port=0", Demo.class.getName());
        java.environment().remove("ATLOS_TOKEN");
        java.environment().remove("ATLOS_URL");
        java.environment().putAll(environment);
        long begun = System.currentTimeMillis() - 1000;
        Process process = java.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            await(name).atMost(Duration.ofMinutes(2)).until(() -> !process.isAlive()
                    || Files.exists(checkpoint) && Files.getLastModifiedTime(checkpoint).toMillis() >= begun);
            process.destroy();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroy();
            }
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), name);
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(said));
        return Files.readString(said);
    }
}
