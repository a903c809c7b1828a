package io.github.camelatlos.examples.airgap;

import io.github.camelatlos.model.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;

/** Numbered files, each with its own checksum in its last line. The number is kept beside them, in a file of its own. */
public final class Outbox {

    private static final String LAST = ".last";

    private Path folder;
    private int limit;
    private boolean full;

    public void setFolder(String path) {
        folder = Path.of(path);
    }

    public void setLimit(int files) {
        limit = files;
    }

    /** The name of the file. */
    public String write(@Body List<Incident> incidents) throws IOException, OutboxFull {
        Files.createDirectories(folder);
        try (Stream<Path> waiting = Files.list(folder)) {
            if (waiting.filter(file -> !file.getFileName().toString().startsWith(".")).count() >= limit) {
                boolean news = !full;
                full = true;
                throw new OutboxFull(limit + " files wait to be carried over; what is new waits in Atlos", news);
            }
        }
        Path last = folder.resolve(LAST);
        long number = Files.exists(last) ? Long.parseLong(Files.readString(last).strip()) + 1 : 1;
        String lines = incidents.stream().map(incident -> incident.json() + "\n").collect(Collectors.joining());
        String name = "incidents-%09d.ndjson".formatted(number);
        // The file first: after a crash in between the number is used again, for what Atlos shows then; so no number is ever missing.
        new ForcedFile(folder.resolve(name)).put(lines + Batch.seal(number, lines));
        new ForcedFile(last).put(Long.toString(number));
        full = false;
        return name;
    }
}
