package io.github.camelatlos.examples.custody;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a manifest line by line, whatever has become of it: a hundred thousand of them take no memory. */
final class ManifestReader {

    /** Each line, in the order of the files. */
    interface Each {
        void line(Path day, ManifestLine line) throws IOException;
    }

    private final ManifestFolder folder;

    ManifestReader(ManifestFolder folder) {
        this.folder = folder;
    }

    void read(Each each) throws IOException {
        for (Path day : folder.days()) {
            // Not Files.newBufferedReader, which fails at a byte that is no UTF-8.
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(day), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    each.line(day, ManifestLine.of(line));
                }
            }
        }
    }

    /** What the manifest tells of last in each WARC; in the order in which they were written. */
    List<WarcPosition> warcs() throws IOException {
        Map<String, WarcPosition> last = new LinkedHashMap<>();
        read((day, line) -> {
            if (line.kind().equals("kept")) {
                WarcPosition warc = WarcPosition.of(line.json().path("warc"));
                last.remove(warc.file());
                last.put(warc.file(), warc);
            }
        });
        return List.copyOf(last.values());
    }
}
