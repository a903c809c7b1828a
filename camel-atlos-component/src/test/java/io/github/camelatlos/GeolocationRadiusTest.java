package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Map;

import io.github.camelatlos.model.Incident;
import io.github.camelatlos.server.AtlosServer;
import org.junit.jupiter.api.Test;

/** The radius has an effect: the server drops one that is no whole number, and takes 10 km. */
class GeolocationRadiusTest {

    @Test
    void wholeKilometresAreSentAndHeard() {
        try (AtlosServer server = AtlosServer.start(); Connector atlos = Connector.to(server)) {
            server.cases().addIncident("North, 94 km away", attributes -> attributes.put("geolocation", "49.69,2.29"));
            server.cases().addIncident("East, 94 km away", attributes -> attributes.put("geolocation", "48.85,3.57"));
            server.cases().addIncident("Far away", attributes -> attributes.put("geolocation", "51.0,2.29"));
            assertThat(found(atlos, "100")).isEqualTo(1);
            assertThat(found(atlos, "100.0")).as("the same number").isEqualTo(1);
            // As the documentation says: the radius divided by the cosine of the latitude reaches the same distance east and west.
            assertThat(found(atlos, "152")).isEqualTo(2);
            assertThat(server.requests("GET").stream().map(request -> request.query().replaceAll(".*radius=", "")))
                    .containsExactly("100", "100", "152");
        }
    }

    private static int found(Connector atlos, String radius) {
        Iterator<?> rows = atlos.ok("atlos:incidents?operation=list&geolocation=48.85,2.29&geolocationRadius=" + radius, null, Map.of(), Iterator.class);
        int count = 0;
        while (rows.hasNext()) {
            assertThat(((Incident) rows.next()).getGeolocation().kilometresTo(48.85, 2.29)).isLessThan(100);
            count++;
        }
        return count;
    }
}
