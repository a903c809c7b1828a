package io.github.camelatlos.bench;

import static io.github.camelatlos.bench.Report.number;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** All rows, one after the other: {@code mvn verify -Pbench}, or some: {@code -Dbench.rows='backlog.*'}. */
public final class Bench {

    private final String wanted = System.getProperty("bench.rows", ".*");
    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final Path work = Path.of(System.getProperty("bench.work", "target"));
    private final Path docs = Path.of(System.getProperty("bench.docs", "target"));
    private final Report report = new Report();
    private final StubAtlos stub = new StubAtlos();

    private Bench() throws IOException {
    }

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench();
        bench.run();
        System.exit(0);
    }

    /** A row of the table; what goes wrong with it is no reason not to have the others. */
    private interface Row {
        void run() throws Exception;
    }

    private void row(String name, Row row) {
        if (name.matches(wanted)) {
            try {
                row.run();
                report.write(docs, rounds);
            } catch (Exception e) {
                System.out.println(name + ": " + e);
            }
        }
    }

    private void run() throws Exception {
        for (int millis : List.of(0, 20, 50)) {
            row("backlog-5000-" + millis, () -> backlog("incidents", 5_000, millis, "", rounds));
        }
        // A round of these takes up to a minute a rival, so that there are few.
        for (int millis : List.of(0, 20, 50)) {
            row("backlog-50000-" + millis, () -> backlog("incidents", 50_000, millis, "", millis == 0 ? 3 : 1));
        }
        for (int millis : List.of(0, 20, 50)) {
            row("sources-50000-" + millis, () -> backlog("source-material", 50_000, millis, "", millis == 0 ? 3 : 1));
        }
        row("line-5000-50", this::overALine);
        row("quiet", this::quiet);
        for (int changed : List.of(1, 100, 1_000)) {
            row("changes-" + changed, () -> changes(changed));
        }
        row("sweep", this::sweep);
        row("memory", this::memory);
        row("upload", this::upload);
        row("uploads", this::uploads);
        row("projects", this::projects);
        row("overhead", () -> Overhead.run(stub, report));
    }

    private void backlog(String list, int rows, int millis, String line, int times) throws Exception {
        stub.holds("T", rows);
        stub.holds(StubAtlos.WARM, 5_000);
        stub.latency(millis);
        boolean withHandWritten = rows <= 5_000 || millis == 0;
        try (Child child = new Child("-Xmx512m", "backlog", stub.url(), list, String.valueOf(rows), String.valueOf(times), String.valueOf(withHandWritten)).until("END")) {
            double floor = child.median("floor");
            double atlos = child.median("atlos");
            double target = millis == 0 ? 1.3 : 1.0;
            report.add("backlog of " + rows + " " + list + ", " + millis + " ms a page" + line + (times == 1 ? ", 1 round" : times < rounds ? ", " + times + " rounds" : ""),
                    "floor " + number(floor) + " s, " + (withHandWritten ? "hand-written " + number(child.median("hand")) + " s, " : "") + "atlos " + number(atlos)
                            + " s; an empty route " + number(child.median("empty")) + " s", atlos / floor, "≤ " + target, atlos / floor <= target,
                    list.equals("source-material") ? Why.SOURCES : millis == 0 ? Why.INCIDENTS_AT_ONCE : Why.INCIDENTS);
        } finally {
            stub.latency(0);
        }
    }

    /** Most of a page's time is its way over the line, in which the server can find the next one. */
    private void overALine() throws Exception {
        stub.line(2_000_000);
        try {
            backlog("incidents", 5_000, 50, " over a line of 16 Mbit/s", 1);
        } finally {
            stub.line(0);
        }
    }

    private void quiet() throws Exception {
        stub.holds("T", 5_000);
        try (Child child = new Child("-Xmx512m", "quiet", stub.url(), "5000").until("END")) {
            double kilobytes = child.median("kilobytes");
            report.add("a quiet poll, of 5000 incidents", number(kilobytes) + " KB read, " + number(child.median("cpuMillis")) + " ms of CPU", Double.NaN, "≤ 64 KB", kilobytes <= 64, Why.NONE);
        }
    }

    private void changes(int changed) throws Exception {
        stub.holds("T", 5_000);
        try (Child child = new Child("-Xmx512m", "follow", stub.url(), "incidents", "5000", "delay=2000").until("READY")) {
            Thread.sleep(3_000);
            child.say(String.valueOf(changed)).until("GO");
            stub.forget();
            stub.change("T", changed);
            child.until("FIGURE sockets");
            int most = 1 + (changed + 99) / 100;
            report.add(changed + " changed of 5000", stub.requests() + " requests", Double.NaN, "≤ " + most, stub.requests() <= most, Why.NONE);
        }
    }

    private void sweep() throws Exception {
        stub.holds("T", 50_000);
        try (Child child = new Child("-Xmx512m", "sweep", stub.url(), "50000", "3").until("END")) {
            double ratio = child.median("sweep") / child.median("parse");
            report.add("a sweep of 50000 source materials, 3 rounds", number(child.median("sweep")) + " s, " + number(child.median("sweepCpu")) + " ms of CPU; a full parse "
                    + number(child.median("parse")) + " s, " + number(child.median("parseCpu")) + " ms of CPU", ratio, "< 0.5", ratio < 0.5, Why.SWEEP);
        }
    }

    private void memory() throws Exception {
        // The heap counts in full from the start, so that what grows is not only how much of it was touched.
        double ten = Double.NaN;
        for (int rows : List.of(10_000, 100_000)) {
            stub.holds("T", rows);
            stub.holds(StubAtlos.WARM, 5_000);
            try (Child child = new Child("-Xms64m -Xmx64m -XX:+AlwaysPreTouch", "memory", stub.url(), String.valueOf(rows)).until("END")) {
                double peak = child.median("peakMB");
                boolean flat = Double.isNaN(ten) || peak < ten * 1.2;
                report.add(rows + " incidents in -Xmx64m", number(rows / child.median("seconds")) + " records a second, peak RSS " + number(peak) + " MB",
                        Double.NaN, Double.isNaN(ten) ? "" : "RSS flat from 10000 on", flat, Why.NONE);
                ten = peak;
            }
        }
    }

    private Path file(String name, long length) throws IOException {
        Path file = work.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        return file;
    }

    private double curls(Path file, int count) throws Exception {
        long started = System.nanoTime();
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new ProcessBuilder("curl", "-s", "-o", "/dev/null", "-H", "Authorization: Bearer T", "-F", "file=@" + file + ";filename=video.mp4",
                    stub.url() + "/api/v2/source_material/upload/" + UUID.randomUUID()).inheritIO().start());
        }
        for (Process each : all) {
            if (each.waitFor() != 0) {
                throw new IOException("curl ended with " + each.exitValue());
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private void compare(String what, Path file, int count, int times) throws Exception {
        List<Double> curl = new ArrayList<>();
        List<Double> atlos = new ArrayList<>();
        double peak = 0;
        for (int round = 0; round < times; round++) {
            curl.add(curls(file, count));
            try (Child child = new Child("-Xmx64m", "upload", stub.url(), file.toString(), String.valueOf(count)).until("END")) {
                atlos.add(child.median("seconds"));
                peak = Math.max(peak, child.median("peakMB"));
            }
        }
        Files.delete(file);
        double rival = curl.stream().sorted().toList().get(times / 2);
        double ours = atlos.stream().sorted().toList().get(times / 2);
        report.add(what, "curl " + number(rival) + " s, atlos " + number(ours) + " s, peak RSS " + number(peak) + " MB", rival / ours, "≥ 0.9 of curl's speed", rival / ours >= 0.9, Why.UPLOADS);
    }

    private void upload() throws Exception {
        compare("upload of 1.9 GB in -Xmx64m", file("large.mp4", 1_900_000_000L), 1, 3);
    }

    private void uploads() throws Exception {
        compare("16 uploads of 50 MB at once", file("small.mp4", 50_000_000L), 16, Math.min(rounds, 5));
    }

    private void projects() throws Exception {
        for (int i = 0; i < 50; i++) {
            stub.holds("T" + i, 500);
        }
        stub.latency(20);
        try (Child child = new Child("-Xmx512m", "projects", stub.url(), "50", "500").until("READY")) {
            Thread.sleep(3_000);
            child.say("50").until("GO");
            for (int i = 0; i < 50; i++) {
                stub.change("T" + i, 1);
            }
            child.until("FIGURE sockets");
            report.add("50 projects in one JVM, polled each second, 20 ms a page", "slowest lag " + number(child.median("seconds")) + " s, " + (int) child.median("threads")
                    + " threads, " + (int) child.median("sockets") + " sockets", Double.NaN, "", true, Why.NONE);
        } finally {
            stub.latency(0);
        }
    }
}
