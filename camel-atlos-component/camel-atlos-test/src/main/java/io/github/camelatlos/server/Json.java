package io.github.camelatlos.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeSet;

/** JSON as the server's database keeps it: exact numbers, keys in alphabetical order, the last of two equal keys. */
final class Json {

    static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    // Measured: 1e+300 reads back as a whole number of 301 digits, 1.0 as 1.0.
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            // What fits into the largest body that the real server takes, and the largest number of its database.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(8_000_000).maxNameLength(8_000_000).maxNumberLength(150_000).maxNestingDepth(2_000).build())
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(2_000).build())
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build())
            .nodeFactory(NODES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode strings(Iterable<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    static JsonNode text(String value) {
        return value == null ? NullNode.instance : NODES.textNode(value);
    }

    static JsonNode of(Object value) {
        return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    }

    static JsonNode parse(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same value with the keys of every object in order; measured: metadata reads back that way. */
    static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        ObjectNode object = object();
        names.forEach(name -> object.set(name, sorted(node.get(name))));
        return object;
    }

    /** Whether any text or key in it holds the character that the database cannot store. */
    static boolean holdsNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        var names = node.fieldNames();
        while (names.hasNext()) {
            if (names.next().indexOf('\0') >= 0) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (holdsNul(child)) {
                return true;
            }
        }
        return false;
    }
}
