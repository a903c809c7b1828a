package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the archive takes, and what proof costs. Prints what it measures. */
@Tag("long")
class ArchiveLimitsTest {

    private static final int MANY = Integer.getInteger("archive.test.files", 10_000);
    private static final long LARGE = 2_000_000_000L;
    private static final String WITH = "classpath:archive/archive.yaml";

    @TempDir
    private Path folder;

    @Test
    void manySmallFilesAndALargeOneGoThrough256Megabytes() throws Exception {
        try (AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start(); RawWeb web = new RawWeb()) {
            String slug = server.cases().addIncident("With many files");
            web.answers("/large.bin", out -> send(out, LARGE));
            server.cases().addSourceMaterial(slug, web.url("/large.bin"));
            for (int i = 0; i < MANY; i++) {
                web.page("/" + i, "text/plain", "page " + i);
                server.cases().addSourceMaterial(slug, web.url("/" + i));
            }
            long begun = System.nanoTime();
            Path log = folder.resolve("log.txt");
            Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                    System.getProperty("java.class.path"), ArchiveRoutes.class.getName(), server.baseUrl(), server.token(), folder.resolve("archive").toString(),
                    web.url(""))).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            try {
                await().atMost(Duration.ofHours(1)).pollInterval(Duration.ofSeconds(2)).failFast(() -> assertThat(process.isAlive()).as(Files.readString(log)).isTrue())
                        .until(() -> kept(folder.resolve("archive")) == MANY + 1);
                double seconds = (System.nanoTime() - begun) / 1e9;
                process.getOutputStream().close();
                assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
                assertThat(Files.readString(log)).contains("lines of kept                " + (MANY + 1), "1 things do not hold.").doesNotContain("OutOfMemory");
                System.out.printf("%d files of some bytes and one of %d MB through the archive's routes in -Xmx256m: %.0f s%n%s%n", MANY, LARGE / 1_000_000, seconds,
                        Files.readString(log).lines().skip(Files.readAllLines(log).size() - 5L).toList());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void whatProofCosts() throws Exception {
        // Not counted: the first runs of a process are its slowest.
        compare("not counted: small files a second", 100, 2_000, 1);
        compare("small files a second", 200, 2_000, 5);
        compare("files of 1 MB a second", 100, 1_000_000, 3);
        compare("files of 100 MB a second", 5, 100_000_000, 3);
    }

    /** With and without in turns, so many times; the best of each counts, since others work on this computer. */
    private void compare(String what, int count, long size, int rounds) throws Exception {
        String without = ArchiveRoutes.withoutCustody(folder);
        Map<String, List<Double>> measured = Map.of(WITH, new ArrayList<>(), without, new ArrayList<>());
        for (int i = 0; i < rounds; i++) {
            for (String each : i % 2 == 0 ? List.of(without, WITH) : List.of(WITH, without)) {
                measured.get(each).add(filesASecond(each, count, size));
            }
        }
        double best = Collections.max(measured.get(WITH));
        double bestWithout = Collections.max(measured.get(without));
        System.out.printf("%s: %.2f with WARC and manifest, %.2f without: %.2f (all runs: %s; without: %s)%n", what, best, bestWithout, best / bestWithout,
                shown(measured.get(WITH)), shown(measured.get(without)));
    }

    private static String shown(List<Double> runs) {
        return runs.stream().map("%.2f"::formatted).collect(Collectors.joining(" "));
    }

    private double filesASecond(String routes, int count, long size) throws Exception {
        Path archive = Files.createTempDirectory(folder, "run");
        try (AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start(); RawWeb web = new RawWeb()) {
            String slug = server.cases().addIncident("With files");
            for (int i = 0; i < count; i++) {
                web.answers("/" + i, out -> send(out, size));
                server.cases().addSourceMaterial(slug, web.url("/" + i));
            }
            Main camel = ArchiveRoutes.of(server.baseUrl(), server.token(), archive, web.url(""), routes);
            camel.start();
            try {
                await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(5)).until(() -> kept(archive) > 0);
                long begun = System.nanoTime();
                await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(20)).until(() -> kept(archive) == count);
                return (count - 1) / ((System.nanoTime() - begun) / 1e9);
            } finally {
                camel.stop();
            }
        } finally {
            try (Stream<Path> all = Files.walk(archive)) {
                for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static long kept(Path archive) throws IOException {
        Path files = archive.resolve("files");
        if (!Files.exists(files)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(files)) {
            return all.filter(each -> !each.getFileName().toString().startsWith(".")).count();
        }
    }

    /** As a film is: gzip makes nothing of it. */
    private static void send(OutputStream out, long size) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + size + "\r\n\r\n").getBytes());
        byte[] some = new byte[(int) Math.min(size, 1 << 20)];
        new Random().nextBytes(some);
        for (long left = size; left > 0; left -= some.length) {
            out.write(some, 0, (int) Math.min(left, some.length));
        }
    }
}
