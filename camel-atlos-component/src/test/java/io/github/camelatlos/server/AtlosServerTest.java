package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.TestClient.Reply;
import java.io.IOException;
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
        for (String sort : List.of("modified_asc", "modified_desc", "uploaded_asc", "uploaded_desc", "description_asc", "description_desc")) {
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
}
