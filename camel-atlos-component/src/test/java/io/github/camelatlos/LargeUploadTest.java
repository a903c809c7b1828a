package io.github.camelatlos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.AtlosServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: uploads stream from disk; a large file needs no more memory than a small one. */
class LargeUploadTest {

    @TempDir
    Path folder;

    @Test
    void twoHundredMegabytesGoThrough48() throws Exception {
        upload(200_000_000L, "48m", "file");
        upload(200_000_001L, "48m", "stream");
    }

    @Tag("long")
    @Test
    void oneAndAHalfGigabytesGoThrough64() throws Exception {
        upload(1_500_000_000L, "64m", "file");
        upload(1_500_000_001L, "64m", "stream");
    }

    private void upload(long bytes, String heap, String form) throws Exception {
        File file = folder.resolve("large-" + bytes + ".bin").toFile();
        try (RandomAccessFile large = new RandomAccessFile(file, "rw")) {
            large.setLength(bytes);
            large.seek(bytes / 2);
            large.write("evidence".getBytes(StandardCharsets.UTF_8));
        }
        try (AtlosServer server = AtlosServer.start()) {
            String id = server.cases().addSourceMaterial(server.cases().addIncident("With a long film"), "https://example.org/a");
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                    "-Djava.io.tmpdir=" + folder, "-cp", System.getProperty("java.class.path"), LargeUploadMain.class.getName(), server.baseUrl(), server.token(),
                    id, file.getPath(), form)).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(10, TimeUnit.MINUTES));
            assertEquals(0, process.exitValue(), output);
            assertTrue(output.contains("uploaded " + bytes), output);
            assertTrue(output.contains("50 % of " + bytes / 1_000_000 + " MB sent"), output);
            JsonNode artifacts = server.cases().sourceMaterial(id).path("artifacts");
            assertEquals(1, artifacts.size());
            assertEquals(bytes, artifacts.path(0).path("file_size").asLong());
            assertTrue(List.of(folder.toFile().list()).stream().noneMatch(name -> name.startsWith("atlos-upload-")), "a spooled file is left");
            System.out.printf("%d MB as %s through a heap of %s in %.1f s%n", bytes / 1_000_000, form, heap, (System.nanoTime() - begun) / 1e9);
        }
        assertTrue(file.delete());
    }
}
