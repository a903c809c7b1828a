package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One line of the manifest: what was done, and the digest of the line before it, so that no line can be changed, removed or moved
 * without those after it showing it.
 *
 * @param text the line as it stands in the file, without its end
 * @param json what it says
 */
record ManifestLine(String text, JsonNode json) {

    /** Of the form of a line. A line of a newer one is named, never guessed at. */
    static final int VERSION = 1;
    /** What comes before the first line. */
    static final String NOTHING = "0".repeat(Sha256.LENGTH);

    private static final ObjectMapper JSON = new ObjectMapper();

    static ManifestLine after(ManifestLine last, ObjectNode what) {
        ObjectNode line = JSON.createObjectNode();
        line.put("version", VERSION);
        line.put("number", last == null ? 1 : last.number() + 1);
        line.put("previous", last == null ? NOTHING : last.digest());
        line.setAll(what);
        return new ManifestLine(line.toString(), line);
    }

    /** A line that is no JSON says nothing. */
    static ManifestLine of(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new ManifestLine(text, json != null && json.isObject() ? json : JSON.createObjectNode());
        } catch (JsonProcessingException e) {
            return new ManifestLine(text, JSON.createObjectNode());
        }
    }

    static ObjectNode nothing() {
        return JSON.createObjectNode();
    }

    int version() {
        return json.path("version").asInt();
    }

    long number() {
        return json.path("number").asLong();
    }

    String previous() {
        return json.path("previous").asText();
    }

    /** {@code kept}, {@code timestamp} or {@code proof}. */
    String kind() {
        return json.path("kind").asText();
    }

    String digest() {
        return Sha256.of(text);
    }

    boolean follows(ManifestLine last) {
        return number() == (last == null ? 1 : last.number() + 1) && previous().equals(last == null ? NOTHING : last.digest());
    }
}
