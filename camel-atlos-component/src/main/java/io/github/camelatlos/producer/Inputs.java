package io.github.camelatlos.producer;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.input.JsonText;
import io.github.camelatlos.input.JsonValue;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.AtlosRecords;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** An exchange's headers and body, as an operation needs them. */
record Inputs(String operation, Exchange exchange) {

    static final String BODY = "body";

    /** More than the largest request that the server takes. */
    private static final int LONGEST_TEXT = 8_000_000;

    Message message() {
        return exchange.getMessage();
    }

    /** A header, or what the option says where it is missing: one plain text, or null. */
    String text(String header, String option) {
        Object value = message().getHeader(header);
        return value == null ? option : plain(header, value);
    }

    /** A header, or what the option says where it is missing. */
    Object value(String header, Object option) {
        Object value = message().getHeader(header);
        return value == null ? option : value;
    }

    /** The body as one plain text, or null. */
    String bodyText() {
        Object body = message().getBody();
        return body == null ? null : plain(BODY, body);
    }

    /** The body as the value of an attribute: a text, a list, or whatever JSON it is. */
    JsonNode bodyValue() {
        Object body = message().getBody();
        if (body == null) {
            return null;
        } else if (body instanceof JsonNode json) {
            return json;
        } else if (body instanceof Collection<?> || body instanceof Map<?, ?> || body instanceof Object[]) {
            return JsonValue.of(operation, BODY, body);
        }
        return TextNode.valueOf(plain(BODY, body));
    }

    /** The body as JSON: of a Map, of JSON text, or JSON already; null where there is none. */
    JsonNode bodyJson() {
        Object body = message().getBody();
        if (body == null) {
            return null;
        } else if (body instanceof JsonNode json) {
            return json;
        } else if (isText(body)) {
            return parsed(plain(BODY, body));
        } else if (body instanceof AtlosRecord || body instanceof AtlosRecords) {
            throw Invalid.input(operation, BODY, "the body is still the record that was read; give a Map or a JSON object made for this");
        }
        return JsonValue.of(operation, BODY, body);
    }

    /** The body as a JSON object, also of a record that was read; null where there is none. */
    ObjectNode bodyObject() {
        JsonNode json = message().getBody() instanceof AtlosRecord record ? record.json() : bodyJson();
        if (json == null || json instanceof ObjectNode) {
            return (ObjectNode) json;
        }
        throw Invalid.input(operation, BODY, "the body must be a Map or a JSON object such as {\"description\":\"…\",\"sensitive\":[\"Not Sensitive\"]}");
    }

    private JsonNode parsed(String text) {
        if (text.isBlank()) {
            return null;
        }
        return JsonText.parsed(operation, BODY, text);
    }

    /** One plain text. Measured: a list in place of a title breaks every list of the server that shows it. */
    private String plain(String field, Object value) {
        if (value instanceof JsonNode json && json.isValueNode() && !json.isNull()) {
            return json.asText();
        } else if (!isText(value)) {
            throw Invalid.input(operation, field, "it must be one plain text, and this is " + kind(value) + "; turn it into text first");
        }
        return isStream(value) ? read(field, value) : value instanceof byte[] ? exchange.getContext().getTypeConverter()
                .convertTo(String.class, exchange, value) : value.toString();
    }

    private static String kind(Object value) {
        return value instanceof AtlosRecord ? "still the record that was read" : value instanceof Map<?, ?> ? "a map"
                : value instanceof JsonNode ? "JSON" : value instanceof Collection<?> || value.getClass().isArray() ? "a list"
                : "a " + value.getClass().getSimpleName();
    }

    /** What is a text to everybody. Any other object would end up as something like Order@1b2c3d in a comment. */
    private static boolean isText(Object value) {
        return isStream(value) || value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                || value instanceof Character || value instanceof Enum<?> || value instanceof byte[] || value instanceof UUID || value instanceof URI
                || value instanceof URL || value instanceof TemporalAccessor;
    }

    private static boolean isStream(Object value) {
        return value instanceof InputStream || value instanceof Reader || value instanceof StreamCache || value instanceof WrappedFile
                || value instanceof File || value instanceof Path;
    }

    /** Reads no more than any text that Atlos takes, and leaves the body readable. */
    private String read(String field, Object value) {
        try (InputStream in = exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, value)) {
            byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw Invalid.tooLarge(operation, field, "the text is larger than the 8,000,000 bytes that Atlos takes");
            }
            if (value instanceof StreamCache cache) {
                cache.reset();
            } else if (value == message().getBody() && value instanceof InputStream) {
                message().setBody(new ByteArrayInputStream(bytes));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | NoTypeConversionAvailableException e) {
            throw Invalid.input(operation, field, "it cannot be read as text (" + e.getMessage() + ")");
        }
    }
}
