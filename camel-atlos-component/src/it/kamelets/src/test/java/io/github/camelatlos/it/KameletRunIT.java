package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each Kamelet in Camel Main, with nothing but the component's jar and camel-kamelet. */
class KameletRunIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;
    private final AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
    private final Main main = new Main();
    private String slug;

    @BeforeEach
    void addIncident() {
        slug = server.cases().addIncident("A clinic was hit");
    }

    @AfterEach
    void stop() {
        main.stop();
        server.close();
    }

    // ---- sources

    @Test
    void readsIncidents() throws Exception {
        String other = server.cases().addIncident("A bridge & a road were hit");
        run(source("atlos-incidents-source", "query", "bridge & a road", "status", "To Do,In Progress"));

        Exchange only = received(1).get(0);
        assertThat(only.getMessage().getHeader("CamelAtlosSlug")).isEqualTo(other);
        assertThat(JSON.readTree(only.getMessage().getBody(String.class)).path("slug").asText()).isEqualTo(other);
        assertThat(server.requests("GET").get(0).toString()).contains("bridge");
    }

    @Test
    void goesOnFromItsCheckpointFile() throws Exception {
        Path checkpoint = folder.resolve("checkpoint of mine.json");
        run(source("atlos-incidents-source", "checkpointFile", checkpoint));
        received(1);
        main.stop();
        assertThat(checkpoint).exists();

        String later = server.cases().addIncident("A school was hit");
        Main again = new Main();
        try {
            start(again, source("atlos-incidents-source", "checkpointFile", checkpoint));
            assertThat(received(again, 1)).extracting(e -> e.getMessage().getHeader("CamelAtlosSlug")).containsExactly(later);
        } finally {
            again.stop();
        }
    }

    @Test
    void readsSourceMaterial() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/video");
        run(source("atlos-source-material-source", "resolveSlug", true));

        Exchange only = received(1).get(0);
        assertThat(only.getMessage().getHeader("CamelAtlosSourceMaterialId")).isEqualTo(id);
        assertThat(only.getMessage().getHeader("CamelAtlosSlug")).isEqualTo(slug);
    }

    @Test
    void readsUpdates() throws Exception {
        String other = server.cases().addIncident("A bridge was hit");
        server.cases().comment(slug, "Not this one");
        server.cases().comment(other, "Seen");
        run(source("atlos-updates-source", "slug", other, "madeBy", "people"));

        assertThat(received(2)).extracting(e -> JSON.readTree(e.getMessage().getBody(String.class)).path("explanation").asText())
                .contains("Seen").doesNotContain("Not this one");
    }

    @Test
    void makesCloudEventsWhereAPipeAsksForThem() throws Exception {
        start(main, new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("atlos-incidents-source", "delay", 100)).transformDataType("atlos:application-cloudevents").to("mock:out");
            }
        });

        Map<String, Object> headers = received(1).get(0).getMessage().getHeaders();
        assertThat(headers).containsEntry("CamelCloudEventType", "io.github.camelatlos.incident.created")
                .containsEntry("CamelCloudEventSource", "atlos:incidents")
                .containsEntry("CamelCloudEventSubject", slug);
    }

    // ---- sinks

    @Test
    void createsAnIncident() throws Exception {
        run(sink("atlos-create-incident-sink"));
        Exchange made = send("{\"description\":\"A market was hit\",\"sensitive\":[\"Not Sensitive\"]}", Map.of());

        String newSlug = made.getMessage().getHeader("CamelAtlosSlug", String.class);
        assertThat(server.cases().incident(newSlug).path("attr_description").asText()).isEqualTo("A market was hit");
    }

    @Test
    void commentsOnTheIncidentOfTheProperty() throws Exception {
        run(sink("atlos-add-comment-sink", "slug", slug));
        send("Seen & noted", Map.of("slug", "not-this-one"));

        assertThat(explanations(slug)).contains("Seen & noted");
    }

    @Test
    void commentsOnTheIncidentOfAPlainOrACloudEventsHeader() throws Exception {
        run(sink("atlos-add-comment-sink"));
        send("Plain", Map.of("slug", slug));
        send("ignored", Map.of("ce-slug", slug, "ce-message", "Event"));
        send("Camel", Map.of("CamelAtlosSlug", slug, "slug", "not-this-one"));

        assertThat(explanations(slug)).contains("Plain", "Event", "Camel");
    }

    @Test
    void updatesAnAttribute() throws Exception {
        run(sink("atlos-update-attribute-sink", "attribute", "status"));
        send("Completed", Map.of("slug", slug, "message", "Checked twice"));

        assertThat(server.cases().incident(slug).path("attr_status").asText()).isEqualTo("Completed");
        assertThat(explanations(slug)).contains("Checked twice");
    }

    @Test
    void createsSourceMaterial() throws Exception {
        run(sink("atlos-create-source-material-sink", "archive", true));
        Exchange made = send("https://example.org/video?a=1&b=2", Map.of("ce-slug", slug));

        JsonNode record = server.cases().sourceMaterial(made.getMessage().getHeader("CamelAtlosSourceMaterialId", String.class));
        assertThat(record.path("source_url").asText()).isEqualTo("https://example.org/video?a=1&b=2");
    }

    @Test
    void setsMetadata() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/video");
        run(sink("atlos-set-metadata-sink", "namespace", "my tool + more"));
        send("{\"seen\":true}", Map.of("sourceMaterialId", id));

        assertThat(server.cases().sourceMaterial(id).at("/metadata").path("my tool + more").path("seen").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "atlos-create-incident-sink        | /incidents/new           | {\"description\":\"A market was hit\",\"sensitive\":[\"Not Sensitive\"]}",
        "atlos-add-comment-sink            | /add_comment/            | Seen",
        "atlos-update-attribute-sink       | /update/                 | Completed",
        "atlos-create-source-material-sink | /source_material/new/    | https://example.org/other",
        "atlos-set-metadata-sink           | /source_material/metadata/ | {\"seen\":true}",
        "atlos-upload-sink                 | /source_material/upload/ | What was found" })
    void headersLeftOverFromAStepBeforeDoNotTurnASinkIntoSomethingElse(String name, String path, String body) throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/video");
        run(sink(name));
        Exchange done = send(name.contains("upload") ? body.getBytes(StandardCharsets.UTF_8) : body, Map.of("CamelAtlosOperation", "get",
                "CamelAtlosErase", true, "slug", slug, "sourceMaterialId", id, "attribute", "status", "namespace", "ns"));

        // Nor the step after it.
        assertThat(done.getMessage().getHeaders()).doesNotContainKeys("CamelAtlosOperation", "CamelAtlosErase");
        assertThat(server.requests("POST")).singleElement().satisfies(request -> assertThat(request.path()).contains(path));
        if (name.contains("metadata")) {
            assertThat(server.cases().sourceMaterial(id).at("/metadata/ns/seen").asBoolean()).isTrue();
        }
    }

    @Test
    void uploadsAFile() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/video");
        run(sink("atlos-upload-sink", "sourceMaterialId", id, "title", "As found"));
        Path file = Files.writeString(folder.resolve("notes.txt"), "What was found");
        send(file.toFile(), Map.of());
        send("More of it".getBytes(StandardCharsets.UTF_8), Map.of("ce-file", "more.md"));

        JsonNode artifacts = server.cases().sourceMaterial(id).path("artifacts");
        assertThat(artifacts).extracting(a -> a.path("title").asText()).containsOnly("As found");
        assertThat(artifacts).extracting(a -> a.path("file_size").asInt()).contains(14, 10);
    }

    @Test
    void namesTheUploadedFileByItsProperty() throws Exception {
        String id = server.cases().addSourceMaterial(slug, "https://example.org/video");
        run(sink("atlos-upload-sink", "sourceMaterialId", id, "fileName", "found.txt"));
        Exchange done = send("What was found".getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(done.getMessage().getHeader("CamelFileName")).isEqualTo("found.txt");
        assertThat(server.cases().sourceMaterial(id).at("/artifacts/0/mime_type").asText()).isEqualTo("text/plain");
    }

    // ---- what goes wrong

    @Test
    void aKameletWithoutATokenSaysSo() {
        assertThatThrownBy(() -> start(main, new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:atlos-incidents-source").to("mock:out");
            }
        })).hasStackTraceContaining("atlos-incidents-source").hasStackTraceContaining("token");
    }

    @Test
    void aWrongTokenIsTheServersRefusal() throws Exception {
        run(sink("atlos-add-comment-sink", "token", "wrong+token&x", "slug", slug));

        Exchange refused = main.getCamelTemplate().request("direct:in", e -> e.getMessage().setBody("Seen"));
        assertThat(refused.getException()).hasMessageContaining("invalid token").hasMessageNotContaining("wrong+token");
        assertThat(server.requests("POST").get(0).headers().toString()).contains("Bearer wrong+token&x");
    }

    // ---- how

    private RouteBuilder source(String name, Object... properties) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(name, concat(properties, "delay", 100))).to("mock:out");
            }
        };
    }

    private RouteBuilder sink(String name, Object... properties) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri(name, properties));
            }
        };
    }

    private static Object[] concat(Object[] first, Object... second) {
        List<Object> all = new java.util.ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray();
    }

    private String uri(String name, Object... properties) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("token", server.token(), "baseUrl", server.baseUrl()));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i].toString(), properties[i + 1]);
        }
        StringBuilder uri = new StringBuilder("kamelet:" + name);
        all.forEach((key, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&').append(key).append("=RAW(").append(value).append(')'));
        return uri.toString();
    }

    private void run(RouteBuilder routes) throws Exception {
        start(main, routes);
    }

    private static void start(Main main, RouteBuilder routes) throws Exception {
        main.configure().addRoutesBuilder(routes);
        main.configure().withAutoConfigurationLogSummary(false).withShutdownTimeout(5);
        main.start();
    }

    private List<Exchange> received(int count) {
        return received(main, count);
    }

    private static List<Exchange> received(Main main, int count) {
        CamelContext context = main.getCamelContext();
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> out.getReceivedCounter() >= count);
        assertThat(out.getReceivedCounter()).isEqualTo(count);
        return out.getReceivedExchanges();
    }

    private Exchange send(Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = main.getCamelTemplate().request("direct:in", e -> {
            e.getMessage().setBody(body);
            e.getMessage().getHeaders().putAll(headers);
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    private List<String> explanations(String slug) {
        return server.cases().updates(slug).stream().map(update -> update.path("explanation").asText()).toList();
    }
}
