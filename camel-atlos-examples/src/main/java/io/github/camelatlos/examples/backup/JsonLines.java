package io.github.camelatlos.examples.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A journal of a backup, read as it counts: the last line of each id. Two passes, so that what is held in memory is one line and
 * where the others are.
 */
final class JsonLines {

    /** One record, as it was last. */
    interface Each {
        void record(JsonNode json) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private long damaged;

    JsonLines(Path file) {
        this.file = file;
    }

    /** How many of them there are. */
    int read(Each each) throws IOException {
        Map<String, Long> last = new HashMap<>();
        damaged = 0;
        pass((at, json) -> last.put(json.path("id").asText(), at));
        long before = damaged;
        pass((at, json) -> {
            // What has come since is of the next reading.
            if (Long.valueOf(at).equals(last.get(json.path("id").asText()))) {
                each.record(json);
            }
        });
        damaged = before;
        return last.size();
    }

    /** Lines that are no JSON. A last one without an end is no damage: it comes again. */
    long damaged() {
        return damaged;
    }

    private interface EachLine {
        void line(long at, JsonNode json) throws IOException;
    }

    private void pass(EachLine each) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 0;
            for (int one = in.read(); one >= 0; one = in.read()) {
                if (one == '\n') {
                    tell(each, number++, line.toByteArray());
                    line.reset();
                } else {
                    line.write(one);
                }
            }
        }
    }

    private void tell(EachLine each, long number, byte[] line) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            damaged++;
            return;
        }
        if (json != null && json.path("id").isTextual()) {
            each.line(number, json);
        } else {
            damaged++;
        }
    }
}
