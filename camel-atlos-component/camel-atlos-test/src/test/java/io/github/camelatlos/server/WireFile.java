package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One recorded exchange with a real server. */
record WireFile(String name, JsonNode request, JsonNode response) {

    static final Path FOLDER = Path.of("..", "..", "..", "shared", "atlos-wire");

    static List<WireFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("00_")).sorted().map(WireFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WireFile read(Path file) {
        try {
            JsonNode json = Json.parse(Files.readAllBytes(file));
            return new WireFile(file.getFileName().toString().replace(".json", ""), json.get("request"), json.get("response"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(String start) {
        return name.startsWith(start);
    }

    String method() {
        return request.get("method").textValue();
    }

    String path() {
        return request.get("path").textValue();
    }

    int status() {
        return response.get("status").intValue();
    }

    JsonNode body() {
        return response.path("body");
    }

    /** The rows of a recorded page; the recording leaves some out and says how many. */
    List<JsonNode> rows() {
        return Stream.of(body().path("results")).flatMap(WireFile::stream).filter(JsonNode::isObject).toList();
    }

    int rowCount() {
        return Stream.of(body().path("results")).flatMap(WireFile::stream)
                .mapToInt(row -> row.isObject() ? 1 : Integer.parseInt(row.textValue().replaceAll("\\D", ""))).sum();
    }

    boolean isPage() {
        return body().has("results");
    }

    String contentType() {
        return response.path("headers").path("content-type").asText("");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
