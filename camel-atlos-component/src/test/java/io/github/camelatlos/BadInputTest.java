package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ARCHIVE;
import static io.github.camelatlos.AtlosConstants.ATTRIBUTE;
import static io.github.camelatlos.AtlosConstants.ERASE;
import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.MESSAGE;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.OPERATION;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static io.github.camelatlos.AtlosConstants.TITLE;
import static io.github.camelatlos.AtlosConstants.URL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 1: what the server would swallow, mangle or choke on is refused before it is sent. The table of what users read is
 * part of the documentation: src/main/docs/bad-input.md. To write it anew: -Dbad-input.write=true.
 */
class BadInputTest {

    private static final Path TABLE = Path.of("src/main/docs/bad-input.md");
    private static final String UUID = "3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11";
    private static final String FAMILY = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    @TempDir
    static Path folder;

    private AtlosServer server;
    private Connector atlos;
    private String slug;
    private String impact;
    private String near;

    private record Bad(String operation, String input, String uri, Object body, Map<String, Object> headers) {
    }

    private final List<Bad> bad = new ArrayList<>();

    @BeforeEach
    void start() {
        server = AtlosServer.start();
        server.cases().addAttribute("Twin", Project.Type.TEXT);
        server.cases().addAttribute("twin", Project.Type.TEXT);
        slug = server.cases().addIncident("Never to be changed");
        impact = server.cases().project().attributeId("Impact");
        near = server.cases().project().attributeId("Reported Near");
        atlos = Connector.to(server);
    }

    @AfterEach
    void stop() {
        atlos.close();
        server.close();
    }

    @Test
    void everyBadInputIsRefusedWithWhatToDoAndNothingIsSent() throws Exception {
        comments();
        attributes();
        newIncidents();
        newSourceMaterial();
        metadata();
        uploads();
        names();
        StringBuilder table = new StringBuilder("""
                # Bad input, and what is said about it

                Refused by the connector before anything is sent, as an `AtlosException` of the kind shown. Printed and compared by
                `BadInputTest`.

                | operation | input | kind | message |
                |---|---|---|---|
                """);
        for (Bad one : bad) {
            AtlosException refusal = atlos.refused(one.uri(), one.body(), one.headers());
            assertTrue(refusal.getKind() == Kind.INVALID_INPUT || refusal.getKind() == Kind.TOO_LARGE, one + " " + refusal.getKind());
            table.append("| ").append(one.operation()).append(" | ").append(one.input()).append(" | `").append(refusal.getKind()).append("` | ")
                    .append(refusal.getMessage().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "(uuid)").replace("((uuid))", "(uuid)").replace("|", "\\|")).append(" |\n");
            assertEquals(0, server.requests("POST").size(), one.toString());
        }
        System.out.println(table);
        if (Boolean.getBoolean("bad-input.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }
        assertEquals(Files.readString(TABLE), table.toString(), "the documentation is out of date; run with -Dbad-input.write=true");
    }

    private void comments() {
        String uri = "atlos:incidents?operation=addComment&slug=" + slug;
        add("addComment", "no text", uri, null);
        add("addComment", "blank text", uri, " \u00a0\n\u2003");
        add("addComment", "2,501 characters", uri, "x".repeat(2501));
        add("addComment", "2,501 emoji", uri, FAMILY.repeat(2501));
        add("addComment", "a NUL", uri, "before\0after");
        add("addComment", "half an emoji", uri, "cut \uD83D");
        add("addComment", "a list", uri, List.of("a", "b"));
        add("addComment", "a map", uri, Map.of("a", "b"));
        add("addComment", "the record that was read", uri, new Incident(Json.MAPPER.createObjectNode()));
        add("addComment", "a list as `CamelAtlosMessage`", uri, "x", MESSAGE, List.of("a"));
    }

    private void attributes() {
        String uri = "atlos:incidents?operation=updateAttribute&slug=" + slug;
        add("updateAttribute", "no attribute", uri, "x");
        add("updateAttribute", "an unknown attribute", uri, "x", ATTRIBUTE, "statuss");
        add("updateAttribute", "a retired attribute", uri, List.of("Other"), ATTRIBUTE, "type");
        add("updateAttribute", "no value", uri, null, ATTRIBUTE, "status");
        add("updateAttribute", "`status` Canceled", uri, "Canceled", ATTRIBUTE, "status");
        add("updateAttribute", "`status` to do", uri, "to do", ATTRIBUTE, "status");
        add("updateAttribute", "`status` of nonsense", uri, "Bogus and much else", ATTRIBUTE, "status");
        add("updateAttribute", "`status` as a list", uri, List.of("To Do"), ATTRIBUTE, "status");
        add("updateAttribute", "`tags` as a text", uri, "one", ATTRIBUTE, "tags");
        add("updateAttribute", "`tags`, one of 256 characters", uri, List.of("t".repeat(256)), ATTRIBUTE, "tags");
        add("updateAttribute", "`more_info` too long", uri, "m".repeat(3001), ATTRIBUTE, "more_info");
        add("updateAttribute", "`time` of nonsense", uri, "noon", ATTRIBUTE, "time");
        add("updateAttribute", "`geolocation_resolution`, unknown", uri, "Roughly", ATTRIBUTE, "geolocation_resolution");
        add("updateAttribute", "a list for a custom select", uri, List.of("Likely"), ATTRIBUTE, "Verification");
        add("updateAttribute", "an unknown option of a custom select", uri, "likely", ATTRIBUTE, "Verification");
        add("updateAttribute", "a custom date that is no day", uri, "2024-02-30", ATTRIBUTE, "Reported On");
        add("updateAttribute", "a name that the project gave to two attributes", uri, "x", ATTRIBUTE, "twin");
        add("updateAttribute", "`tags` of numbers", uri, List.of(1, 2), ATTRIBUTE, "tags");
        add("updateAttribute", "`sensitive` as a text", uri, "Not Sensitive", ATTRIBUTE, "sensitive");
        add("updateAttribute", "`sensitive`, empty", uri, List.of(), ATTRIBUTE, "sensitive");
        add("updateAttribute", "`sensitive` and not", uri, List.of("Not Sensitive", "Graphic Violence"), ATTRIBUTE, "sensitive");
        add("updateAttribute", "`restrictions`, unknown", uri, List.of("Secret"), ATTRIBUTE, "restrictions");
        add("updateAttribute", "`assignments` by name", uri, List.of("ana"), ATTRIBUTE, "assignments");
        add("updateAttribute", "`description` too short", uri, "short", ATTRIBUTE, "description");
        add("updateAttribute", "`description` too long", uri, "d".repeat(2001), ATTRIBUTE, "description");
        add("updateAttribute", "`date` with a time", uri, "2024-05-06T10:00:00Z", ATTRIBUTE, "date");
        add("updateAttribute", "`date` the other way round", uri, "06/05/2024", ATTRIBUTE, "date");
        add("updateAttribute", "`geolocation`", uri, "1.0,2.0", ATTRIBUTE, "geolocation");
        add("updateAttribute", "a NUL", uri, "a\0b", ATTRIBUTE, "more_info");
        add("updateAttribute", "an explanation of 2,501 characters", uri, "x", ATTRIBUTE, "more_info", MESSAGE, "m".repeat(2501));
        add("updateAttribute", "a text for a custom multi-select", uri, "Structure", ATTRIBUTE, impact);
        add("updateAttribute", "an unknown option", uri, List.of("Structure/Hous"), ATTRIBUTE, impact);
        add("updateAttribute", "a list for a custom text", uri, List.of("a"), ATTRIBUTE, near);
        add("updateAttribute", "an attribute of another project", uri, List.of("a"), ATTRIBUTE, UUID);
    }

    private void newIncidents() {
        String uri = "atlos:incidents?operation=create";
        add("create", "nothing", uri, null);
        add("create", "a text", uri, "something happened");
        add("create", "a list", uri, List.of("a"));
        incident("no description", "description", null);
        incident("no `sensitive`", "sensitive", null);
        incident("`sensitive` as a text", "sensitive", "Not Sensitive");
        incident("`description` too short", "description", "short");
        incident("`status` Canceled", "status", "Canceled");
        incident("`tags` as a text", "tags", "one");
        incident("`tags`, one of 256 characters", "tags", List.of("t".repeat(256)));
        incident("`time`", "time", "12:34");
        incident("a list for a custom select", "Verification", List.of("Likely"));
        incident("a custom date that is no day", "Reported On", "2024-02-30");
        incident("a name that the project gave to two attributes", "Twin", "x");
        incident("`urls` as a text", "urls", "https://example.org");
        incident("`urls` with something else", "urls", List.of("javascript:alert(1)"));
        incident("`geolocation` out of range", "geolocation", "148.0,50.0");
        incident("`geolocation` as a list", "geolocation", List.of(48.8, 2.2));
        incident("`geolocation` by name", "geolocation", "somewhere");
        incident("`geolocation_resolution`", "geolocation_resolution", "Exact");
        incident("`assignments`", "assignments", List.of(UUID));
        incident("a retired attribute", "type", List.of("Other"));
        incident("a NUL", "more_info", "a\0b");
        incident("given twice", "attr_description", "The same once more");
        incident("a text for a custom multi-select", impact, "Structure");
        incident("an attribute of another project", UUID, "x");
    }

    private void newSourceMaterial() {
        String uri = "atlos:source-material?operation=create&slug=" + slug;
        add("create source material", "no web address", uri, "not a url");
        add("create source material", "a script", uri, "javascript:alert(1)");
        add("create source material", "a web address without host", uri, "https://");
        add("create source material", "a blank inside", uri, "https://example.org/a b");
        add("create source material", "a list of them", uri, null, URL, List.of("https://example.org"));
        add("create source material", "`archive` without URL", uri, null, ARCHIVE, true);
        add("create source material", "`archive` maybe", uri, "https://example.org", ARCHIVE, "maybe");
        add("create source material", "the record that was read", uri, new Incident(Json.MAPPER.createObjectNode()));
    }

    private void metadata() {
        String uri = "atlos:source-material?operation=setMetadata&namespace=ns&sourceMaterialId=" + UUID;
        add("setMetadata", "nothing", uri, null);
        add("setMetadata", "JSON null", uri, "null");
        add("setMetadata", "a text", uri, "just a text");
        add("setMetadata", "a JSON list", uri, "[1,2]");
        add("setMetadata", "a number", uri, 5);
        add("setMetadata", "a NUL in a text", uri, Map.of("x", "a\0b"));
        add("setMetadata", "a NUL in a name", uri, Map.of("a\0b", 1));
        add("setMetadata", "NaN", uri, Map.of("x", Double.NaN));
        add("setMetadata", "bytes", uri, Map.of("x", new byte[1]));
        add("setMetadata", "more digits than are kept", uri, "{\"x\":0.12345678901234567890123}");
        add("setMetadata", "more than 8,000,000 bytes", uri, Map.of("x", "x".repeat(8_000_000)));
        add("setMetadata", "erase and set at once", uri, Map.of("x", 1), ERASE, true);
        add("setMetadata", "erase and set at once, as text", uri, "{\"x\":1}", ERASE, true);
        add("setMetadata", "a date of Java", uri, Map.of("x", new java.util.Date(0)));
        add("setMetadata", "one name twice", uri, "{\"x\":1,\"x\":2}");
        add("setMetadata", "deeper than 200 levels", uri, "{\"x\":".repeat(300) + "1" + "}".repeat(300));
        add("setMetadata", "Latin-1 where UTF-8 is said", uri, "{\"x\":\"d\u00e9truit\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        add("setMetadata", "the record that was read", uri, new Incident(Json.MAPPER.createObjectNode()));
    }

    private void uploads() throws Exception {
        String uri = "atlos:source-material?operation=upload&sourceMaterialId=" + UUID;
        Path large = folder.resolve("large.mp4");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(2_000_000_001L);
        }
        add("upload", "nothing", uri, null);
        add("upload", "a map", uri, Map.of("a", 1));
        add("upload", "a text, such as a path", uri, "/data/film.mp4");
        add("upload", "a file that is not there", uri, folder.resolve("nowhere.txt").toFile());
        add("upload", "a folder", uri, folder);
        add("upload", "more than 2,000,000,000 bytes", uri, large);
        add("upload", "a list as title", uri, "x".getBytes(), TITLE, List.of("a"));
        add("upload", "a NUL in the title", uri, "x".getBytes(), TITLE, "a\0b");
        add("upload", "a very long extension", uri, "x".getBytes(), FILE_NAME, "x." + "e".repeat(60));
        add("upload", "an extension of other letters", uri, "x".getBytes(), FILE_NAME, "x.фото");
    }

    private void names() {
        String metadata = "atlos:source-material?operation=setMetadata&sourceMaterialId=" + UUID;
        add("any on an incident", "no slug", "atlos:incidents?operation=addComment", "x");
        add("any on an incident", "a slug of thousands of parts", "atlos:incidents?operation=addComment", "x", SLUG, "a-".repeat(3000));
        add("any on an incident", "no slug, but something else", "atlos:incidents?operation=addComment", "x", SLUG, "../incidents/new");
        add("any on source material", "no id", "atlos:source-material?operation=get", null);
        add("any on source material", "a slug as id", "atlos:source-material?operation=get", null, SOURCE_MATERIAL_ID, slug);
        add("setMetadata", "no namespace", metadata, Map.of("a", 1));
        add("setMetadata", "namespace `..`", metadata, Map.of("a", 1), NAMESPACE, "..");
        add("setMetadata", "a NUL in the namespace", metadata, Map.of("a", 1), NAMESPACE, "a\0b");
        add("setMetadata", "a very long namespace", metadata, Map.of("a", 1), NAMESPACE, "n".repeat(501));
        add("any", "no operation", "atlos:incidents", "x");
        add("any", "an unknown operation", "atlos:incidents", "x", OPERATION, "comment");
        add("any", "an operation of another resource", "atlos:updates", "x", OPERATION, "addComment");
    }

    private void incident(String input, String key, Object value) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("description", "Something happened", "sensitive", List.of("Not Sensitive")));
        body.put(key, value);
        add("create", input, "atlos:incidents?operation=create", body);
    }

    private void add(String operation, String input, String uri, Object body, Object... headers) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put((String) headers[i], headers[i + 1]);
        }
        bad.add(new Bad(operation, input, uri, body, all));
    }

    @Test
    void whatIsJustWithinTheLimitsPasses() {
        String uri = "atlos:incidents?operation=addComment&slug=" + slug;
        assertFalse(atlos.send(uri, FAMILY.repeat(2500), Map.of()).isFailed());
        assertFalse(atlos.send(uri, "x".repeat(2500), Map.of()).isFailed());
        assertEquals(2, server.requests("POST").size());
    }
}
