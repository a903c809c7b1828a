package io.github.camelatlos.examples.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import mil.nga.sf.geojson.Feature;
import mil.nga.sf.geojson.FeatureCollection;
import mil.nga.sf.geojson.FeatureConverter;
import mil.nga.sf.geojson.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;

class MapExampleTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    /** What the viewer's schema of an event knows; it refuses every other key. */
    private static final Set<String> TIMEMAP_KEYS = Set.of("id", "description", "date", "time", "time_precision", "location", "latitude",
            "longitude", "type", "category", "category_full", "associations", "sources", "comments", "time_display");

    private static final String ADDRESSES = "urn:oasis:names:tc:ciq:xsdschema:xAL:2.0";

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void writesThreeFilesThatTheirReadersTake() throws Exception {
        server.seed();
        String slug = add("-12.5", "151.25", "Not Sensitive", "2026-03-09");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> text("incidents.geojson").contains(slug) && text("timemap.json").contains(slug));
            assertThat(run.failures()).isEmpty();
        }

        FeatureCollection collection = FeatureConverter.toFeatureCollection(text("incidents.geojson"));
        assertThat(collection.getFeatures()).hasSizeGreaterThan(200).allSatisfy(feature -> {
            Point point = (Point) feature.getGeometry();
            assertThat(Math.abs(point.getCoordinates().getX())).isLessThanOrEqualTo(180);
            assertThat(Math.abs(point.getCoordinates().getY())).isLessThanOrEqualTo(90);
        });
        Feature mine = collection.getFeatures().stream().filter(each -> slug.equals(each.getProperties().get("slug"))).findFirst().orElseThrow();
        assertThat(((Point) mine.getGeometry()).getCoordinates().getX()).isEqualTo(151.25);

        Path ordinary = Files.writeString(folder.resolve("ordinary"), "readable by whom the system says");
        assertThat(Files.getPosixFilePermissions(folder.resolve("incidents.kml"))).as("a web server can read it")
                .isEqualTo(Files.getPosixFilePermissions(ordinary));

        kmlSchema().newValidator().validate(new StreamSource(new StringReader(text("incidents.kml"))));
        assertThat(text("incidents.kml")).contains("<name>" + slug + "</name>").contains("<coordinates>151.25,-12.5</coordinates>");

        JsonNode events = new ObjectMapper().readTree(text("timemap.json"));
        assertThat(events).hasSizeGreaterThan(200).allSatisfy(event -> {
            assertThat(TIMEMAP_KEYS).containsAll(event::fieldNames);
            assertThat(event.path("latitude").isTextual() && event.path("longitude").isTextual()).isTrue();
            LocalDate.parse(event.path("date").asText(), DateTimeFormatter.ofPattern("MM/dd/yyyy"));
        });
        JsonNode event = event(events, slug);
        assertThat(event.path("date").asText()).isEqualTo("03/09/2026");
        assertThat(event.path("latitude").asText() + " " + event.path("longitude").asText()).isEqualTo("-12.5 151.25");
    }

    @Test
    void leavesOutWhatCouldPutPeopleAtRiskAndWhatIsGone() throws Exception {
        String open = add("1", "1", "Not Sensitive", "2026-01-01");
        String sensitive = add("2", "2", "Graphic Violence", "2026-01-02");
        String hidden = add("3", "3", "Not Sensitive", "2026-01-03");
        server.cases().edit(hidden, "restrictions", List.of("Hidden"));
        String deleted = add("4", "4", "Not Sensitive", "2026-01-04");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> all().contains(open) && all().contains(deleted));
            server.cases().delete(deleted);
            await().atMost(LONG).until(() -> !all().contains(deleted));
            assertThat(all()).doesNotContain(sensitive, hidden, "What a witness said");
            assertThat(run.failures()).isEmpty();
        }
        try (ExampleRun run = run(Map.of("map.sensitive", "true", "map.restricted", "true"))) {
            await().atMost(LONG).until(() -> Set.of(open, sensitive, hidden).stream().allMatch(all()::contains));
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsWrittenLater() throws Exception {
        Path blocked = folder.resolve("later");
        Files.writeString(blocked, "in the way, as a full disk is");
        String slug = add("1", "1", "Not Sensitive", "2026-01-01");

        try (ExampleRun run = run(Map.of("map.folder", blocked.toString()))) {
            await().atMost(LONG).until(() -> run.failures().size() >= 2);
            Files.delete(blocked);
            await().atMost(LONG).until(() -> Files.exists(blocked.resolve("timemap.json"))
                    && Files.readString(blocked.resolve("incidents.geojson")).contains(slug));
        }
    }

    @Test
    void thePageShowsTheSame() throws Exception {
        String slug = add("1", "1", "Not Sensitive", "2026-01-01");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(LONG).until(() -> get(port, "/incidents.geojson").contains(slug));
            assertThat(get(port, "/")).contains("<div id=\"map\"");
            assertThat(get(port, "/page.js")).contains("L.map(");
        }
    }

    private ExampleRun run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("map.folder", folder.toString(), "map.delay", "200", "map.period", "200",
                "camel.server.port", "" + port));
        all.putAll(properties);
        return new ExampleRun(server, "map", "map.yaml", all);
    }

    private String add(String latitude, String longitude, String sensitive, String date) {
        return server.cases().addIncident("What a witness said", attributes -> {
            attributes.put("geolocation", latitude + "," + longitude).put("date", date).putArray("sensitive").add(sensitive);
        });
    }

    private String all() throws Exception {
        return text("incidents.geojson") + text("incidents.kml") + text("timemap.json");
    }

    private String text(String name) throws Exception {
        return Files.exists(folder.resolve(name)) ? Files.readString(folder.resolve(name)) : "";
    }

    /** OGC's own; what it takes from OASIS for addresses, which we don't write, is left out. */
    private static Schema kmlSchema() throws Exception {
        DOMImplementationLS inputs = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
            if (!ADDRESSES.equals(namespace)) {
                return null;
            }
            LSInput input = inputs.createLSInput();
            input.setStringData("<schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='%s'><element name='AddressDetails'/></schema>"
                    .formatted(ADDRESSES));
            return input;
        });
        return factory.newSchema(MapExampleTest.class.getResource("/schema/ogckml/ogckml22.xsd"));
    }

    private static JsonNode event(JsonNode events, String slug) {
        return StreamSupport.stream(events.spliterator(), false).filter(each -> slug.equals(each.path("id").asText())).findFirst().orElseThrow();
    }

    private static String get(int port, String path) throws Exception {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                BodyHandlers.ofString()).body();
    }
}
