package io.github.camelatlos.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** An answer's head, and its body as a stream. */
final class Answer {

    private static final Pattern JSON = Pattern.compile("application/([a-z0-9.+-]+\\+)?json\\b.*");

    /** A page's cursor ends within it. */
    private static final int BEGIN = 8 * 1024;

    private final ClassicHttpResponse response;
    private final BodyStream body;
    private final byte[] memory;

    Answer(ClassicHttpResponse response, Traffic traffic) throws IOException {
        this(response, new BodyStream(content(response), traffic), null);
    }

    private Answer(ClassicHttpResponse response, BodyStream body, byte[] memory) {
        this.response = response;
        this.body = body;
        this.memory = memory;
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        InputStream stream = response.getEntity() == null ? null : response.getEntity().getContent();
        return stream == null ? InputStream.nullInputStream() : stream;
    }

    int status() {
        return response.getCode();
    }

    BodyStream body() {
        return body;
    }

    boolean isJson() {
        String type = header("Content-Type");
        return type != null && JSON.matcher(type.toLowerCase(java.util.Locale.ROOT)).matches();
    }

    boolean isHtml() {
        String type = header("Content-Type");
        return type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("text/html");
    }

    String location() {
        return header("Location");
    }

    /** The server's clock, to the second, or null. A cache in between says with {@code Age} how long ago it was that. */
    Instant date() {
        String date = header("Date");
        String age = header("Age");
        try {
            Instant then = date == null ? null : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return then == null || age == null ? then : then.plusSeconds(Math.max(0, Integer.parseInt(age.strip())));
        } catch (DateTimeParseException | NumberFormatException e) {
            return null;
        }
    }

    /**
     * The same answer, with its body in memory, so that it needs no connection.
     *
     * @param begun told how it begins, before the rest has come
     */
    Answer inMemory(int atMost, Consumer<byte[]> begun) throws IOException {
        byte[] begin = body.readNBytes(BEGIN);
        begun.accept(begin);
        byte[] all = all(begin, atMost);
        if (all.length > atMost) {
            throw new IOException("larger than " + atMost + " bytes");
        }
        return new Answer(response, new BodyStream(new ByteArrayInputStream(all), new Traffic()), all);
    }

    /** Where its length is announced, without copies. Profiled: they were half of what a sweep allocates. */
    private byte[] all(byte[] begin, int atMost) throws IOException {
        long length = response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        if (length < begin.length || length > atMost) {
            return new SequenceInputStream(new ByteArrayInputStream(begin), body).readNBytes(atMost + 1);
        }
        byte[] all = Arrays.copyOf(begin, (int) length);
        int read = begin.length + body.readNBytes(all, begin.length, all.length - begin.length);
        return read == all.length ? all : Arrays.copyOf(all, read);
    }

    /** The body, where it is in memory, or null. */
    byte[] memory() {
        return memory;
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
