package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.archive.KeptFiles;
import io.github.camelatlos.examples.archive.KeptFolder;
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

/** Whether each file is what its line says, in the vault and in the WARC; and whether there is anything that no line tells of. */
final class FileCheck {

    private final Path archive;
    private final KeptFiles vault;
    private final Consumer<Finding> found;
    private final Set<String> files = new HashSet<>();
    /** By WARC: where each part that a line tells of begins, and ends. */
    private final Map<String, TreeMap<Long, Long>> parts = new HashMap<>();
    private boolean away;
    private long looked;

    FileCheck(Path archive, KeptFiles vault, Consumer<Finding> found) {
        this.archive = archive;
        this.vault = vault;
        this.found = found;
    }

    void line(ManifestLine line) throws IOException {
        JsonNode said = line.json();
        if (isName(said.path("file").asText()) && files.add(said.path("file").asText()) && !away) {
            vault(said);
        }
        WarcPosition warc = WarcPosition.of(said.path("warc"));
        if (isName(warc.file())) {
            parts.computeIfAbsent(warc.file(), name -> new TreeMap<>()).put(warc.offset(), warc.end());
            warc(warc, said);
        }
    }

    private void vault(JsonNode said) {
        String name = said.path("file").asText();
        String where = "files/" + name;
        try {
            KeptFiles.Seen seen = vault.see(name);
            looked++;
            if (seen == null) {
                found.accept(new Finding(where, Problem.MISSING, "of " + said.path("sourceMaterial").asText()));
            } else if (seen.size() != said.path("bytes").asLong() || !seen.sha256().equals(said.path("sha256").asText())) {
                found.accept(new Finding(where, Problem.CHANGED, "its bytes are not those that were kept"));
            }
        } catch (KeptFiles.Away e) {
            isAway(e);
        } catch (IOException e) {
            found.accept(new Finding(where, Problem.NOT_LOOKED_AT, "it cannot be read: " + e.getMessage()));
        }
    }

    /** Said once: the next file would wait as long for the same answer. */
    private void isAway(KeptFiles.Away e) {
        away = true;
        found.accept(new Finding("files", Problem.NOT_LOOKED_AT, e.getMessage()));
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
        try {
            for (String each : away ? Set.<String>of() : vault.names()) {
                if (!files.contains(each)) {
                    found.accept(new Finding("files/" + each, Problem.NOT_IN_MANIFEST, "no line tells of it"));
                }
            }
        } catch (KeptFiles.Away e) {
            isAway(e);
        }
        for (String each : new KeptFolder(archive.resolve("warc")).names()) {
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

    /** How many files of the vault. */
    long lookedAt() {
        return looked;
    }

    /** A manifest may be anybody's: no way out of its folder. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");
    }
}
