package io.github.camelatlos.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.MultipartParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a form with files as a stream: texts become parameters, the part named "file" is digested and let go. */
final class MultipartBody implements MultipartParser.PartHandler {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename");
    private static final Pattern ENCODED_FILE_NAME = Pattern.compile("(?:^|;)\\s*filename\\*=[^']*'[^']*'([^;]+)");

    private final Params params;
    private final long limit;
    private long size;
    private UploadedFile file;
    private String name;
    private UploadedFile incoming;
    private ByteArrayOutputStream text;

    MultipartBody(Params params, long limit) {
        this.params = params;
        this.limit = limit;
    }

    long size() {
        return size;
    }

    Optional<UploadedFile> file() {
        return Optional.ofNullable(file);
    }

    void read(InputStream in, ByteBufferPool pool, String contentType) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            skip(in);
            return;
        }
        MultipartParser.ParseState parser = MultipartParser.beginParse(pool, this,
                boundary.group(1).trim().getBytes(StandardCharsets.US_ASCII), "UTF-8");
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            if (size > limit) {
                throw HtmlError.tooLarge();
            }
            if (!parser.isComplete()) {
                parser.parse(ByteBuffer.wrap(buffer, 0, n));
            }
        }
        if (size > 0 && !parser.isComplete()) {
            throw HtmlError.badRequest();
        }
    }

    void skip(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
        }
    }

    @Override
    public void beginPart(HeaderMap headers) {
        String disposition = Optional.ofNullable(headers.getFirst(Headers.CONTENT_DISPOSITION)).orElse("");
        name = find(NAME, disposition).orElse("");
        String fileName = find(ENCODED_FILE_NAME, disposition).map(Params::decoded)
                .or(() -> find(FILE_NAME, disposition)).orElse(null);
        incoming = fileName == null ? null : new UploadedFile(fileName);
        text = fileName == null ? new ByteArrayOutputStream() : null;
    }

    @Override
    public void data(ByteBuffer buffer) {
        if (incoming != null) {
            incoming.add(buffer);
            return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        if (text.size() + bytes.length <= Body.JSON_LIMIT) {
            text.writeBytes(bytes);
        }
    }

    /** Measured: an empty file name is no file, and of two files under one name the later counts. */
    @Override
    public void endPart() {
        if (incoming == null) {
            params.add(name, Params.utf8(ByteBuffer.wrap(text.toByteArray())));
        } else if (name.equals("file") && !incoming.name().isEmpty()) {
            file = incoming;
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).replaceAll("\\\\(.)", "$1")) : Optional.empty();
    }

    private static Pattern parameter(String name) {
        return Pattern.compile("(?:^|;)\\s*" + name + "=\"((?:\\\\.|[^\"\\\\])*)\"");
    }
}
