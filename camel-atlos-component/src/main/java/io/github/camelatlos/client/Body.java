package io.github.camelatlos.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Json;
import org.apache.hc.client5.http.entity.mime.InputStreamBody;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.entity.mime.StringBody;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** What a request carries. */
sealed interface Body {

    /** The entity to send, or null; opened anew for each attempt. */
    HttpEntity entity() throws IOException;

    /** Nothing. */
    record None() implements Body {
        @Override
        public HttpEntity entity() {
            return null;
        }
    }

    /** JSON, so that text arrives as one plain string and no parameter name can smuggle a list in. */
    record JsonBody(byte[] utf8) implements Body {
        static JsonBody of(JsonNode json) {
            return new JsonBody(Json.bytes(json));
        }

        @Override
        public HttpEntity entity() {
            return new ByteArrayEntity(utf8, ContentType.APPLICATION_JSON);
        }

        @Override
        public String toString() {
            return "JSON of " + utf8.length + " bytes";
        }
    }

    /** A file, streamed. The length in bytes, or -1. */
    record Multipart(Upload.Source file, long length, String fileName, String title) implements Body {

        /** From here on the server is asked first ({@code Expect: 100-continue}) and gets more time. */
        static final long LARGE = 8_000_000;

        private static final ContentType PLAIN_UTF8 = ContentType.create("text/plain", StandardCharsets.UTF_8);

        @Override
        public HttpEntity entity() throws IOException {
            MultipartEntityBuilder builder = MultipartEntityBuilder.create();
            if (title != null) {
                builder.addPart("title", new StringBody(title, PLAIN_UTF8));
            }
            return builder.addPart("file", new InputStreamBody(file.open(), ContentType.APPLICATION_OCTET_STREAM, fileName, length))
                    .build();
        }

        @Override
        public String toString() {
            return "file of " + length + " bytes";
        }
    }
}
