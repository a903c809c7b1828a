package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Asks our server what a real one was asked on one afternoon, in that order and in that world, so that each answer rests on what
 * the writes before it have left. The recording is not part of this project; {@link AtlosServerAttributesTest},
 * {@link AtlosServerFiltersTest} and {@link AtlosServerArchivingTest} hold the same facts with fixtures of their own.
 */
@DisabledIf("recordingMissing")
class AtlosSequenceTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ARTIFACT = Pattern.compile(
            "\"file_hash_sha256\": \"(\\w+)\", \"file_size\": (\\d+), \"id\": \"[^\"]+\", \"mime_type\": \"([^\"]+)\"");

    /** Exchanges that the recording keeps back, but whose work later answers show. */
    private static final Map<Integer, String> KEPT_BACK = new TreeMap<>(Map.of(
            101, "/source_material/new/<S>", 107, "/source_material/metadata/<M>/%20", 113, "/source_material/upload/<M>"));

    @RegisterExtension
    static final AtlosServerExtension ATLOS = new AtlosServerExtension();

    private SequenceWorld world;
    private WireClient client;

    static boolean recordingMissing() {
        return !Files.exists(SequenceStep.FILE);
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        world = new SequenceWorld(ATLOS.server());
        client = new WireClient(ATLOS.server().baseUrl() + "/api/v2");
        Map<Integer, String> between = new TreeMap<>(KEPT_BACK);
        return SequenceStep.all().stream().map(step -> DynamicTest.dynamicTest(step.name(), () -> {
            for (int number : between.keySet().stream().filter(kept -> kept < step.number()).toList()) {
                carryOut(number, between.remove(number));
            }
            compare(step, send(step));
        }));
    }

    private void carryOut(int number, String path) throws IOException {
        byte[] body = switch (number) {
            case 107 -> "{\"metadata\":1}".getBytes(StandardCharsets.US_ASCII);
            case 113 -> "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.svg\"\r\n\r\n<svg/>\r\n--B--\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            default -> "{}".getBytes(StandardCharsets.US_ASCII);
        };
        String type = number == 113 ? "multipart/form-data; boundary=B" : "application/json";
        assertEquals(200, client.post(world.own(path), world.token(), type, body).status());
    }

    private WireClient.Reply send(SequenceStep step) throws IOException {
        String path = world.own(step.path()).replace("[", "%5B").replace("]", "%5D").replace(" ", "%20");
        byte[] body = step.body(world);
        return step.method().equals("GET")
                ? client.get(path, world.token())
                : client.post(path, world.token(), step.contentType(), body == null ? new byte[0] : body);
    }

    private void compare(SequenceStep step, WireClient.Reply reply) {
        assertEquals(step.status(), reply.status(), () -> new String(reply.bytes(), StandardCharsets.UTF_8));
        assertEquals(step.type(), reply.contentType().replaceAll(";.*", ""));
        if (step.type().isEmpty()) {
            assertEquals(0, reply.bytes().length);
        } else if (step.type().equals("text/html")) {
            assertTrue(new String(reply.bytes(), StandardCharsets.UTF_8).contains("Not Found"));
        } else if (step.answer() == null) {
            assertArtifacts(step, reply.json());
        } else if (step.path().startsWith("/incidents?") || step.path().startsWith("/updates?")) {
            assertEquals(step.answer(), counted(reply.json()));
        } else {
            assertEquals(plain(Json.parse(world.own(step.answer().toString()))), plain(reply.json()));
        }
    }

    /** A page as the recording shows it: whether it goes on, and how many rows it has. */
    private static JsonNode counted(JsonNode page) {
        if (!page.has("results")) {
            return page;
        }
        ObjectNode counted = Json.object();
        counted.put("next", !page.get("next").isNull()).put("previous", !page.get("previous").isNull());
        return counted.set("results", Json.of(page.get("results").size()));
    }

    /** Where an answer was cut off, the files that it still shows; of a film or a picture only its type, for its bytes are ours. */
    private static void assertArtifacts(SequenceStep step, JsonNode reply) {
        Matcher shown = ARTIFACT.matcher(step.answerText());
        JsonNode ours = reply.at("/result/artifacts");
        for (int i = 0; shown.find(); i++) {
            assertEquals(shown.group(3), ours.get(i).get("mime_type").textValue());
            if (!shown.group(3).matches("video/mp4|image/png")) {
                assertEquals(shown.group(1), ours.get(i).get("file_hash_sha256").textValue());
                assertEquals(shown.group(2), ours.get(i).get("file_size").asText());
            }
        }
    }

    /** Without what is new at every run: ids, times, signed links, the project, and numbers as numbers. */
    private JsonNode plain(JsonNode node) {
        if (node.isArray()) {
            ArrayNode all = Json.NODES.arrayNode();
            node.forEach(item -> all.add(plain(item)));
            return all;
        }
        if (node.isNumber()) {
            return Json.NODES.numberNode(node.decimalValue().stripTrailingZeros());
        }
        if (!node.isObject()) {
            return node.isTextual() ? Json.text(ID.matcher(node.textValue()).replaceAll("ID")) : node;
        }
        ObjectNode object = Json.object();
        node.properties().forEach(e -> object.set(e.getKey(), switch (e.getKey()) {
            case "inserted_at", "updated_at", "slug", "project", "versions", "access_url" -> Json.text("any");
            default -> plain(e.getValue());
        }));
        return object;
    }
}
