package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.custody.Finding.Problem;
import io.github.camelatlos.model.Artifact;
import io.github.camelatlos.model.SourceMaterial;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether Atlos holds each file too; and whether it tells of lines that the manifest has not. */
final class AtlosCheck {

    private record Note(String id, String warc, long line, String digest) {
    }

    private final Consumer<Finding> found;
    private final Map<String, Set<String>> files = new HashMap<>();
    private final Map<String, Note> notes = new HashMap<>();
    private final Set<String> workers = new HashSet<>();

    AtlosCheck(Iterator<SourceMaterial> records, String namespace, Consumer<Finding> found) {
        this.found = found;
        records.forEachRemaining(each -> {
            files.put(each.getId(), each.getArtifacts().stream().map(Artifact::sha256).filter(Objects::nonNull).collect(Collectors.toSet()));
            JsonNode note = each.getMetadata().path(namespace);
            if (note.hasNonNull("manifestSha256")) {
                String digest = note.path("manifestSha256").asText();
                notes.put(digest, new Note(each.getId(), note.path("warc").asText(), note.path("manifestLine").asLong(), digest));
            }
        });
    }

    void line(ManifestLine line) {
        String id = line.json().path("sourceMaterial").asText();
        notes.remove(line.digest());
        workers.add(worker(line.json().path("warc").path("file").asText()));
        if (!files.getOrDefault(id, Set.of()).contains(line.json().path("sha256").asText())) {
            found.accept(new Finding("files/" + line.json().path("file").asText(), Problem.NOT_IN_ATLOS,
                    files.containsKey(id) ? "its source material " + id + " does not hold it" : "its source material " + id + " is not there any more"));
        }
    }

    /** After the last line. Other workers have manifests of their own. */
    void end() {
        notes.values().stream().filter(each -> workers.contains(worker(each.warc))).forEach(each -> found.accept(
                new Finding("manifest line " + each.line, Problem.LINES_MISSING, "Atlos tells of it, at " + each.id + ", and it is not there")));
    }

    private static String worker(String warc) {
        return warc.replaceFirst("-\\d{4}-\\d{2}-\\d{2}-\\d+\\.warc\\.gz$", "");
    }
}
