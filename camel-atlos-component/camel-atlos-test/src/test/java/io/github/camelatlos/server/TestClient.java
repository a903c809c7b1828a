package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A naive client, which shows what the server does to one. */
final class TestClient {

    /** An answer as it came. */
    record Reply(int status, String type, String body) {
        JsonNode json() {
            return Json.parse(body);
        }

        List<JsonNode> results() {
            List<JsonNode> rows = new ArrayList<>();
            json().get("results").forEach(rows::add);
            return rows;
        }

        String next() {
            return json().path("next").textValue();
        }
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtlosServer server;

    TestClient(AtlosServer server) {
        this.server = server;
    }

    Reply get(String path) throws IOException {
        return send(request(path).GET());
    }

    Reply get(String path, String token) throws IOException {
        return send(request(path).setHeader("Authorization", "Bearer " + token).GET());
    }

    Reply post(String path) throws IOException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Reply post(String path, JsonNode body) throws IOException {
        return post(path, "application/json", body.toString());
    }

    Reply post(String path, String type, String body) throws IOException {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    Reply upload(String id, String fileName, byte[] bytes, String... fields) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            head.append("--BOUND\r\nContent-Disposition: form-data; name=\"").append(parts[0]).append("\"\r\n\r\n").append(parts[1])
                    .append("\r\n");
        }
        head.append("--BOUND\r\nContent-Disposition: form-data; name=\"file\"; filename=\"").append(fileName)
                .append("\"\r\nContent-Type: application/x-anything\r\n\r\n");
        return send(request("/source_material/upload/" + id).header("Content-Type", "multipart/form-data; boundary=BOUND")
                .POST(BodyPublishers.concat(BodyPublishers.ofString(head.toString()), BodyPublishers.ofByteArray(bytes),
                        BodyPublishers.ofString("\r\n--BOUND--\r\n"))));
    }

    /** Everything that a list holds, page after page. */
    List<JsonNode> walk(String path) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        Reply page = get(path);
        all.addAll(page.results());
        while (page.next() != null) {
            page = get(path + (path.contains("?") ? "&" : "?") + "cursor=" + page.next());
            all.addAll(page.results());
        }
        return all;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/api/v2" + path))
                .header("Authorization", "Bearer " + server.token()).header("Accept", "*/*");
    }

    Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Reply(answer.statusCode(), answer.headers().firstValue("content-type").orElse(""), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    static ObjectNode json() {
        return Json.object();
    }
}
