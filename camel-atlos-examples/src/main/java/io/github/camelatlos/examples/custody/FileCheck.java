package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.custody.Finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether each file is what its line says, in the vault and in the WARC; and whether there is anything that no line tells of. */
final class FileCheck {

    private final Path archive;
    private final boolean vaultElsewhere;
    private final Consumer<Finding> found;
    private final Set<String> files = new HashSet<>();
    /** By WARC: where each part that a line tells of begins, and ends. */
    private final Map<String, TreeMap<Long, Long>> parts = new HashMap<>();

    FileCheck(Path archive, boolean vaultElsewhere, Consumer<Finding> found) {
        this.archive = archive;
        this.vaultElsewhere = vaultElsewhere;
        this.found = found;
    }

    void line(ManifestLine line) throws IOException {
        JsonNode said = line.json();
        if (!vaultElsewhere && isName(said.path("file").asText()) && files.add(said.path("file").asText())) {
            vault(said);
        }
        WarcPosition warc = WarcPosition.of(said.path("warc"));
        if (isName(warc.file())) {
            parts.computeIfAbsent(warc.file(), name -> new TreeMap<>()).put(warc.offset(), warc.end());
            warc(warc, said);
        }
    }

    private void vault(JsonNode said) throws IOException {
        Path file = archive.resolve("files").resolve(said.path("file").asText());
        String where = "files/" + file.getFileName();
        if (!Files.exists(file)) {
            found.accept(new Finding(where, Problem.MISSING, "of " + said.path("sourceMaterial").asText()));
        } else if (Files.size(file) != said.path("bytes").asLong() || !Sha256.of(file).equals(said.path("sha256").asText())) {
            found.accept(new Finding(where, Problem.CHANGED, "its bytes are not those that were kept"));
        }
    }

    private void warc(WarcPosition warc, JsonNode said) throws IOException {
        Path file = archive.resolve("warc").resolve(warc.file());
        String where = "warc/" + warc.file();
        if (!Files.exists(file)) {
            found.accept(new Finding(where, Problem.MISSING, "of " + said.path("sourceMaterial").asText()));
        } else if (warc.offset() < 0 || warc.response() < warc.offset() || warc.end() <= warc.response()) {
            found.accept(new Finding(where, Problem.CHANGED, "there is no such place: " + said.path("sourceMaterial").asText()));
        } else if (!Sha256.of(file, warc.offset(), warc.length()).equals(warc.sha256())) {
            found.accept(new Finding(where, Problem.CHANGED, "between byte %d and %d: %s".formatted(warc.offset(), warc.end(), said.path("sourceMaterial").asText())));
        } else {
            new WarcCapture(file, warc.response()).differsFrom(said).ifPresent(detail -> found.accept(new Finding(where, Problem.CHANGED, detail)));
        }
    }

    /** After the last line. */
    void end() throws IOException {
        for (String each : vaultElsewhere ? Set.<String>of() : names("files")) {
            if (!files.contains(each)) {
                found.accept(new Finding("files/" + each, Problem.NOT_IN_MANIFEST, "no line tells of it"));
            }
        }
        for (String each : names("warc")) {
            gaps(each, parts.getOrDefault(each, new TreeMap<>()), Files.size(archive.resolve("warc").resolve(each)));
        }
    }

    private void gaps(String name, TreeMap<Long, Long> told, long size) {
        long at = 0;
        told.put(size, size);
        for (Map.Entry<Long, Long> part : told.entrySet()) {
            if (part.getKey() > at) {
                found.accept(new Finding("warc/" + name, Problem.NOT_IN_MANIFEST, "no line tells of byte %d to %d".formatted(at, part.getKey())));
            }
            at = Math.max(at, part.getValue());
        }
    }

    private Set<String> names(String folder) throws IOException {
        if (!Files.isDirectory(archive.resolve(folder))) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(archive.resolve(folder))) {
            // What begins with a dot is not finished.
            return new java.util.TreeSet<>(all.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).toList());
        }
    }

    /** A manifest may be anybody's: no way out of its folder. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");
    }
}
