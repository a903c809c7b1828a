package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is still to be stamped: the digests of files, and of days that are over. */
final class OpenDigests {

    private static final String DAY = ".jsonl";

    private OpenDigests() {
    }

    /**
     * The digests that no line of that kind tells of; with the source material that each is of, or the day.
     *
     * @param done {@code timestamp} or {@code proof}
     */
    static Map<String, String> of(Manifest manifest, String done) throws IOException {
        Map<String, String> open = new LinkedHashMap<>();
        new ManifestReader(manifest.folder()).read((day, line) -> {
            if (line.kind().equals("kept")) {
                open.putIfAbsent(line.json().path("sha256").asText(), line.json().path("sourceMaterial").asText());
            }
        });
        for (Path day : manifest.folder().days()) {
            if (ManifestFolder.day(day).isBefore(LocalDate.now(ZoneOffset.UTC))) {
                open.put(Sha256.of(day), day.getFileName().toString());
            }
        }
        new ManifestReader(manifest.folder()).read((day, line) -> {
            if (line.kind().equals(done)) {
                open.remove(line.json().path("sha256").asText());
            }
        });
        return open;
    }

    static boolean isDay(String of) {
        return of.endsWith(DAY);
    }
}
