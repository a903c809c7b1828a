package io.github.camelatlos.examples.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.map.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What was published last: which set, and since when each incident stands in it as it does. A file, kept beside the report. */
final class History {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final ObjectNode last;

    private History(Path file, ObjectNode last) {
        this.file = file;
        this.last = last;
    }

    static History read(Path file) throws IOException {
        return new History(file, Files.exists(file) ? (ObjectNode) MAPPER.readTree(file.toFile()) : MAPPER.createObjectNode());
    }

    boolean isPublished(String set) {
        return set.equals(last.path("set").asText());
    }

    List<Feed.Entry> entries(List<ObjectNode> features, Instant now) {
        List<Feed.Entry> entries = new ArrayList<>();
        for (ObjectNode feature : features) {
            JsonNode before = last.path("incidents").path(feature.path("id").asText());
            boolean same = before.path("digest").asText().equals(digest(feature));
            entries.add(new Feed.Entry(feature, same ? Instant.parse(before.path("since").asText()) : now,
                    same ? before.path("new").asBoolean() : before.isMissingNode()));
        }
        return entries;
    }

    /** Only digests: a copy of what was taken back would be one more place to forget. */
    void write(String set, List<Feed.Entry> entries) throws IOException {
        ObjectNode next = MAPPER.createObjectNode().put("set", set);
        ObjectNode incidents = next.putObject("incidents");
        entries.forEach(entry -> incidents.putObject(entry.feature().path("id").asText()).put("digest", digest(entry.feature()))
                .put("since", entry.since().toString()).put("new", entry.isNew()));
        AtomicFile whole = new AtomicFile();
        whole.setPath(file.toString());
        whole.write(MAPPER.writeValueAsBytes(next));
    }

    private static String digest(JsonNode feature) {
        return UUID.nameUUIDFromBytes(feature.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
