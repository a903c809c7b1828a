package io.github.camelatlos.examples.publish;

import static io.github.camelatlos.examples.map.InventedIncidents.attribute;
import static io.github.camelatlos.examples.map.InventedIncidents.place;
import static io.github.camelatlos.examples.map.InventedIncidents.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.map.InventedIncidents;
import io.github.camelatlos.model.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreeningTest {

    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    @TempDir
    private Path folder;
    private final InventedIncidents invented = new InventedIncidents();
    private final List<Incident> incidents = new ArrayList<>();

    @Test
    void eachIsHeldBackForTheGravestReason() throws IOException {
        add(json -> json.put("deleted", true));
        add(json -> json.withArray("attr_restrictions").add("Hidden"));
        add(json -> json.putArray("attr_sensitive").add("Graphic Violence"));
        add(json -> json.putArray("attr_sensitive"));
        add(json -> json.putArray("attr_sensitive").add("Not Sensitive").add("Graphic Violence"));
        add(json -> json.put("attr_status", "In Progress"));
        add(json -> json.putNull("attr_status"));
        add(json -> json.put("attr_date", "2026-03-15"));
        add(json -> json.put("inserted_at", "2026-03-19T01:00:00"));
        add(json -> json.put("attr_date", "15/03/2026"));
        add(json -> json.putNull("attr_geolocation"));
        add(json -> place(json, 36, 149));
        add(json -> { });

        Screened screened = screen("statuses = To Do", "delay.days = 7", "grid.km = 0");
        assertThat(screened.features()).hasSize(1);
        assertThat(screened.counts()).isEqualTo(Map.of(Reason.DELETED, 1L, Reason.RESTRICTED, 1L, Reason.SENSITIVE, 3L, Reason.STATUS, 2L,
                Reason.TOO_YOUNG, 3L, Reason.NO_PLACE, 1L, Reason.BAD_PLACE, 1L));
        assertThat(screened.report()).contains("Published: 1 incidents. Held back: 12.", "marked sensitive", "INV-00003 INV-00004 INV-00005");
    }

    @Test
    void whatTimeMapCannotShowIsCounted() throws IOException {
        add(json -> json.putNull("attr_date"));
        add(json -> { });
        assertThat(screen("statuses = To Do", "delay.days = 7").report()).contains("Published: 2 incidents", "without a date", "leave them out: 1");
    }

    @Test
    void theDelayCountsWholeDays() throws IOException {
        add(json -> json.put("attr_date", "2026-03-13").put("inserted_at", "2026-03-13T23:59:59"));
        add(json -> json.put("attr_date", "2026-03-14"));
        add(json -> json.putNull("attr_date").put("inserted_at", "2026-03-01T00:00:00"));
        assertThat(screen("statuses = To Do", "delay.days = 7").features()).extracting(each -> each.path("id").asText())
                .containsExactly("INV-00001", "INV-00003");
        assertThat(screen("statuses = To Do").features()).as("no delay named is one without end").isEmpty();
    }

    @Test
    void ofEachOnlyWhatIsAllowedLeaves() throws IOException {
        add(this::full);
        JsonNode strict = screen("statuses = To Do", "delay.days = 0").features().get(0);
        assertThat(strict.path("properties").toString())
                .isEqualTo("{\"slug\":\"INV-00001\",\"status\":\"To Do\",\"date\":\"2026-02-28\",\"tags\":[],\"attributes\":{}}");
        assertThat(strict.path("geometry").toString()).doesNotContain("36.23045").doesNotContain("49.98765");

        JsonNode open = screen("statuses = To Do", "delay.days = 0", "grid.km = 0", "tags = market", "attributes = Weapon", "description = true",
                "sources = url, archive", "archive.note = camel-atlos-archive", "archive.link = https://evidence.example.org/{sha256}")
                .features().get(0).path("properties");
        assertThat(open.path("tags").toString()).isEqualTo("[\"market\"]");
        assertThat(open.path("attributes").toString()).isEqualTo("{\"Weapon\":\"Drone\"}");
        assertThat(open.path("description").asText()).isEqualTo("Something was hit near the market");
        assertThat(open.path("links").toString()).isEqualTo("[\"https://posts.example.org/1\",\"https://evidence.example.org/abc123\"]");
    }

    private void full(ObjectNode json) {
        place(json, 36.23045, 49.98765);
        json.putArray("attr_tags").add("market").add("witness-anna");
        attribute(json, "Weapon", "Drone");
        attribute(json, "Informant", "Anna");
        json.put("a_key_of_tomorrow", "a secret of tomorrow");
        source(json, "https://posts.example.org/1", "visible", metadata -> metadata.putObject("camel-atlos-archive").put("result", "kept").put("sha256", "abc123"));
        source(json, "https://posts.example.org/hidden", "hidden", metadata -> { });
        source(json, "javascript:alert(1)", "visible", metadata -> metadata.putObject("camel-atlos-archive").put("result", "failed").put("sha256", "x"));
    }

    private void add(Consumer<ObjectNode> change) {
        incidents.add(invented.one(change));
    }

    private Screened screen(String... rules) throws IOException {
        Path file = Files.writeString(folder.resolve("publish.rules"), String.join("\n", rules));
        return new Screening(Rules.read(file), NOW).screen(incidents.iterator());
    }
}
