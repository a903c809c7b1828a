package io.github.camelatlos.examples.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.demo.DemoSettings.Project;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.SeedCases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a newcomer runs it, a quarter of a minute of it. */
class DemoTest {

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();

    @AfterEach
    void stop() {
        stop.give();
    }

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        int port = PagePort.of(Optional.of(0));
        CompletableFuture<Summary> demo = demo(new DemoSettings(Optional.empty(), Optional.of(Duration.ofSeconds(15)), Optional.of(port),
                folder, true, true));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> page(port, "/incidents.geojson").path("incidents").asInt() >= 295);
        checkGeoJson(page(port, "/incidents.geojson"));

        Summary summary = demo.get(4, TimeUnit.MINUTES);

        assertEquals(0, summary.lost(), summary.text());
        assertEquals(0, summary.duplicates(), summary.text());
        assertTrue(summary.finished(), summary.text());
        summary.lines().forEach(line -> {
            assertTrue(line.read() > 0, summary.text());
            assertEquals(OptionalLong.of(0), line.missing(), summary.text());
            assertEquals(0, line.failures(), summary.text());
        });
        assertTrue(summary.files() > 300 && summary.notes() > summary.files(), summary.text());
        checkGeoJson(new ObjectMapper().readTree(folder.resolve("incidents.geojson").toFile()));
        assertTrue(said().contains("http://localhost:" + port + "/"), said());
        assertTrue(said().contains("The server was found to hold all of it"), said());
    }

    @Test
    void aRealProjectIsOnlyReadUntilCtrlC() throws Exception {
        try (AtlosServer server = AtlosServer.start()) {
            SeedCases.into(server.cases(), "https://sources.example.org");
            int port = PagePort.of(Optional.of(0));
            CompletableFuture<Summary> demo = demo(new DemoSettings(Optional.of(new Project(server.baseUrl(), server.token())),
                    Optional.empty(), Optional.of(port), folder, false, false));
            await().atMost(Duration.ofSeconds(40)).ignoreExceptions()
                    .until(() -> page(port, "/incidents.geojson").path("incidents").asInt() == 295);
            stop.give();
            Summary summary = demo.get(1, TimeUnit.MINUTES);

            assertTrue(server.requests("POST").isEmpty());
            assertTrue(summary.lines().get(0).read() >= 295, summary.text());
            assertTrue(said().contains("nothing in Atlos is changed"), said());
            assertFalse(said().contains(server.token()));
        }
    }

    @Test
    void thePageIsForThisComputerOnlyAndLoadsNothingFromElsewhere() throws Exception {
        int port = PagePort.of(Optional.of(0));
        CompletableFuture<Summary> demo = demo(new DemoSettings(Optional.empty(), Optional.empty(), Optional.of(port), folder, false, false));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> get(port, "/").statusCode() == 200);

        for (String path : new String[] { "/", "/page.js", "/map.css", "/base/0-0-0.js", "/settings.json", "/supercluster/supercluster.min.js",
            "/leaflet/leaflet.js", "/leaflet/leaflet.css" }) {
            HttpResponse<String> answer = get(port, path);
            assertEquals(200, answer.statusCode(), path + answer.version());
        }
        assertEquals(404, get(port, "/application.properties").statusCode());
        assertEquals(404, get(port, "/../application.properties").statusCode());
        String policy = get(port, "/").headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'") && !policy.contains("http"), policy);
        assertEquals("403", status(port, "evil.example.org"));
        assertEquals("200", status(port, "127.0.0.1:" + port));
        stop.give();
        demo.get(4, TimeUnit.MINUTES);
    }

    private CompletableFuture<Summary> demo(DemoSettings settings) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new Demo(settings, out, stop).run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** RFC 7946, as far as this file goes. */
    private static void checkGeoJson(JsonNode json) {
        assertEquals("FeatureCollection", json.path("type").asText());
        assertTrue(json.path("features").isArray() && json.path("features").size() > 200, "features: " + json.path("features").size());
        for (JsonNode feature : json.path("features")) {
            assertEquals("Feature", feature.path("type").asText());
            assertEquals("Point", feature.path("geometry").path("type").asText());
            JsonNode place = feature.path("geometry").path("coordinates");
            assertEquals(2, place.size());
            assertTrue(Math.abs(place.path(0).doubleValue()) <= 180 && Math.abs(place.path(1).doubleValue()) <= 90, place.toString());
            assertTrue(feature.path("properties").path("slug").isTextual() && feature.path("properties").path("status").isTextual());
        }
    }

    private static JsonNode page(int port, String path) throws Exception {
        return new ObjectMapper().readTree(get(port, path).body());
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                BodyHandlers.ofString());
    }

    /** The JDK's client does not let a Host header be set. */
    private static String status(int port, String host) throws Exception {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(("GET /incidents.geojson HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
        }
    }
}
