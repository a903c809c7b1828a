package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the incidents list makes of its filters. */
class AtlosServerFiltersTest {

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension(settings -> settings.indexAfter(Duration.ofMinutes(1)));

    private AtlosServer server;
    private CaseFile cases;
    private TestClient client;
    private String slug;

    @BeforeEach
    void connect() {
        server = atlos.server();
        cases = server.cases();
        client = new TestClient(server);
        slug = cases.addIncident("The old bridge, seen from afar", given -> given.put("geolocation", "48.85,2.29").put("date", "2024-02-03"));
        cases.addSourceMaterial(slug, "https://example.org/photo_1");
        cases.settle();
        server.clock().advance(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "attr_geolocation=48.0,2.3&attr_geolocation_radius=200  | 1",
        "attr_geolocation=48.0,2.3&attr_geolocation_radius=200.0 | 0",
        "attr_geolocation=48.0,2.3&attr_geolocation_radius=2e2  | 0",
        "attr_geolocation=48.85,3.57&attr_geolocation_radius=100 | 0",
        "attr_geolocation=47.95,2.29&attr_geolocation_radius=100 | 1",
        "attr_geolocation=48.85,2.29&attr_geolocation_radius=0  | 1",
        "attr_geolocation=48.86,2.29&attr_geolocation_radius=0  | 0",
        "attr_geolocation=48.85,%2B2.3                          | 1",
        "attr_geolocation=100,200                               | 0",
        "attr_geolocation=100,200,1                             | 1",
        "deleted=1                                              | 0",
        "deleted=TRUE                                           | 1",
        "no_media_versions=1                                    | 0",
        "no_media_versions=0                                    | 1",
        "attr_date_min=2024-02-03&attr_date_max=2024-02-03      | 1",
        "attr_date_min=2024-02-04                               | 0",
        "project_id=unset                                       | 0",
        "project_id=00000000-0000-4000-8000-000000000000        | 0",
        "only_assigned_id=00000000-0000-4000-8000-000000000000  | 0",
        "only_subscribed_id=00000000-0000-4000-8000-000000000000 | 0",
        "only_assigned_id=somebody                              | 1",
        "has_been_edited_by_id=abc                              | 1",
        "has_been_edited_by_id=00000000-0000-4000-8000-000000000000 | 0",
        "sort[]=a                                               | 1",
        "query[]=a                                              | 1",
        "query=                                                 | 1"})
    void filters(String query, int rows) throws IOException {
        assertEquals(rows, client.get("/incidents?" + query.replace("[", "%5B").replace("]", "%5D")).results().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "ridg               | 1", "br_dge             | 1", "br%ge              | 1", "br\\%ge            | 0", "BRIDGE             | 1",
        "seen bridge        | 1", "\"seen from\"      | 1", "\"from seen\"      | 0", "bridge -afar       | 0", "bridge -near       | 1",
        "tower or bridge    | 1", "tower bridge       | 0", "photo_1            | 1", "example.org/photo  | 1", "To Do              | 1",
        "civ-               | 1"})
    void searches(String query, int rows) throws IOException {
        assertEquals(rows, search(query));
    }

    @Test
    void newSourcesAreFoundLater() throws IOException {
        cases.addSourceMaterial(slug, "https://example.org/late");
        assertEquals(0, search("example.org/late"));
        server.clock().advance(Duration.ofMinutes(1));
        assertEquals(1, search("example.org/late"));
    }

    @Test
    void aRowComesOnceForEachEditOfAPerson() throws IOException {
        Author.Person ana = cases.addPerson(new Author.Person(RandomIds.uuid(), "ana"));
        cases.as(ana).edit(slug, "status", "In Progress");
        cases.as(ana).edit(slug, "status", "Completed");
        cases.as(ana).comment(slug, "Not an edit");
        for (String other : cases.addIncidents(120)) {
            cases.as(ana).edit(other, "more_info", "Seen");
        }
        List<JsonNode> rows = client.walk("/incidents?has_been_edited_by_id=" + ana.id());
        assertEquals(122, rows.size());
        assertEquals(121, rows.stream().map(row -> row.get("slug").textValue()).distinct().count());
        cases.edit(slug, "assignments", List.of(ana.id()));
        assertEquals(1, client.get("/incidents?only_assigned_id=" + ana.id()).results().size());
    }

    @Test
    void aRadiusBelowZeroIsACrash() throws IOException {
        assertEquals(500, client.get("/incidents?attr_geolocation=48.8,2.3&attr_geolocation_radius=-1").status());
    }

    @Test
    void noPatternTakesLong() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertTrue(!Like.matches("%a".repeat(2000) + "b", "a".repeat(20_000))));
    }

    private int search(String query) throws IOException {
        return client.get("/incidents?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).results().size();
    }
}
