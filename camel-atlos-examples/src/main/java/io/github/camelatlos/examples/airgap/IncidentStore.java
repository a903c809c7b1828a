package io.github.camelatlos.examples.airgap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.camel.Body;

/** The other side's copy: a file for each incident, by its slug. */
public final class IncidentStore {

    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9-]{1,40}");

    private final ObjectMapper mapper = new ObjectMapper();
    private Path folder;

    public void setFolder(String path) {
        folder = Path.of(path);
    }

    /** Keeps what is there if it is newer: so files can be taken again. Whether this one was stored. */
    public boolean put(@Body String line) throws IOException {
        JsonNode incident = mapper.readTree(line);
        String slug = incident.path("slug").asText();
        if (!SLUG.matcher(slug).matches()) {
            throw new IOException("An incident without a slug");
        }
        Path file = folder.resolve(slug + ".json");
        if (Files.exists(file) && updated(mapper.readTree(file.toFile())).compareTo(updated(incident)) > 0) {
            return false;
        }
        new ForcedFile(file).put(line);
        return true;
    }

    private static String updated(JsonNode incident) {
        return incident.path("updated_at").asText();
    }
}
