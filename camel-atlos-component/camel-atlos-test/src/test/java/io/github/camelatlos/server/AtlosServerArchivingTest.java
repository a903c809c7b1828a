package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.TestClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Archiving takes its time, and saves the record as it was when it began. */
class AtlosServerArchivingTest {

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension(settings -> settings
            .clock(TestClock.fixed(Instant.parse("2026-01-02T03:04:05Z"))).archiveFor(Duration.ofMinutes(1)));

    private AtlosServer server;
    private CaseFile cases;
    private TestClient client;
    private String slug;

    @BeforeEach
    void connect() {
        server = atlos.server();
        cases = server.cases();
        client = new TestClient(server);
        slug = cases.addIncident("A bridge somewhere");
    }

    @Test
    void whatIsWrittenMeanwhileIsErased() throws IOException {
        String id = create("{\"url\":\"https://example.org/a\",\"archive\":\"true\"}");
        write(id);
        JsonNode meanwhile = cases.sourceMaterial(id);
        assertEquals("pending", meanwhile.get("status").textValue());
        assertEquals(1, meanwhile.get("metadata").size());
        assertEquals(1, meanwhile.get("artifacts").size());
        server.clock().advance(Duration.ofMinutes(1));
        JsonNode archived = cases.sourceMaterial(id);
        assertEquals("complete", archived.get("status").textValue());
        assertEquals("direct", archived.get("upload_type").textValue());
        assertEquals("{}", archived.get("metadata").toString());
        assertTrue(archived.get("artifacts").isEmpty());
        write(id);
        server.clock().advance(Duration.ofMinutes(5));
        assertEquals(1, cases.sourceMaterial(id).get("metadata").size());
    }

    @Test
    void theOthersKeepIt() throws IOException {
        String id = create("{\"url\":\"https://example.org/a\"}");
        write(id);
        assertEquals("pending", cases.sourceMaterial(id).get("status").textValue());
        server.clock().advance(Duration.ofSeconds(2));
        assertEquals("complete", cases.sourceMaterial(id).get("status").textValue());
        assertEquals(1, cases.sourceMaterial(id).get("metadata").size());
        assertEquals(1, cases.sourceMaterial(id).get("artifacts").size());
    }

    @Test
    void oneJobAfterTheOther() throws IOException {
        String first = cases.pasteUrl(slug, "https://example.org/a");
        String second = cases.pasteUrl(slug, "https://example.org/b");
        write(second);
        server.clock().advance(Duration.ofSeconds(90));
        assertEquals("complete", cases.sourceMaterial(first).get("status").textValue());
        assertEquals("pending", cases.sourceMaterial(second).get("status").textValue());
        server.clock().advance(Duration.ofSeconds(30));
        assertEquals("complete", cases.sourceMaterial(second).get("status").textValue());
        assertEquals(1, cases.sourceMaterial(second).get("metadata").size(), "written before its own job began");
    }

    @Test
    void oneThatFailsErasesNothing() throws IOException {
        String id = cases.pasteUrl(slug, "https://example.org/a");
        write(id);
        cases.setStatus(id, "error");
        server.clock().advance(Duration.ofMinutes(5));
        assertEquals("error", cases.sourceMaterial(id).get("status").textValue());
        assertEquals(1, cases.sourceMaterial(id).get("metadata").size());
    }

    @Test
    void urlsOfANewIncidentAreArchivedToo() throws IOException {
        Reply created = client.post("/incidents/new", Json.parse("{\"description\":\"With its sources\","
                + "\"sensitive\":[\"Not Sensitive\"],\"urls\":[\"https://example.org/a\"]}"));
        String id = created.json().at("/result/source_material/0/id").textValue();
        write(id);
        cases.settle();
        assertEquals("complete", cases.sourceMaterial(id).get("status").textValue());
        assertEquals("{}", cases.sourceMaterial(id).get("metadata").toString());
    }

    private String create(String body) throws IOException {
        return client.post("/source_material/new/" + slug, Json.parse(body)).json().at("/result/id").textValue();
    }

    private void write(String id) throws IOException {
        assertEquals(200, client.post("/source_material/metadata/" + id + "/ns", Json.parse("{\"metadata\":{\"a\":1}}")).status());
        assertEquals(200, client.upload(id, "a.txt", new byte[] {1}).status());
    }
}
