package io.github.camelatlos.examples.demo;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.examples.map.IncidentMap;
import io.github.camelatlos.server.InventedAtlos;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Runs the three routes of this folder at once: on an invented Atlos, or on a real project if ATLOS_TOKEN is set. */
public final class Demo {

    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration REPORT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Several polls and sweeps without a delivery: what is missing then will not come. */
    private static final Duration QUIET = Duration.ofSeconds(10);
    /** Time for one more poll, in which nothing may come twice. */
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(2);

    private final DemoSettings settings;
    private final PrintStream out;
    private final StopSignal stop;
    private final Deliveries deliveries = new Deliveries();
    private final Instant began = Instant.now();

    Demo(DemoSettings settings, PrintStream out, StopSignal stop) {
        this.settings = settings;
        this.out = out;
        this.stop = stop;
    }

    public static void main(String[] args) throws Exception {
        Summary summary = new Demo(DemoSettings.of(System::getProperty, System.getenv()), System.out, StopSignal.onInterrupt()).run();
        if (summary.lost() > 0 || summary.duplicates() > 0) {
            throw new IllegalStateException("%d lost, %d duplicates: the connector has not kept its promise"
                    .formatted(summary.lost(), summary.duplicates()));
        }
    }

    Summary run() throws Exception {
        return settings.project().isPresent() ? onProject(settings.project().get()) : onInvented();
    }

    private Summary onProject(DemoSettings.Project project) throws Exception {
        int port = PagePort.of(settings.port());
        out.print(Words.aboutProject(settings, project.url(), port));
        Main camel = DemoRoutes.onProject(settings, project, port, deliveries);
        camel.start();
        try {
            watch(camel);
        } finally {
            camel.stop();
        }
        return told(null, true);
    }

    private Summary onInvented() throws Exception {
        clear(settings.folder());
        int port = PagePort.of(settings.port());
        try (InventedAtlos atlos = new InventedAtlos()) {
            out.print(Words.aboutInvented(settings, port));
            Main camel = DemoRoutes.onInvented(settings, atlos, port, deliveries);
            camel.start();
            try {
                // Alerts begin with what is new, so people begin when that route knows what is old.
                boolean over = false;
                while (!over && atlos.polls("updates") < 2) {
                    over = stop.await(LOOK) || left().isNegative();
                }
                atlos.peopleBegin(PACE);
                watch(camel);
                atlos.peopleStop();
                Reckoning reckoning = new Reckoning(atlos, deliveries);
                boolean finished = drain(reckoning, map(camel));
                return told(reckoning, finished);
            } finally {
                camel.stop();
            }
        }
    }

    private void watch(Main camel) {
        while (true) {
            Duration left = left();
            boolean last = left.compareTo(REPORT) <= 0;
            if (left.isNegative() || stop.await(last ? left : REPORT) || last && settings.length().isPresent()) {
                return;
            }
            out.print(Words.progress(elapsed(), deliveries, map(camel).shown()));
        }
    }

    private static IncidentMap map(Main camel) {
        return camel.getCamelContext().getRegistry().lookupByNameAndType("incidentMap", IncidentMap.class);
    }

    /** Whether everything has arrived, or what is missing has had its time. */
    private boolean drain(Reckoning reckoning, IncidentMap map) {
        out.print(Words.waiting());
        Instant limit = Instant.now().plus(LONGEST_DRAIN);
        Instant moved = Instant.now();
        Instant reported = moved;
        long before = deliveries.all();
        while (!reckoning.isComplete() || moved.plus(SETTLED).isAfter(Instant.now())) {
            if (stop.awaitUrgent(LOOK) || limit.isBefore(Instant.now())) {
                return reckoning.isComplete();
            }
            if (deliveries.all() != before) {
                before = deliveries.all();
                moved = Instant.now();
            }
            if (moved.plus(QUIET).isBefore(Instant.now())) {
                return true;
            }
            if (reported.plus(REPORT).isBefore(Instant.now())) {
                reported = Instant.now();
                out.print(Words.progress(elapsed(), deliveries, map.shown()));
            }
        }
        return true;
    }

    private List<Summary.Line> lines(Reckoning reckoning) {
        return Stream.of(AtlosResource.values()).map(resource -> new Summary.Line(Words.route(resource), deliveries.read(resource),
                deliveries.duplicates(resource),
                reckoning == null ? OptionalLong.empty() : OptionalLong.of(reckoning.missing(resource).size()),
                deliveries.failures(resource))).toList();
    }

    /** Without a reckoning: on a real project. */
    private Summary told(Reckoning reckoning, boolean finished) {
        Summary summary = new Summary(lines(reckoning), deliveries.uploaded().size(), deliveries.noted().size(),
                reckoning == null ? OptionalLong.empty() : OptionalLong.of(reckoning.unconfirmed().size()),
                reckoning == null ? OptionalLong.empty() : OptionalLong.of(reckoning.changes()), finished, settings.folder());
        out.print(summary.text());
        return summary;
    }

    private Duration left() {
        return settings.length().map(length -> length.minus(elapsed())).orElse(REPORT);
    }

    private Duration elapsed() {
        return Duration.between(began, Instant.now());
    }

    /** The invented Atlos is another one at each start; marks and files of the last one would only be in the way. */
    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
