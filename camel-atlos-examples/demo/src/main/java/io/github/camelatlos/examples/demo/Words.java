package io.github.camelatlos.examples.demo;

import io.github.camelatlos.AtlosResource;
import java.time.Duration;

/** What the demo says. */
final class Words {

    private Words() {
    }

    static String aboutInvented(DemoSettings settings, int port) {
        return """

                The Atlos connector at work. Atlos itself runs in this process too, with 300 invented cases and
                investigators who keep changing things. No place, person or event is real, and nothing leaves this computer.

                  1. Incidents go to a map:           http://localhost:%d/
                     and to a file:                   %s
                  2. Source material goes to an archive: each URL is fetched, the file is kept under its SHA-256,
                     uploaded to Atlos, and what was kept is written down in the metadata.
                  3. Updates become alerts: one line here for each thing that somebody does.

                %s

                """.formatted(port, settings.folder().resolve("incidents.geojson"), ending(settings));
    }

    static String aboutProject(DemoSettings settings, String url, int port) {
        String archive = settings.write() ? "each URL is fetched, kept under its SHA-256, uploaded, and noted in the metadata."
                : settings.fetch() ? "each URL is fetched and kept under its SHA-256; nothing is written to Atlos (-Ddemo.write=true does)."
                : "read only. URLs are not fetched, because a site sees who fetches (-Ddemo.fetch=true does).";
        return """

                The Atlos connector at work on a real project: %s
                %s

                  1. Incidents go to a map:           http://localhost:%d/
                     and to a file:                   %s
                  2. Source material goes to an archive: %s
                  3. Updates become alerts: one line here for each thing that somebody does from now on.

                What it keeps, and how far it came, stays in %s
                and the next run goes on from there.

                %s

                """.formatted(url, settings.write() ? "IT WRITES TO THIS PROJECT, as -Ddemo.write=true says."
                : "It only reads; nothing in Atlos is changed.", port, settings.folder().resolve("incidents.geojson"), archive,
                settings.folder(), ending(settings));
    }

    static String progress(Duration elapsed, Deliveries deliveries, long shown) {
        return "[%02d:%02d] map: %d incidents read, %d shown | archive: %d sources read, %d files and %d notes written | alerts: %d%n"
                .formatted(elapsed.toMinutes(), elapsed.toSecondsPart(), deliveries.read(AtlosResource.INCIDENTS), shown,
                        deliveries.read(AtlosResource.SOURCE_MATERIAL), deliveries.uploaded().size(), deliveries.noted().size(),
                        deliveries.read(AtlosResource.UPDATES));
    }

    static String waiting() {
        return """

                The investigators have stopped. Waiting until the routes have caught up (Ctrl-C: don't wait).
                """;
    }

    static String route(AtlosResource resource) {
        return switch (resource) {
            case INCIDENTS -> "incidents to the map";
            case SOURCE_MATERIAL -> "source material to the archive";
            case UPDATES -> "updates to alerts";
        };
    }

    private static String ending(DemoSettings settings) {
        return settings.length().map(length -> "It ends after " + length.toSeconds() + " seconds, or with Ctrl-C.")
                .orElse("Ctrl-C ends it.");
    }
}
