package io.github.camelatlos.examples.custody;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;

/** The archive's routes in a folder, in this process or, for a heap of its own size, in another: {@code BASE-URL TOKEN FOLDER ALLOWED}. */
final class ArchiveRoutes {

    private ArchiveRoutes() {
    }

    /** Until its input ends; then what it keeps is verified, in the same heap. */
    public static void main(String[] args) throws Exception {
        Main camel = of(args[0], args[1], Path.of(args[2]), args[3], "classpath:archive/archive.yaml");
        camel.start();
        while (System.in.read() >= 0) {
            // Not yet.
        }
        camel.stop();
        long begun = System.nanoTime();
        Verifier verifier = new Verifier();
        verifier.setFolder(args[2]);
        VerifyReport report = verifier.verify(null);
        System.out.print(report.table());
        System.out.printf("verified in %.0f s%n", (System.nanoTime() - begun) / 1e9);
        System.out.println(peak());
        System.exit(0);
    }

    /** The most memory that this process had, and its heap after what nobody needs is gone. */
    private static String peak() throws Exception {
        System.gc();
        Path status = Path.of("/proc/self/status");
        String resident = !Files.exists(status) ? "" : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("")
                .replaceAll("\\D+(\\d+) kB", "$1 kB resident at most, ");
        return resident + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1024 + " kB of heap at the end";
    }

    static Main of(String baseUrl, String token, Path folder, String allowed, String routes) {
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("classpath:archive/application.properties");
        Map.of("camel.component.atlos.token", token, "camel.component.atlos.base-url", baseUrl, "archive.folder", folder.toString(), "archive.allowed", allowed,
                "archive.delay", "500", "archive.settle", "0", "camel.main.shutdown-timeout", "60",
                "camel.main.routes-include-pattern", routes + ",classpath:archive/store-folder.yaml").forEach(camel::addOverrideProperty);
        return camel;
    }

    /** The same routes without WARC and manifest, as a file. */
    static String withoutCustody(Path folder) throws Exception {
        String yaml = Files.readString(Path.of("archive/archive.yaml"));
        String without = yaml.replace("        copies: \"{{archive.folder}}/incoming\"\n", "")
                .replaceAll("ref: custody(\\s+method: (recording|recorded|ended)\\()", "ref: nothing$1").replaceAll("recording\\([^\\n]*\\)", "recording")
                .replace("    - name: custody\n", "    - name: nothing\n      type: " + NoRecord.class.getName() + "\n    - name: custody\n");
        Path file = Files.writeString(folder.resolve("archive-without.yaml"), without);
        return "file:" + file;
    }

    /** What is written down of a file: nothing. */
    public static final class NoRecord {

        public String recording() {
            return "none";
        }

        public Map<String, Object> recorded(String recording) {
            return Map.of();
        }

        public void ended(String recording) {
            // There is nothing to wait for.
        }
    }
}
