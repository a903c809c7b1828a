package io.github.camelatlos.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The Kamelets as they are in the component's jar. */
final class Kamelets {

    static final List<String> SOURCES = List.of("atlos-incidents-source", "atlos-source-material-source", "atlos-updates-source");
    static final List<String> SINKS = List.of("atlos-create-incident-sink", "atlos-add-comment-sink", "atlos-update-attribute-sink",
            "atlos-create-source-material-sink", "atlos-set-metadata-sink", "atlos-upload-sink");

    private static final YAMLMapper YAML = new YAMLMapper();

    private Kamelets() {
    }

    static Stream<String> names() {
        return Stream.concat(SOURCES.stream(), SINKS.stream());
    }

    static JsonNode read(String name) {
        return yaml("kamelets/" + name + ".kamelet.yaml");
    }

    static JsonNode yaml(String resource) {
        try (InputStream in = Kamelets.class.getClassLoader().getResourceAsStream(resource)) {
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

}
