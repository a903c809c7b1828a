package io.github.camelatlos.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** An answer's head, and its body as a stream. */
final class Answer {

    private final ClassicHttpResponse response;
    private final BodyStream body;

    Answer(ClassicHttpResponse response, Traffic traffic) throws IOException {
        this.response = response;
        InputStream stream = response.getEntity() == null ? InputStream.nullInputStream() : response.getEntity().getContent();
        this.body = new BodyStream(stream == null ? InputStream.nullInputStream() : stream, traffic);
    }

    int status() {
        return response.getCode();
    }

    BodyStream body() {
        return body;
    }

    boolean isJson() {
        String type = header("Content-Type");
        return type != null && type.toLowerCase(java.util.Locale.ROOT).matches("application/([a-z0-9.+-]+\\+)?json\\b.*");
    }

    boolean isHtml() {
        String type = header("Content-Type");
        return type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("text/html");
    }

    String location() {
        return header("Location");
    }

    /** The server's clock, to the second, or null. */
    Instant date() {
        String date = header("Date");
        try {
            return date == null ? null : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** What {@code Retry-After} asks for, in seconds or as a date, or null. */
    Duration retryAfter() {
        String value = header("Retry-After");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip())));
        } catch (NumberFormatException notSeconds) {
            return untilDate(value);
        }
    }

    private Duration untilDate(String value) {
        try {
            Instant then = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Instant now = date() == null ? Instant.now() : date();
            Duration wait = Duration.between(now, then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}
