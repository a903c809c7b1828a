package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosComponent;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation as the component's page shows it, three times: the three say the same, and it does what is said. */
class ComponentPageIT {

    private static final Pattern SHOWN = Pattern.compile("\\[source,(yaml|java|xml)]\\R----\\R(.*?)^----$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("direct:([a-z-]+)");
    private static final Map<String, Map<String, String>> ROUTES = routes();

    @TempDir
    Path folder;
    private final AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
    private String slug;
    private String source;

    @BeforeEach
    void fill() {
        slug = server.cases().addIncident("Invented");
        source = server.cases().addSourceMaterial(slug, "https://source.example.org/page");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<String> names() {
        return ROUTES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theThreeLanguagesSayTheSame(String name) throws Exception {
        Map<String, TreeSet<String>> endpoints = new HashMap<>();
        for (Map.Entry<String, String> shown : ROUTES.get(name).entrySet()) {
            try (CamelContext camel = context()) {
                new Loader(camel, folder).add(shown.getValue(), shown.getKey());
                camel.start();
                assertThat(camel.getRoute(name)).as(shown.getKey()).isNotNull();
                TreeSet<String> uris = new TreeSet<>();
                camel.getEndpoints().stream().map(Endpoint::getEndpointUri).map(uri -> uri.replace("%20", "+")).forEach(uris::add);
                endpoints.put(shown.getKey(), uris);
            }
        }
        assertThat(endpoints).containsOnlyKeys("yaml", "java", "xml");
        assertThat(endpoints.values()).allMatch(endpoints.get("yaml")::equals);
    }

    @Test
    void eachDoesWhatIsSaid() throws Exception {
        Incident made = send("create-incident", null).getMessage().getBody(Incident.class);
        assertThat(server.cases().incident(made.getSlug()).path("attr_description").asText()).contains("a bridge was hit");

        send("add-comment", null);
        assertThat(server.cases().updates(slug)).anyMatch(update -> update.path("explanation").asText().equals("Seen"));

        send("update-attribute", null);
        assertThat(server.cases().incident(slug).path("attr_status").asText()).isEqualTo("Completed");
        assertThat(send("get-incident", null).getMessage().getBody(Incident.class).getStatus()).isEqualTo("Completed");

        send("list-incidents", null);

        SourceMaterial added = send("create-source-material", null).getMessage().getBody(SourceMaterial.class);
        assertThat(added.getSourceUrl()).isEqualTo("https://source.example.org/clip");

        send("set-metadata", null);
        assertThat(record().path("metadata").path("my-app").path("looked-at").asBoolean()).isTrue();

        send("upload", Files.writeString(folder.resolve("clip.txt"), "Invented").toFile());
        assertThat(record().path("artifacts")).anyMatch(artifact -> artifact.path("title").asText().equals("Our copy"));
        assertThat(send("get-source-material", null).getMessage().getBody(SourceMaterial.class).getArtifacts()).isNotEmpty();
    }

    @Test
    void nothingElseIsShownThanWhatIsTriedHere() {
        assertThat(ROUTES).containsOnlyKeys("create-incident", "add-comment", "update-attribute", "get-incident", "list-incidents",
                "create-source-material", "set-metadata", "upload", "get-source-material");
    }

    private JsonNode record() {
        return server.cases().sourceMaterial(source);
    }

    private Exchange send(String name, Object body) throws Exception {
        try (CamelContext camel = context()) {
            new Loader(camel, folder).add(ROUTES.get(name).get("yaml"), "yaml");
            camel.start();
            Exchange exchange = camel.createProducerTemplate().request("direct:" + name, request -> {
                request.getMessage().setBody(body);
                request.getMessage().setHeader("CamelAtlosSlug", slug);
                request.getMessage().setHeader("CamelAtlosSourceMaterialId", source);
                request.getMessage().setHeader("CamelFileName", "clip.txt");
            });
            assertThat(exchange.getException()).as(name).isNull();
            return exchange;
        }
    }

    private CamelContext context() {
        CamelContext camel = new DefaultCamelContext();
        AtlosComponent atlos = camel.getComponent("atlos", AtlosComponent.class);
        atlos.getConfiguration().setBaseUrl(server.baseUrl());
        atlos.getConfiguration().setToken(server.token());
        return camel;
    }

    /** By the name of the route, by language. */
    private static Map<String, Map<String, String>> routes() {
        Map<String, Map<String, String>> routes = new java.util.LinkedHashMap<>();
        try {
            Matcher shown = SHOWN.matcher(Files.readString(Page.ROOT.resolve("camel-atlos-component/src/main/docs/atlos-component.adoc")));
            while (shown.find()) {
                Matcher begin = BEGIN.matcher(shown.group(2));
                if (begin.find()) {
                    routes.computeIfAbsent(begin.group(1), name -> new HashMap<>()).put(shown.group(1), shown.group(2));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return routes;
    }
}
