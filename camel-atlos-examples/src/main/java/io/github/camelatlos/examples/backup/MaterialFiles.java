package io.github.camelatlos.examples.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.archive.Download;
import io.github.camelatlos.examples.archive.Fetcher;
import io.github.camelatlos.examples.archive.NotFetched;
import io.github.camelatlos.examples.archive.Vault;
import io.github.camelatlos.model.Artifact;
import io.github.camelatlos.model.SourceMaterial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The files of a project, each stored once under its SHA-256. Which are stored is in {@code files.jsonl}, and which cannot be had
 * is in {@code missing-files.jsonl}, anew after each walk.
 */
public final class MaterialFiles extends ServiceSupport {

    /**
     * A file that is not stored yet.
     *
     * @param sourceMaterial the id of its record
     */
    public record Wanted(String sourceMaterial, Artifact artifact) {
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORED = "files.jsonl";

    private final Lines lines = new Lines();
    private final Map<String, String> stored = new HashMap<>();
    private final Map<String, ObjectNode> missing = new TreeMap<>();
    private Fetcher fetcher;
    private Path folder;

    public void setFolder(String folder) {
        this.folder = Path.of(folder);
        lines.setFolder(folder);
    }

    public void setFetcher(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    protected synchronized void doStart() throws IOException {
        Path index = folder.resolve(STORED);
        if (Files.exists(index)) {
            try (Stream<String> all = Files.lines(index)) {
                all.filter(line -> line.endsWith("}")).forEach(this::remember);
            }
        }
    }

    private void remember(String line) {
        try {
            stored.put(JSON.readTree(line).path("artifact").asText(), JSON.readTree(line).path("sha256").asText());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(STORED + " holds a line that is no JSON: take it out", e);
        }
    }

    public synchronized void begin() {
        missing.clear();
    }

    public synchronized List<Wanted> wanted(SourceMaterial material) {
        return material.getArtifacts().stream().filter(each -> !stored.containsKey(each.id())).map(each -> new Wanted(material.getId(), each)).toList();
    }

    /** Through its signed link, which is of another host, and for which there is no token. */
    public Vault.Kept fetch(Wanted wanted) throws IOException {
        Artifact artifact = wanted.artifact();
        if (artifact.accessUrl() == null) {
            throw new NotFetched("Atlos gives no link to it");
        }
        Vault vault = new Vault();
        vault.setFolder(folder.resolve("files").toString());
        vault.setLimit(Long.MAX_VALUE);
        try (Download file = fetcher.fetch(artifact.accessUrl())) {
            Vault.Kept kept = vault.keep(file);
            if (artifact.sha256() != null && !kept.sha256().equals(artifact.sha256().toLowerCase(Locale.ROOT))) {
                vault.forget(kept);
                throw new NotFetched("its bytes are not those that Atlos tells of");
            }
            return kept;
        }
    }

    /** Of the same file, with the link that the record holds now: links last some hours, and a walk may take longer. */
    public Wanted again(SourceMaterial material, Wanted wanted) throws NotFetched {
        return material.getArtifacts().stream().filter(each -> each.id().equals(wanted.artifact().id())).findFirst()
                .map(each -> new Wanted(material.getId(), each)).orElseThrow(() -> new NotFetched("it is not in Atlos any more"));
    }

    public synchronized void stored(Wanted wanted, Vault.Kept kept) throws IOException {
        ObjectNode line = about(wanted).put("sha256", kept.sha256()).put("bytes", kept.size()).put("file", kept.name());
        lines.append(STORED, "", line.toString().getBytes(StandardCharsets.UTF_8));
        stored.put(wanted.artifact().id(), kept.sha256());
    }

    /** Tried again at the next walk. In words of ours: an exception's text may hold the link. */
    public synchronized String failed(Wanted wanted, Exception cause) {
        String reason = cause instanceof NotFetched fetched ? fetched.getMessage() : "store: " + cause.getClass().getSimpleName();
        missing.put(wanted.artifact().id(), about(wanted).put("reason", reason).put("at", Instant.now().toString()));
        return reason;
    }

    /** What a walk could not have, in the place of what the last one could not. */
    public synchronized int end() throws IOException {
        Path next = folder.resolve(".missing-files");
        Files.write(next, missing.values().stream().map(ObjectNode::toString).toList());
        Files.move(next, folder.resolve("missing-files.jsonl"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return missing.size();
    }

    private static ObjectNode about(Wanted wanted) {
        return JSON.createObjectNode().put("artifact", wanted.artifact().id()).put("sourceMaterial", wanted.sourceMaterial());
    }
}
