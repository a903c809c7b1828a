package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer before it is sent. {@code bare} is one that the web server itself gives: nothing but its length. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers, boolean bare) {

    static Answer json(byte[] body) {
        return new Answer(200, "application/json; charset=utf-8", body, Map.of(), false);
    }

    static Answer success() {
        return json(Json.bytes(Json.object().put("success", true)));
    }

    static Answer result(byte[] row) {
        return json(("{\"success\":true,\"result\":" + new String(row, StandardCharsets.UTF_8) + "}").getBytes(StandardCharsets.UTF_8));
    }

    static Answer error(int status, JsonNode error) {
        JsonNode body = Json.object().set("error", error);
        return new Answer(status, "application/json; charset=utf-8", Json.bytes(body), Map.of(), false);
    }

    /** Measured: with status 200, and without results. */
    static Answer badCursor() {
        return error(200, Json.text("unable to verify or parse pagination information"));
    }

    static Answer html(int status, String title) {
        return new Answer(status, "text/html; charset=utf-8", ErrorPage.of(title), Map.of(), false);
    }

    /** Measured: a crash has an empty body and no header but the length. */
    static Answer empty(int status) {
        return new Answer(status, null, new byte[0], Map.of(), true);
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value), bare);
    }
}
