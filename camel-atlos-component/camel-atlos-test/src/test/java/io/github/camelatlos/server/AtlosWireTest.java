package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Asks our server what a real one was asked, and compares the answers. The recordings are not part of this project;
 * {@link AtlosServerTest} covers the traps where they aren't there.
 */
@DisabledIf("recordingsMissing")
class AtlosWireTest {

    /** Why some recordings can't be replayed. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "05_token_double_space", "our web server joins two blanks in a header into one",
            "13_v1_with_legacy", "the old API and its tokens are not mirrored");

    @RegisterExtension
    static final AtlosServerExtension ATLOS = new AtlosServerExtension(builder -> builder.uploadLimit(20_000_000));

    static boolean recordingsMissing() {
        return !Files.isDirectory(WireFile.FOLDER);
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        List<WireFile> files = WireFile.all();
        Map<String, String> attributeNames = attributeNames(files);
        WireClient client = new WireClient(ATLOS.server().baseUrl());
        return files.stream().filter(file -> !LEFT_OUT.containsKey(file.name())).map(file -> DynamicTest.dynamicTest(file.name(), () -> {
            WireWorld world = new WireWorld(ATLOS.server(), attributeNames);
            if (file.is("09_download")) {
                download(client, world);
                return;
            }
            new WireScenario(file, world, client).prepare();
            new WireComparison(file, world, client.replay(file, world)).check();
        }));
    }

    /** The stored file's own host differs; that it gives the bytes with the type that the extension says doesn't. */
    private static void download(WireClient client, WireWorld world) throws IOException {
        CaseFile cases = world.cases();
        String id = cases.addSourceMaterial(world.slug("SOURCE"), null);
        cases.upload(id, "hello".getBytes(StandardCharsets.US_ASCII), "txt", null);
        String url = cases.sourceMaterial(id).get("artifacts").get(0).get("access_url").textValue();
        WireClient.Reply reply = new WireClient("").get(url, "");
        assertTrue(reply.status() == 200 && new String(reply.bytes()).equals("hello") && reply.contentType().equals("text/plain"));
    }

    private static Map<String, String> attributeNames(List<WireFile> files) {
        Map<String, String> names = new HashMap<>();
        files.forEach(file -> file.response().findValues("project_attributes").forEach(list -> {
            for (JsonNode attribute : list) {
                if (attribute.has("name")) {
                    names.put(attribute.get("id").textValue(), attribute.get("name").textValue());
                }
            }
        }));
        return names;
    }
}
