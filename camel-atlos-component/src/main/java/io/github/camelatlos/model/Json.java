package io.github.camelatlos.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How this connector reads and writes JSON: numbers exactly as they stand (a big integer and 1.10 survive), and limits that a
 * hostile answer meets but a metadata namespace of 8 MB does not.
 */
public final class Json {

    /** A string or a name longer than this is no record of Atlos: a metadata body holds 8,000,000 bytes at most. */
    private static final int LONGEST_TEXT = 64_000_000;
    public static final int DEEPEST = 1_000;
    private static final String PLAIN = "0000-00-00T00:00:00";
    /** Measured: the server keeps numbers in PostgreSQL, which has 131,072 digits before the point and 16,383 after it. */
    public static final int LONGEST_NUMBER = 150_000;

    public static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT).maxNameLength(LONGEST_TEXT).maxNumberLength(LONGEST_NUMBER).maxNestingDepth(DEEPEST)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            // Java's own takes time that grows with the square of the digits.
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .setNodeFactory(com.fasterxml.jackson.databind.node.JsonNodeFactory.withExactBigDecimals(true));

    /**
     * For what is only skipped: no row fails its page, however deep or long what is in it. A level costs some 100 bytes while it is
     * open; what a database kept is not as deep by far.
     */
    public static final JsonFactory SKIPPING = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT).maxNameLength(LONGEST_TEXT).maxNumberLength(Integer.MAX_VALUE).maxNestingDepth(100_000)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build().setCodec(MAPPER);

    private Json() {
    }

    /**
     * The JSON object in these bytes.
     *
     * @throws IllegalArgumentException if it is none, or one with a number or a depth that nothing holds
     */
    public static ObjectNode object(byte[] utf8) {
        try {
            if (MAPPER.readTree(utf8) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("it is no JSON object");
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        } catch (IOException | NumberFormatException | ArithmeticException e) {
            // Not what Jackson says of it: that quotes the text.
            throw new IllegalArgumentException("it is broken or incomplete JSON, or holds a number that nothing holds");
        }
    }

    /** The node as UTF-8. By way of a string, since Jackson's writer of bytes escapes every emoji. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        return value.isMissingNode() || value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
    }

    static List<String> texts(JsonNode json, String key) {
        List<String> texts = new ArrayList<>();
        json.path(key).forEach(value -> texts.add(value.isValueNode() ? value.asText() : value.toString()));
        return List.copyOf(texts);
    }

    static Instant instant(JsonNode json, String key) {
        String text = text(json, key);
        return text == null ? null : instant(text);
    }

    /**
     * A timestamp of the server. Measured: {@code 2026-11-22T12:44:28}, UTC without saying so; one with an offset or a
     * fraction of a second is read as what it says.
     *
     * @throws DateTimeException if it is no timestamp
     */
    public static Instant instant(String text) {
        if (isPlain(text)) {
            return LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        }
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return zoned ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** {@code 2026-11-22T12:44:28}; profiled: to parse it by a formatter was a tenth of what a row costs. */
    private static boolean isPlain(String text) {
        if (text.length() != PLAIN.length()) {
            return false;
        }
        for (int i = 0; i < PLAIN.length(); i++) {
            char c = text.charAt(i);
            if (PLAIN.charAt(i) == '0' ? c < '0' || c > '9' : c != PLAIN.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
