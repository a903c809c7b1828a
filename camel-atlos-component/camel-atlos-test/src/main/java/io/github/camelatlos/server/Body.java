package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A request's body, read to its end before anything else happens to the request. */
record Body(long size, String text, Optional<RuntimeException> failure, Optional<UploadedFile> file, Params params) {

    private static final int SHOWN = 1 << 16;
    static final long JSON_LIMIT = 8_000_000;

    /** Measured: parsing comes before routing and before the token, so its errors do too. */
    static Body read(HttpServerExchange exchange, long uploadLimit) throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE)).orElse("");
        String kind = type.split(";")[0].trim().toLowerCase(Locale.ROOT);
        InputStream in = exchange.getInputStream();
        Params params = new Params();
        if (kind.equals("multipart/form-data")) {
            return multipart(in, exchange.getConnection().getByteBufferPool(), type, params, uploadLimit);
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long size = copy(in, kept);
        byte[] bytes = kept.toByteArray();
        String shown = bytes.length > SHOWN ? "" : new String(bytes, StandardCharsets.UTF_8);
        try {
            if (size > JSON_LIMIT) {
                throw HtmlError.tooLarge();
            }
            fill(params, kind, bytes);
            return new Body(size, shown, Optional.empty(), Optional.empty(), params);
        } catch (RuntimeException e) {
            return new Body(size, shown, Optional.of(e), Optional.empty(), params);
        }
    }

    private static void fill(Params params, String kind, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (kind.equals("application/json") || kind.endsWith("+json")) {
            params.addJson(json(bytes));
        } else if (kind.equals("application/x-www-form-urlencoded")) {
            params.addEncoded(Params.utf8(ByteBuffer.wrap(bytes)));
        }
        // Measured: any other type counts as no parameters.
    }

    private static JsonNode json(byte[] bytes) {
        Params.utf8(ByteBuffer.wrap(bytes));
        try {
            JsonNode node = Json.parse(bytes);
            if (node.isMissingNode()) {
                throw HtmlError.badRequest();
            }
            return node;
        } catch (IOException e) {
            throw HtmlError.badRequest();
        }
    }

    private static Body multipart(InputStream in, ByteBufferPool pool, String type, Params params, long limit) throws IOException {
        MultipartBody parts = new MultipartBody(params, limit);
        Optional<RuntimeException> failure = Optional.empty();
        try {
            parts.read(in, pool, type);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            parts.skip(in);
        }
        return new Body(parts.size(), "", failure, parts.file(), params);
    }

    /** Keeps what may be kept and reads on, so that the connection stays good. */
    private static long copy(InputStream in, ByteArrayOutputStream kept) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            if (size <= JSON_LIMIT) {
                kept.write(buffer, 0, n);
            }
        }
        return size;
    }
}
