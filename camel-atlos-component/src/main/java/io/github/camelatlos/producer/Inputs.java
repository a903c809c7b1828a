package io.github.camelatlos.producer;

import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.client.Upload;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.input.JsonText;
import io.github.camelatlos.input.JsonValue;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.AtlosRecords;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;

/** An exchange's headers and body, as an operation needs them. */
record Inputs(String operation, Exchange exchange) {

    static final String BODY = "body";

    /** What log lines begin with. */
    String who() {
        String route = ExchangeHelper.getRouteId(exchange);
        return route == null ? operation : route + ": " + operation;
    }

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
        } else if (isRecord(body)) {
            throw Invalid.input(operation, BODY, "the body is still the record that was read; give a Map or a JSON object made for this");
        }
        return JsonValue.of(operation, BODY, body);
    }

    /** Whether there is nothing in the body that could be meant to be written; a record that was read is none of that. */
    boolean isEmptyOfContent() {
        Object body = message().getBody();
        if (body == null || isRecord(body)) {
            return true;
        }
        JsonNode json = isText(body) ? TextNode.valueOf(plain(BODY, body).strip()) : bodyJson();
        return json == null || json.isNull() || json.isMissingNode() || json.isContainerNode() && json.isEmpty()
                || json.isTextual() && Set.of("", "null", "{}").contains(json.textValue());
    }

    private static boolean isRecord(Object body) {
        return body instanceof AtlosRecord || body instanceof AtlosRecords;
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
        return value instanceof byte[] || isStream(value) ? new TextBytes(this, field).read(value) : value.toString();
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

    static boolean isUsedUpByReading(Object value) {
        return (value instanceof InputStream || value instanceof Reader) && !(value instanceof StreamCache);
    }

    /** Where the bytes of a body are once they were read, or will be. */
    Spool spool(Object body, Upload.Source source) {
        return isUsedUpByReading(body) ? Spools.of(exchange.getContext()).of(this, body, source) : new Spool(source, () -> { });
    }
}
