package io.github.camelatlos.examples.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.server.AtlosServer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentMapTest {

    private final AtlosServer server = AtlosServer.start();
    private final IncidentMap map = new IncidentMap();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void placesAreLongitudeFirstAndPropertiesFew() throws Exception {
        String slug = put("geolocation", "12.5,-51.25");

        JsonNode feature = geoJson().path("features").path(0);
        assertEquals("Feature", feature.path("type").asText());
        assertEquals("[-51.25,12.5]", feature.path("geometry").path("coordinates").toString());
        assertEquals(slug, feature.path("properties").path("slug").asText());
        assertEquals("To Do", feature.path("properties").path("status").asText());
        assertFalse(geoJson().toString().contains("A secret description"), "descriptions stay in Atlos");
    }

    @Test
    void aChangedStatusReplacesTheFeature() throws Exception {
        String slug = put("geolocation", "12.5,-51.25");
        server.cases().edit(slug, "status", "Completed");
        read(slug);

        assertEquals(1, geoJson().path("features").size());
        assertEquals("Completed", geoJson().path("features").path(0).path("properties").path("status").asText());
    }

    @Test
    void sensitiveRestrictedAndPlacelessOnesAreCountedButNotShown() throws Exception {
        put("geolocation", "1,1", "sensitive", "Graphic Violence");
        put("geolocation", "2,2", "restrictions", "Hidden");
        put();
        put("geolocation", "95,3");

        assertEquals(0, geoJson().path("features").size());
        assertEquals(0, map.shown());
        assertEquals("{\"sensitive\":1,\"restricted\":1,\"noPlace\":1,\"badPlace\":1}", geoJson().path("withheld").toString());
    }

    @Test
    void whatBecomesSensitiveOrIsDeletedDisappears() throws Exception {
        String first = put("geolocation", "1,1");
        String second = put("geolocation", "2,2");
        assertEquals(2, map.shown());

        server.cases().edit(first, "sensitive", java.util.List.of("Personal Information Visible"));
        server.cases().delete(second);
        read(first);
        read(second);

        assertEquals(0, map.shown());
        assertTrue(geoJson().path("features").isEmpty());
    }

    private String put(String... attributes) {
        Consumer<com.fasterxml.jackson.databind.node.ObjectNode> fill = json -> {
            for (int i = 0; i < attributes.length; i += 2) {
                if (attributes[i].equals("geolocation")) {
                    json.put(attributes[i], attributes[i + 1]);
                } else {
                    json.putArray(attributes[i]).add(attributes[i + 1]);
                }
            }
        };
        String slug = server.cases().addIncident("A secret description", fill);
        read(slug);
        return slug;
    }

    private void read(String slug) {
        map.put(new Incident(Json.object(server.cases().incident(slug).toString().getBytes(StandardCharsets.UTF_8))));
    }

    private JsonNode geoJson() throws Exception {
        return new ObjectMapper().readTree(map.geoJson());
    }
}
