package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.TestClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What writes do, and what they move. */
class AtlosServerWritesTest {

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension(
            settings -> settings.clock(TestClock.fixed(Instant.parse("2026-01-02T03:04:05Z"))));

    private AtlosServer server;
    private CaseFile cases;
    private TestClient client;
    private String slug;
    private String source;

    @BeforeEach
    void connect() {
        server = atlos.server();
        cases = server.cases();
        client = new TestClient(server);
        slug = cases.addIncident("A bridge somewhere");
        source = cases.addSourceMaterial(slug, "https://example.org/a");
        cases.settle();
        server.clock().advance(Duration.ofMinutes(1));
    }

    @Test
    void timestampsMoveAsMeasured() throws IOException {
        String before = cases.incident(slug).get("updated_at").textValue();
        int updates = cases.updates(slug).size();
        assertOk(client.post("/add_comment/" + slug, TestClient.json().put("message", "Hello")));
        assertOk(client.post("/source_material/new/" + slug + "?url=x"));
        assertOk(client.post("/update/" + slug + "/status", TestClient.json().put("value", "To Do")));
        assertOk(client.upload(source, "a.txt", new byte[] {1}));
        assertOk(client.post("/source_material/metadata/" + source + "/ns", Json.parse("{\"metadata\":{\"a\":1}}")));
        assertEquals(before, cases.incident(slug).get("updated_at").textValue());
        assertEquals("2026-01-02T03:05:05", cases.sourceMaterial(source).get("updated_at").textValue());
        assertEquals(updates + 3, cases.updates(slug).size());
        assertOk(client.post("/update/" + slug + "/status", TestClient.json().put("value", "Completed")));
        assertEquals("2026-01-02T03:05:05", cases.incident(slug).get("updated_at").textValue());
        JsonNode update = cases.updates(slug).stream().filter(u -> u.get("new_value").toString().contains("To Do")).findAny().orElseThrow();
        assertTrue(!update.has("old_value"), "the old value stands where the new one should");
    }

    @Test
    void theSameMetadataAgainMovesNothing() throws IOException {
        assertOk(client.post("/source_material/metadata/" + source + "/ns", Json.parse("{\"metadata\":{\"b\":1.0,\"a\":1e2}}")));
        server.clock().advance(Duration.ofMinutes(1));
        Reply again = client.post("/source_material/metadata/" + source + "/ns", Json.parse("{\"metadata\":{\"a\":1e2,\"b\":1.0}}"));
        assertEquals("2026-01-02T03:05:05", again.json().at("/result/updated_at").textValue());
        assertOk(client.post("/source_material/metadata/" + source + "/ns", Json.parse("{}")));
        assertTrue(cases.sourceMaterial(source).at("/metadata/ns").isNull(), "nothing given erases");
    }

    @Test
    void newSourceMaterialRestsTwoSecondsLater() throws IOException {
        String id = client.post("/source_material/new/" + slug).json().at("/result/id").textValue();
        assertEquals("pending", cases.sourceMaterial(id).get("status").textValue());
        server.clock().advance(Duration.ofSeconds(2));
        assertEquals("complete", cases.sourceMaterial(id).get("status").textValue());
        assertEquals("2026-01-02T03:05:07", cases.sourceMaterial(id).get("updated_at").textValue());
    }

    @Test
    void archivesOnlyForTheTextTrue() throws IOException {
        assertEquals("user_provided", create("{\"url\":\"x\",\"archive\":true}"));
        assertEquals("user_provided", create("{\"url\":\"x\",\"archive\":\"True\"}"));
        assertEquals("direct", create("{\"url\":\"x\",\"archive\":\"true\"}"));
        assertEquals(500, client.post("/source_material/new/" + slug + "?archive=true").status());
    }

    private String create(String body) throws IOException {
        return client.post("/source_material/new/" + slug, Json.parse(body)).json().at("/result/upload_type").textValue();
    }

    @Test
    void storesFilesWithTheirDigestAndLinksThemElsewhere() throws IOException {
        byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        JsonNode artifact = client.upload(source, "My notes.TXT", bytes, "title=Notes").json().at("/result/artifacts/0");
        assertEquals("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", artifact.get("file_hash_sha256").textValue());
        assertEquals("text/plain", artifact.get("mime_type").textValue());
        assertTrue(artifact.get("access_url").textValue().startsWith("http://localhost:"));
        assertArrayEquals(bytes, cases.view().bytes(artifact.get("id").textValue()));
        assertNotEquals(client.get("/source_material/" + source).body(), client.get("/source_material/" + source).body());
        assertEquals(500, client.upload(source, "x.png", bytes).status());
        assertEquals(1, cases.sourceMaterial(source).get("artifacts").size());
    }

    @Test
    void aTitleThatIsAListPoisonsEveryList() throws IOException {
        assertOk(client.upload(source, "a.txt", new byte[1], "title[]=a"));
        for (String list : List.of("/incidents", "/source_material", "/updates", "/source_material/" + source)) {
            assertEquals(new Reply(500, "", ""), client.get(list), list);
        }
        assertEquals(500, client.post("/add_comment/" + slug, TestClient.json().put("message", "Still there?")).status());
        cases.repair(source);
        assertEquals(200, client.get("/incidents").status());
    }

    @Test
    void aPlaceCannotBeUpdatedAndStatusIsValidatedOnlyHere() throws IOException {
        Reply unset = client.post("/update/" + slug + "/geolocation", TestClient.json().put("value", "1,2"));
        assertEquals("{\"error\":{\"attr_geolocation\":\"A change is required.\"}}", unset.body());
        cases.edit(slug, "geolocation", "5.5,6.5");
        assertOk(client.post("/update/" + slug + "/geolocation", TestClient.json().put("value", "1,2")));
        assertEquals("[6.5,5.5]", cases.incident(slug).at("/attr_geolocation/coordinates").toString());
        assertEquals(401, client.post("/update/" + slug + "/status", TestClient.json().put("value", "Canceled")).status());
        Reply created = client.post("/incidents/new",
                Json.parse("{\"description\":\"A second one\",\"sensitive\":[\"Not Sensitive\"],\"status\":\"Canceled\"}"));
        assertEquals("Canceled", created.json().at("/result/attr_status").textValue());
        Reply plain = client.post("/incidents/new", Json.parse("{\"description\":\"A third one\",\"sensitive\":[\"Not Sensitive\"]}"));
        assertTrue(plain.json().at("/result/attr_status").isNull());
        assertEquals("To Do", cases.incident(plain.json().at("/result/slug").textValue()).get("attr_status").textValue());
    }

    @Test
    void commentsAreCountedAsPeopleCount() throws IOException {
        String family = "👩‍👩‍👧".repeat(2500);
        assertOk(client.post("/add_comment/" + slug, TestClient.json().put("message", family)));
        assertEquals(401, client.post("/add_comment/" + slug, TestClient.json().put("message", family + "x")).status());
        assertEquals(500, client.post("/add_comment/" + slug, TestClient.json().put("message", "a\0b")).status());
    }

    @Test
    void rowsCanAppearLate() throws IOException {
        Instant now = server.clock().instant();
        String late = cases.commitLate(Duration.ofSeconds(30)).addIncident("Committed late");
        assertEquals(Stamp.of(now.minusSeconds(30).getEpochSecond()), cases.incident(late).get("inserted_at").textValue());
        assertEquals(List.of(late, slug), client.walk("/incidents").stream().map(row -> row.get("slug").textValue()).toList());
    }

    @Test
    void changesAreNumberedAsTheyBecomeVisible() throws IOException {
        List<Change> changes = new CopyOnWriteArrayList<>();
        cases.onChange(changes::add);
        cases.edit(slug, "tags", List.of("a"));
        cases.delete(slug);
        cases.restore(slug);
        assertEquals(List.of("incidents MODIFIED", "updates CREATED", "incidents DELETED", "updates CREATED", "incidents RESTORED",
                "updates CREATED"), changes.stream().map(c -> c.resource() + " " + c.kind()).toList());
        assertTrue(IntStream.range(1, 6).allMatch(i -> changes.get(i).sequence() > changes.get(i - 1).sequence()));
    }

    private static void assertOk(Reply reply) {
        assertEquals(200, reply.status(), reply.body());
    }
}
