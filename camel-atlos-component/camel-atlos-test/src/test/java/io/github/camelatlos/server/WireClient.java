package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Sends recorded requests as they were sent. */
final class WireClient {

    record Reply(int status, String contentType, byte[] bytes) {
        JsonNode json() {
            return Json.parse(new String(bytes, StandardCharsets.UTF_8));
        }

        boolean isJson() {
            return contentType.startsWith("application/json");
        }
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;

    WireClient(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    Reply get(String path, String token) throws IOException {
        return send(builder(path).header("Authorization", "Bearer " + token).GET());
    }

    Reply post(String path, String token, String type, byte[] body) throws IOException {
        return send(builder(path).header("Authorization", "Bearer " + token).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    Reply replay(WireFile file, WireWorld world) throws IOException {
        String method = file.is("13_head") ? "HEAD" : file.method();
        // The recording shortened this one.
        String path = file.path().replaceAll("x+….*", "x".repeat(9000));
        HttpRequest.Builder request = builder(world.path(path));
        boolean typed = false;
        for (Map.Entry<String, JsonNode> header : file.request().get("headers").properties()) {
            String name = header.getKey();
            typed |= name.toLowerCase(Locale.ROOT).equals("content-type");
            if (!name.equals("Transfer-Encoding")) {
                request.header(name, header.getValue().textValue().replace("<TOKEN>", world.token()));
            }
        }
        JsonNode body = file.request().get("body");
        if (body.has("multipart") && !typed) {
            request.header("Content-Type", "multipart/form-data; boundary=B");
        }
        return send(request.method(method, publisher(file, world, body)));
    }

    private static HttpRequest.BodyPublisher publisher(WireFile file, WireWorld world, JsonNode body) {
        if (body.isNull()) {
            return BodyPublishers.noBody();
        }
        byte[] bytes = body.has("multipart") ? WireBodies.multipart(body.get("multipart")) : text(file, world, body);
        // Without a length the client sends chunks.
        return file.is("09_chunked")
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                : BodyPublishers.ofByteArray(bytes);
    }

    private static byte[] text(WireFile file, WireWorld world, JsonNode body) {
        String text = world.body(body);
        if (file.is("08_json_body")) {
            int length = file.is("08_json_body_7mb") ? 7_000_000 : 8_100_000;
            text = "{\"metadata\":{\"blob\":\"" + "x".repeat(length) + "\"}}";
        } else if (file.is("13_json_string")) {
            text = "\"abc\"";
        }
        return text.getBytes(file.is("13_latin1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder builder(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path));
    }

    private Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.headers().firstValue("content-type").orElse(""), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
