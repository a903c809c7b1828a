package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ARCHIVE;
import static io.github.camelatlos.AtlosConstants.ATTRIBUTE;
import static io.github.camelatlos.AtlosConstants.ERASE;
import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.ID;
import static io.github.camelatlos.AtlosConstants.MESSAGE;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.OPERATION;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static io.github.camelatlos.AtlosConstants.TITLE;
import static io.github.camelatlos.AtlosConstants.URL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation does what its route is for, on a server that is well. */
class ProducerOperationsTest {

    private AtlosServer server;
    private CaseFile cases;
    private Connector atlos;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = AtlosServer.start();
        cases = server.cases();
        atlos = Connector.to(server);
    }

    @AfterEach
    void stop() {
        atlos.close();
        server.close();
    }

    @Test
    void createMakesAnIncidentOfAMap() {
        String custom = cases.project().attributeId("Impact");
        Exchange exchange = atlos.send("atlos:incidents?operation=create", Map.of("description", "A bridge was hit", "sensitive",
                List.of("Not Sensitive"), "tags", List.of("bridge"), "geolocation", "50.4501,30.5234", "date", "2024-05-06",
                "urls", List.of("https://example.org/a"), custom, List.of("Structure")), Map.of());
        assertNull(exchange.getException());
        Incident incident = exchange.getMessage().getBody(Incident.class);
        assertEquals(incident.getSlug(), exchange.getMessage().getHeader(SLUG));
        assertEquals(incident.getId(), exchange.getMessage().getHeader(ID));
        assertEquals("To Do", incident.getStatus());
        JsonNode stored = cases.incident(incident.getSlug());
        assertEquals("A bridge was hit", stored.path("attr_description").asText());
        assertEquals(30.5234, stored.path("attr_geolocation").path("coordinates").path(0).asDouble());
        assertEquals("2024-05-06", stored.path("attr_date").asText());
        assertEquals(1, stored.path("source_material").size());
        assertEquals("Structure", stored.path("attr_impact").path(0).asText());
    }

    @Test
    void createTakesAnIncidentAsItWasRead() {
        String custom = cases.project().attributeId("Reported Near");
        String slug = cases.addIncident("To be copied", attributes -> {
            attributes.put("geolocation", "1.5,2.5").put("status", "Completed").put(custom, "the river");
            attributes.putArray("tags").add("one");
        });
        Incident read = atlos.ok("atlos:incidents?operation=get", null, Map.of(SLUG, slug), Incident.class);
        for (Object body : List.of(read, new String(read.toBytes()), read.toBytes(), read.json())) {
            Incident copy = atlos.ok("atlos:incidents?operation=create", body, Map.of(), Incident.class);
            JsonNode stored = cases.incident(copy.getSlug());
            for (String key : List.of("attr_description", "attr_geolocation", "attr_status", "attr_tags", "attr_sensitive", "project_attributes")) {
                assertEquals(cases.incident(slug).get(key), stored.get(key), key);
            }
        }
    }

    @Test
    void addCommentWritesTheBodyOrTheHeader() {
        String slug = cases.addIncident("Commented on");
        Exchange exchange = atlos.send("atlos:incidents?operation=addComment", "from the body", Map.of(SLUG, "civ-" + slug.toLowerCase()));
        assertNull(exchange.getException());
        assertEquals("from the body", exchange.getMessage().getBody());
        atlos.ok("atlos:incidents?operation=addComment", "unused", Map.of(SLUG, slug, MESSAGE, "from the header"), Object.class);
        assertEquals(Set.of("from the header", "from the body"), Set.copyOf(comments(slug)));
    }

    @Test
    void updateAttributeSetsTextsAndLists() {
        String slug = cases.addIncident("To be changed");
        String impact = cases.project().attributeId("Impact");
        String near = cases.project().attributeId("Reported Near");
        String uri = "atlos:incidents?operation=updateAttribute";
        assertEquals("In Progress", atlos.ok(uri, "In Progress", Map.of(SLUG, slug, ATTRIBUTE, "status", MESSAGE, "because"), Object.class));
        atlos.ok(uri, List.of("a", "b"), Map.of(SLUG, slug, ATTRIBUTE, "tags"), Object.class);
        atlos.ok(uri, "[\"Graphic Violence\"]", Map.of(SLUG, slug, ATTRIBUTE, "attr_sensitive"), Object.class);
        atlos.ok(uri, List.of("Structure"), Map.of(SLUG, slug, ATTRIBUTE, impact), Object.class);
        atlos.ok(uri, "Kyiv", Map.of(SLUG, slug, ATTRIBUTE, near.toUpperCase()), Object.class);
        JsonNode stored = cases.incident(slug);
        assertEquals("In Progress", stored.path("attr_status").asText());
        assertEquals(2, stored.path("attr_tags").size());
        assertEquals("Graphic Violence", stored.path("attr_sensitive").path(0).asText());
        assertEquals("Structure", stored.path("attr_impact").path(0).asText());
        assertEquals("Kyiv", stored.path("attr_general_location").asText());
        assertTrue(cases.updates(slug).stream().anyMatch(update -> update.path("explanation").asText().equals("because")));
    }

    @Test
    void createAddsSourceMaterialWithAUrlFromBodyOrHeaderAndWithout() {
        String slug = cases.addIncident("With sources");
        String uri = "atlos:source-material?operation=create";
        SourceMaterial one = atlos.ok(uri, "https://example.org/a", Map.of(SLUG, slug, ARCHIVE, "yes"), SourceMaterial.class);
        SourceMaterial two = atlos.ok(uri, "https://example.org/unused", Map.of(SLUG, slug, URL, "https://example.org/b"), SourceMaterial.class);
        Exchange empty = atlos.send(uri, null, Map.of(SLUG, slug));
        assertEquals("https://example.org/a", cases.sourceMaterial(one.getId()).path("source_url").asText());
        assertEquals("direct", cases.sourceMaterial(one.getId()).path("upload_type").asText());
        assertEquals("https://example.org/b", two.getSourceUrl());
        assertEquals("user_provided", two.getUploadType());
        assertNull(empty.getMessage().getBody(SourceMaterial.class).getSourceUrl());
        assertEquals(empty.getMessage().getBody(SourceMaterial.class).getId(), empty.getMessage().getHeader(SOURCE_MATERIAL_ID));
        assertEquals(3, cases.view().sourceMaterialIds(slug).size());
    }

    @Test
    void setMetadataReplacesOneNamespaceAndErasesItOnPurpose() {
        String id = cases.addSourceMaterial(cases.addIncident("With metadata"), "https://example.org/a");
        String uri = "atlos:source-material?operation=setMetadata";
        Map<String, Object> headers = Map.of(SOURCE_MATERIAL_ID, id.toUpperCase(), NAMESPACE, "my app/ünï..v1");
        SourceMaterial record = atlos.ok(uri, Map.of("case", "A-1", "n", 1.5, "deep", Map.of("list", List.of(1, 2))), headers, SourceMaterial.class);
        assertEquals("A-1", record.getMetadata().path("my app/ünï..v1").path("case").asText());
        atlos.ok(uri, "{\"case\":\"A-2\"}", headers, SourceMaterial.class);
        atlos.ok(uri, Json.MAPPER.createObjectNode().put("other", true), Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "other"), SourceMaterial.class);
        assertEquals("{\"my app/ünï..v1\":{\"case\":\"A-2\"},\"other\":{\"other\":true}}", cases.sourceMaterial(id).path("metadata").toString());
        atlos.ok(uri, null, Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "other", ERASE, true), SourceMaterial.class);
        assertTrue(cases.sourceMaterial(id).path("metadata").path("other").isNull());
    }

    @Test
    void uploadTakesFilesPathsStreamsAndBytes() throws Exception {
        String id = cases.addSourceMaterial(cases.addIncident("With files"), "https://example.org/a");
        Path file = Files.writeString(folder.resolve("фото é.txt"), "from a file");
        Map<String, Object> headers = Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "in/notes.HTML", TITLE, "A title é");
        byte[] large = "x".repeat(300_000).getBytes();
        SourceMaterial last = null;
        for (Object body : List.of(file.toFile(), "from a path".getBytes(), new ByteArrayInputStream("from a stream".getBytes()),
                new ByteArrayInputStream(large), "a text".getBytes())) {
            last = atlos.ok("atlos:source-material?operation=upload", body, headers, SourceMaterial.class);
        }
        SourceMaterial byName = atlos.ok("atlos:source-material?operation=upload", Files.writeString(folder.resolve("b.pdf"), "named"),
                Map.of(SOURCE_MATERIAL_ID, id), SourceMaterial.class);
        assertEquals(5, last.getArtifacts().size());
        assertEquals("application/pdf", byName.getArtifacts().get(5).mimeType());
        assertNull(byName.getArtifacts().get(5).title());
        JsonNode artifacts = cases.sourceMaterial(id).path("artifacts");
        assertEquals("A title é", artifacts.path(0).path("title").asText());
        assertEquals("text/html", artifacts.path(0).path("mime_type").asText());
        assertArrayEquals("from a file".getBytes(), cases.view().bytes(artifacts.path(0).path("id").asText()));
        assertEquals(large.length, artifacts.path(3).path("file_size").asInt());
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertFalse(left.anyMatch(path -> path.getFileName().toString().startsWith("atlos-upload-")), "a spooled file is left");
        }
    }

    @Test
    void uploadDoesNotSendBytesThatTheRecordHolds() {
        String id = cases.addSourceMaterial(cases.addIncident("With files"), "https://example.org/a");
        Map<String, Object> headers = Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt");
        atlos.ok("atlos:source-material?operation=upload", "one".getBytes(), headers, SourceMaterial.class);
        SourceMaterial again = atlos.ok("atlos:source-material?operation=upload", "one".getBytes(), headers, SourceMaterial.class);
        assertEquals(1, again.getArtifacts().size());
        assertEquals(1, posts());
        atlos.ok("atlos:source-material?operation=upload", "two".getBytes(), headers, SourceMaterial.class);
        assertEquals(3, atlos.ok("atlos:source-material?operation=upload&skipDuplicates=false", "one".getBytes(), headers, SourceMaterial.class)
                .getArtifacts().size());
    }

    @Test
    void uploadTakesWhatTheFileComponentDelivers() throws Exception {
        String id = cases.addSourceMaterial(cases.addIncident("With files"), "https://example.org/a");
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&noop=true").setHeader(SOURCE_MATERIAL_ID, constant(id))
                        .to("atlos:source-material?operation=upload").to("mock:done");
            }
        });
        MockEndpoint done = atlos.context.getEndpoint("mock:done", MockEndpoint.class);
        done.expectedMessageCount(1);
        Files.writeString(folder.resolve("evidence.mp3"), "sound");
        done.assertIsSatisfied();
        assertEquals("audio/mpeg", cases.sourceMaterial(id).path("artifacts").path(0).path("mime_type").asText());
    }

    @Test
    void getReadsOneRecord() {
        String slug = cases.addIncident("To be read");
        cases.addIncident("Mentions " + slug);
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        for (String spelling : List.of(slug, "civ-" + slug.toLowerCase())) {
            assertEquals("To be read", atlos.ok("atlos:incidents?operation=get", null, Map.of(SLUG, spelling), Incident.class).getDescription());
        }
        assertNull(atlos.ok("atlos:incidents?operation=get&slug=CIV-NOPE00", "x", Map.of(), Incident.class));
        assertEquals("https://example.org/a",
                atlos.ok("atlos:source-material?operation=get", null, Map.of(SOURCE_MATERIAL_ID, id), SourceMaterial.class).getSourceUrl());
    }

    @Test
    void listWalksEverythingPageByPage() {
        cases.addIncidents(250);
        List<String> slugs = new ArrayList<>();
        Iterator<?> incidents = atlos.ok("atlos:incidents?operation=list", null, Map.of(), Iterator.class);
        assertEquals(0, server.requests().size());
        incidents.next();
        assertEquals(1, server.requests().size());
        incidents.forEachRemaining(incident -> slugs.add(((Incident) incident).getSlug()));
        assertEquals(cases.view().slugs().subList(1, 250), slugs);
        Iterator<?> updates = atlos.ok("atlos:updates?operation=list", null, Map.of(), Iterator.class);
        assertEquals(Update.class, updates.next().getClass());
        server.expireCursors();
        AtlosException late = org.junit.jupiter.api.Assertions.assertThrows(AtlosException.class, () -> updates.forEachRemaining(update -> { }));
        assertEquals(AtlosException.Kind.EXPIRED_CURSOR, late.getKind(), late.getMessage());
    }

    @Test
    void theHeaderWinsOverTheOperationOption() {
        String slug = cases.addIncident("Commented on");
        atlos.ok("atlos:incidents?operation=create", "a comment", Map.of(SLUG, slug, OPERATION, "addComment"), Object.class);
        assertEquals(List.of("a comment"), comments(slug));
        for (Object wrong : List.of("upload", "nonsense", "")) {
            assertEquals(AtlosException.Kind.INVALID_INPUT, atlos.refused("atlos:incidents", "x", Map.of(OPERATION, wrong)).getKind());
        }
        assertEquals(1, posts());
    }

    @Test
    void optionsStandWhereHeadersAreMissing() {
        String slug = cases.addIncident("With options instead of headers");
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        atlos.ok("atlos:incidents?operation=addComment&slug=" + slug + "&message=fixed", null, Map.of(), Object.class);
        atlos.ok("atlos:incidents?operation=updateAttribute&slug=" + slug + "&attribute=status", "Cancelled", Map.of(), Object.class);
        atlos.ok("atlos:source-material?operation=setMetadata&namespace=x&sourceMaterialId=" + id, Map.of("a", 1), Map.of(), Object.class);
        assertEquals(List.of("fixed"), comments(slug));
    }

    @Test
    void aConsumedRecordCanBeWrittenBackTo() throws Exception {
        String slug = cases.addIncident("Consumed");
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        cases.comment(slug, "by a person");
        cases.settle();
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?initialDelay=0").to("atlos:incidents?operation=addComment&message=of an incident")
                        .setBody(constant("In Progress")).to("atlos:incidents?operation=updateAttribute&attribute=status").to("mock:incident");
                from("atlos:source-material?initialDelay=0&resolveSlug=true").setBody(constant("{\"seen\":true}"))
                        .to("atlos:source-material?operation=setMetadata&namespace=ns").setBody(constant("bytes".getBytes()))
                        .to("atlos:source-material?operation=upload").to("atlos:incidents?operation=addComment&message=of source material")
                        .to("mock:material");
                from("atlos:updates?initialDelay=0&resolveSlug=true&madeBy=people").filter(simple("${body.type} == 'comment'"))
                        .to("atlos:incidents?operation=addComment&message=of an update").to("mock:update");
            }
        });
        for (String name : List.of("mock:incident", "mock:material", "mock:update")) {
            MockEndpoint mock = atlos.context.getEndpoint(name, MockEndpoint.class);
            mock.expectedMinimumMessageCount(1);
            mock.assertIsSatisfied(20_000);
        }
        assertTrue(comments(slug).containsAll(List.of("of an incident", "of source material", "of an update")), comments(slug).toString());
        assertEquals("In Progress", cases.incident(slug).path("attr_status").asText());
        assertTrue(cases.sourceMaterial(id).path("metadata").path("ns").path("seen").asBoolean());
        assertEquals(1, cases.sourceMaterial(id).path("artifacts").size());
    }

    @Test
    void allWaysToNameAnIncidentWorkInAllOperations() {
        String legacy = cases.addLegacyIncident("Of the first years");
        String bare = legacy.substring(legacy.lastIndexOf('-') + 1);
        String today = cases.addIncident("Of today");
        String impact = cases.project().attributeId("Impact");
        int count = 0;
        for (String spelling : List.of(legacy, legacy.toLowerCase(), "CIV-" + bare, "civ-" + bare.toLowerCase(), bare, bare.toLowerCase(), today, "CIV-" + today,
                ("CIV-" + today).toLowerCase(), " " + today + " ")) {
            Map<String, Object> slug = Map.of(SLUG, spelling);
            atlos.ok("atlos:incidents?operation=addComment", "comment " + count, slug, Object.class);
            atlos.ok("atlos:incidents?operation=updateAttribute&attribute=more_info", "info " + count, slug, Object.class);
            atlos.ok("atlos:incidents?operation=updateAttribute&attribute=" + impact, List.of("Structure"), slug, Object.class);
            SourceMaterial material = atlos.ok("atlos:source-material?operation=create", "https://example.org/" + count, slug, SourceMaterial.class);
            Incident read = atlos.ok("atlos:incidents?operation=get", null, slug, Incident.class);
            assertEquals(read.getId(), material.getIncidentId(), spelling);
            assertEquals("info " + count, read.getMoreInfo(), spelling);
            Iterator<?> updates = atlos.ok("atlos:updates?operation=list&slug=" + spelling.strip(), null, Map.of(), Iterator.class);
            List<String> explanations = new ArrayList<>();
            updates.forEachRemaining(update -> explanations.add(((Update) update).getExplanation()));
            assertTrue(explanations.contains("comment " + count), spelling);
            count++;
        }
        assertEquals(6, comments(legacy).size());
        assertEquals(4, comments(today).size());
    }

    private List<String> comments(String slug) {
        return cases.updates(slug).stream().filter(update -> update.path("type").asText().equals("comment"))
                .map(update -> update.path("explanation").asText()).toList();
    }

    private int posts() {
        return server.requests("POST").size();
    }
}
