package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One exchange of the second recording. What it shortened is made whole again; of films and pictures it has only the beginning. */
record SequenceStep(int number, JsonNode request, JsonNode response) {

    static final Path FILE = Path.of("..", "..", "..", "shared", "atlos-wire-2", "exchanges.json");

    static List<SequenceStep> all() {
        try {
            List<SequenceStep> steps = new ArrayList<>();
            Json.parse(Files.readAllBytes(FILE)).get("exchanges")
                    .forEach(step -> steps.add(new SequenceStep(step.get("n").intValue(), step.get("request"), step.get("response"))));
            return steps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String method() {
        return request.get("method").textValue();
    }

    String path() {
        return request.get("path").textValue();
    }

    String name() {
        String shown = number + " " + method() + " " + path();
        return shown.length() > 90 ? shown.substring(0, 90) + "…" : shown;
    }

    int status() {
        return response.get("status").intValue();
    }

    String type() {
        return response.get("type").textValue().replace("-", "").equals("") ? "" : response.get("type").textValue();
    }

    /** Null where the recording cut it off in the middle, or has a page instead. */
    JsonNode answer() {
        JsonNode body = response.get("body");
        if (!body.isTextual()) {
            return body;
        }
        try {
            return Json.parse(body.textValue().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    String answerText() {
        return response.get("body").asText();
    }

    boolean hasOwnBytes() {
        return !path().contains("/upload/") || whole();
    }

    byte[] body(SequenceWorld world) {
        JsonNode body = request.path("body");
        if (body.isNull() || body.isMissingNode()) {
            return null;
        }
        if (body.has("multipart_or_raw_bytes")) {
            return multipart(body.get("head").textValue(), body.get("multipart_or_raw_bytes").intValue());
        }
        return world.own(body.has("cut") ? filledUp(body) : body.toString()).getBytes(StandardCharsets.UTF_8);
    }

    String contentType() {
        JsonNode type = request.path("content_type");
        return type instanceof NullNode || type.isMissingNode() ? "application/json" : type.textValue();
    }

    private boolean whole() {
        JsonNode body = request.get("body");
        return body.get("head").textValue().length() == body.get("multipart_or_raw_bytes").intValue();
    }

    /** The cut falls into a long run of one letter; only the description is followed by anything but the end. */
    private static String filledUp(JsonNode body) {
        String start = body.get("cut").textValue().replace("…", "");
        String end = start.startsWith("{\"description\": \"dd") ? "\", \"sensitive\": [\"Not Sensitive\"]}" : "\"}";
        String letter = start.substring(start.length() - 1);
        return start + letter.repeat(body.get("length").intValue() - start.length() - end.length()) + end;
    }

    private byte[] multipart(String head, int length) {
        if (whole()) {
            return head.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (head.contains("a.mp4") || head.contains("a.png")) {
            out.writeBytes(head.substring(0, head.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.US_ASCII));
            // Both recorded films are whole; the shorter one lasts less than a second.
            out.writeBytes(head.contains("a.png") ? WireBodies.png() : Films.mp4(Duration.ofMillis(length < 3000 ? 500 : 2000)));
            out.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            String end = "\"\r\n\r\nx\r\n--B--\r\n";
            out.writeBytes((head + "e".repeat(length - head.length() - end.length()) + end).getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }
}
