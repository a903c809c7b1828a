package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.TestClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lists and their traps. */
class AtlosServerTest {

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension();

    private AtlosServer server;
    private TestClient client;

    @BeforeEach
    void connect() {
        server = atlos.server();
        client = new TestClient(server);
    }

    @Test
    void walksEverythingInOrderThoughRowsShareASecond() throws IOException {
        server.cases().addIncidents(250);
        List<String> seen = client.walk("/incidents").stream().map(row -> row.get("slug").textValue()).toList();
        assertEquals(server.cases().view().slugs(), seen);
        for (String sort : List.of("modified_asc", "modified_desc", "uploaded_asc", "uploaded_desc",
                "description_asc", "description_desc")) {
            assertEquals(250, client.walk("/incidents?sort=" + sort).stream().map(JsonNode::toString).distinct().count(), sort);
        }
        assertEquals(250, client.walk("/updates").size());
    }

    @Test
    void previousLeadsBackToTheSamePage() throws IOException {
        server.cases().addIncidents(250);
        Reply second = client.get("/incidents?cursor=" + client.get("/incidents").next());
        Reply back = client.get("/incidents?cursor=" + second.json().get("previous").textValue());
        assertEquals(second.results().get(1), back.results().get(0));
        assertTrue(second.body().startsWith("{\"next\":\"") && second.body().contains("],\"previous\":"));
    }

    @Test
    void badCursorsAnswerAnErrorWithStatus200() throws IOException {
        server.cases().addIncidents(101);
        Reply first = client.get("/incidents");
        assertNotEquals(first.next(), client.get("/incidents").next());
        server.expireCursors();
        Reply late = client.get("/incidents?cursor=" + first.next());
        assertEquals(200, late.status());
        assertEquals("{\"error\":\"unable to verify or parse pagination information\"}", late.body());
    }

    @Test
    void faultsReachTheClient() throws IOException {
        String slug = server.cases().addIncident("A bridge somewhere");
        server.faults().next(Fault.RESET);
        assertThrows(IOException.class, () -> client.post("/add_comment/" + slug, TestClient.json().put("message", "one")));
        assertEquals(1, server.cases().updates(slug).size());
        server.faults().next(Fault.RESET_AFTER_COMMIT);
        assertThrows(IOException.class, () -> client.post("/add_comment/" + slug, TestClient.json().put("message", "two")));
        assertEquals(2, server.cases().updates(slug).size());
        server.faults().next(Fault.TRUNCATED_BODY);
        assertThrows(IOException.class, () -> client.get("/incidents"));
        server.faults().next(Fault.RESET_MID_BODY);
        assertThrows(IOException.class, () -> client.get("/incidents"));
        server.faults().next(Fault.EMPTY_500);
        assertEquals(new Reply(500, "", ""), client.get("/incidents"));
        assertEquals(200, client.get("/incidents").status());
    }

    @Test
    void sayNothingAboutFiltersTheyDoNotKnow() throws IOException {
        String cancelled = server.cases().addIncident("A closed road", a -> a.put("status", "Cancelled").putArray("tags").add("road"));
        server.cases().addIncident("A bridge somewhere", a -> a.put("geolocation", "48.8584,2.2945").put("date", "2026-01-01"));
        for (String ignored : List.of("attr_status=Cancelled", "attr_status[]=To+Do&attr_status=Cancelled", "nonsense=1",
                "attr_date_min=yesterday", "attr_geolocation=abc", "limit=1", "attr_status[]=")) {
            assertEquals(2, client.get("/incidents?" + ignored).results().size(), ignored);
        }
        for (String heard : List.of("attr_status[]=Cancelled", "attr_tags[]=road", "query=" + cancelled.toLowerCase(),
                "query=CIV-" + cancelled, "query=clos")) {
            assertEquals(cancelled, client.get("/incidents?" + heard).results().get(0).get("slug").textValue(), heard);
        }
        for (String other : List.of("attr_tags[]=[Unset]", "attr_date_min=2026-01-01", "attr_geolocation=48.9,2.3", "query=bridge")) {
            assertNotEquals(cancelled, client.get("/incidents?" + other).results().get(0).get("slug").textValue(), other);
        }
        assertEquals(500, client.get("/incidents?sort=nonsense").status());
    }

    /** Measured: upwards none is missed and what was shown comes once more; downwards what was still to come has moved behind the reader. */
    @Test
    void rowsThatAreTouchedBetweenPagesRepeatGoingUpAndAreMissedGoingDown() throws IOException {
        List<String> slugs = server.cases().addIncidents(150, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(1));
        for (String sort : List.of("modified_asc", "modified_desc")) {
            boolean up = sort.equals("modified_asc");
            Reply first = client.get("/incidents?sort=" + sort);
            // The oldest ones: shown already going up, still to come going down.
            List<String> oldest = slugs.subList(0, 10);
            oldest.forEach(slug -> server.cases().edit(slug, "description", "Touched between two pages of " + sort));
            List<String> second = client.get("/incidents?sort=" + sort + "&cursor=" + first.next()).json().findValuesAsText("slug");
            List<String> all = new ArrayList<>(first.json().findValuesAsText("slug"));
            all.addAll(second);
            assertEquals(up ? 160 : 140, all.size(), sort);
            assertEquals(up ? 150 : 140, new HashSet<>(all).size(), sort);
            assertEquals(up, second.containsAll(oldest), sort);
            slugs = new ArrayList<>(slugs.subList(10, 150));
            slugs.addAll(oldest);
        }
    }

    @Test
    void sortMustBeRepeated() throws IOException {
        List<String> slugs = server.cases().addIncidents(150);
        for (int i = 0; i < 150; i += 2) {
            server.cases().editQuietly(slugs.get(i), "more_info", "Edited", server.clock().instant().plusSeconds(i + 1));
        }
        String cursor = client.get("/incidents?sort=modified_asc").next();
        assertNotEquals(50, client.get("/incidents?cursor=" + cursor).results().size());
        assertEquals(50, client.get("/incidents?sort=modified_asc&cursor=" + cursor).results().size());
        assertEquals(500, client.get("/incidents?sort=date_desc&cursor=" + client.get("/incidents?sort=date_desc").next()).status());
        assertEquals(500, client.get("/source_material?cursor=" + cursor).status());
    }

    @Test
    void deletedIncidentsLeaveOnlyTheirOwnList() throws IOException {
        String slug = server.cases().addIncident("A bridge somewhere");
        server.cases().addSourceMaterial(slug, "https://example.org/a");
        server.cases().delete(slug);
        assertTrue(client.get("/incidents").results().isEmpty());
        assertEquals(1, client.get("/incidents?deleted=true&sort=modified_asc").results().size());
        assertEquals(1, client.get("/source_material").results().size());
        assertEquals(3, client.get("/updates?slug=CIV-" + slug.toLowerCase()).results().size());
        assertEquals(401, client.post("/add_comment/" + slug, TestClient.json().put("message", "Hello")).status());
    }

    @Test
    void projectsAreApart() throws IOException {
        CaseFile other = server.addProject("OTH", "Another one");
        String token = server.newToken(other, Permission.values());
        String slug = server.cases().addIncident("A bridge somewhere");
        assertTrue(client.get("/incidents", token).results().isEmpty());
        assertEquals("{\"error\":\"media not found\"}", client.get("/updates?slug=" + slug, token).body());
        server.cases().move(slug, other);
        assertEquals("OTH", client.get("/incidents", token).results().get(0).at("/project/code").textValue());
        assertEquals(2, client.get("/updates", token).results().size());
        assertTrue(client.get("/updates").results().isEmpty());
        other.archiveProject();
        assertEquals(1, client.get("/incidents", token).results().size());
    }
}
