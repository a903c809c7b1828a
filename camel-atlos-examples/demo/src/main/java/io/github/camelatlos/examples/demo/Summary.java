package io.github.camelatlos.examples.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How it went.
 *
 * @param files     source material to which a file was uploaded
 * @param notes     source material whose metadata was set
 * @param gone      writes that the server does not hold; empty on a real project, where that is not looked up
 * @param finished  whether the routes had caught up; if not, what is missing was only not delivered yet
 * @param changes   of rows, counted by the invented server
 */
record Summary(List<Line> lines, long files, long notes, OptionalLong gone, OptionalLong changes, boolean finished, Path folder) {

    /** One route. Missing is empty on a real project: from outside nobody can know. */
    record Line(String route, long read, long duplicates, OptionalLong missing, long failures) {
    }

    long duplicates() {
        return lines.stream().mapToLong(Line::duplicates).sum();
    }

    /** Records that never arrived, and writes that are not there. */
    long lost() {
        return (finished ? lines.stream().mapToLong(line -> line.missing.orElse(0)).sum() : 0) + gone.orElse(0);
    }

    String text() {
        StringBuilder text = new StringBuilder("\nSummary\n");
        text.append(row("", "records read", "duplicates", finished ? "lost" : "not yet read"));
        for (Line line : lines) {
            text.append(row(line.route, line.read, line.duplicates, line.missing.isPresent() ? line.missing.getAsLong() : "unknown"));
        }
        text.append("  Written back: %d files, and the metadata of %d sources%s.\n".formatted(files, notes,
                notes > files ? " (%d could not be had)".formatted(notes - files) : ""));
        gone.ifPresent(count -> text.append(count == 0 ? "  The server was found to hold all of it, each file with its SHA-256.\n"
                : "  OF THESE, THE SERVER DOES NOT HOLD %d.\n".formatted(count)));
        long failures = lines.stream().mapToLong(Line::failures).sum();
        if (failures > 0) {
            text.append("  %d deliveries failed and were made again.\n".formatted(failures));
        }
        changes.ifPresentOrElse(count -> text.append("  Measured against the %d changes that the invented Atlos counted itself.\n"
                .formatted(count)), () -> text.append("  On a real project, what is lost cannot be measured from outside.\n"));
        if (!finished) {
            text.append("  It was ended before it had caught up; a new start would go on from there.\n");
        }
        return text.append("  Kept in ").append(folder).append('\n').toString();
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "  %-30s %14s %12s %14s%n", cells);
    }
}
