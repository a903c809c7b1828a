package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Kamelet against what Kubernetes and Camel's own YAML say that a Kamelet is. */
class KameletSchemaIT {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(\\w+)}}");
    private static final Pattern ASKED_FOR = Pattern.compile("propertiesExist:!(\\w+)");

    private static StrictSchema crd;
    private static StrictSchema routes;
    private static JsonNode catalog;

    static List<String> names() {
        return Kamelets.names().toList();
    }

    @BeforeAll
    static void read() throws Exception {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        ObjectNode kamelet = (ObjectNode) Kamelets.yaml("camel.apache.org_kamelets.yaml")
                .at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
        // Kubernetes' own schema: what a Kamelet may say of itself.
        metadata.put("type", "object").putObject("properties").setAll(JsonNodeFactory.instance.objectNode()
                .<ObjectNode>set("name", text()).<ObjectNode>set("annotations", texts()).<ObjectNode>set("labels", texts()));
        ((ObjectNode) kamelet.path("properties")).set("metadata", metadata);
        crd = new StrictSchema(kamelet);
        routes = new StrictSchema(json("schema/camelYamlDsl.json"));
        catalog = json("META-INF/io/github/camelatlos/atlos.json");
    }

    private static ObjectNode text() {
        return JsonNodeFactory.instance.objectNode().put("type", "string");
    }

    private static ObjectNode texts() {
        return JsonNodeFactory.instance.objectNode().put("type", "object").set("additionalProperties", text());
    }

    private static JsonNode json(String resource) throws Exception {
        try (InputStream in = KameletSchemaIT.class.getClassLoader().getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAKamelet(String name) {
        assertThat(crd.complaints(Kamelets.read(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isARoute(String name) {
        assertThat(routes.complaints(asRoute(Kamelets.read(name)))).isEmpty();
    }

    @Test
    void theSchemasAreStrict() {
        ObjectNode kamelet = (ObjectNode) Kamelets.read("atlos-upload-sink");
        ((ObjectNode) kamelet.at("/spec/definition/properties/token")).put("titel", "API Token");
        assertThat(crd.complaints(kamelet)).anyMatch(complaint -> complaint.contains("titel"));

        ((ObjectNode) kamelet.at("/spec/template/from")).put("stepz", 1);
        assertThat(routes.complaints(asRoute(kamelet))).anyMatch(complaint -> complaint.contains("stepz"));
    }

    private static JsonNode asRoute(JsonNode kamelet) {
        ArrayNode routes = JsonNodeFactory.instance.arrayNode();
        routes.addObject().set("from", kamelet.at("/spec/template/from"));
        return routes;
    }

    @ParameterizedTest
    @MethodSource("names")
    void canBeShownInAForm(String name) {
        JsonNode kamelet = Kamelets.read(name);
        String type = name.substring(name.lastIndexOf('-') + 1);
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText()).isEqualTo(type);
        JsonNode annotations = kamelet.at("/metadata/annotations");
        String icon = annotations.path("camel.apache.org/kamelet.icon").asText();
        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1)), StandardCharsets.UTF_8))
                .startsWith("<svg ").endsWith("</svg>");

        JsonNode definition = kamelet.at("/spec/definition");
        assertThat(definition.path("title").asText()).isNotBlank();
        assertThat(definition.path("description").asText()).isNotBlank();
        definition.path("properties").fields().forEachRemaining(property -> {
            for (String key : List.of("title", "description", "type")) {
                assertThat(property.getValue().path(key).asText()).as(property.getKey() + " " + key).isNotBlank();
            }
        });
        assertThat(definition.path("required")).extracting(JsonNode::asText).containsExactly("token");
        assertThat(definition.at("/properties/token/format").asText()).isEqualTo("password");

        JsonNode types = kamelet.at("/spec/dataTypes").path(type.equals("source") ? "out" : "in");
        assertThat(types.path("types").has(types.path("default").asText())).isTrue();
        assertThat(kamelet.at("/spec/dependencies")).extracting(JsonNode::asText)
                .contains("mvn:io.github.camelatlos:camel-atlos-component:" + System.getProperty("project.version"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPropertyIsUsedAndEveryOptionExists(String name) {
        JsonNode kamelet = Kamelets.read(name);
        String template = kamelet.at("/spec/template").toString();
        Set<String> used = new TreeSet<>();
        for (Pattern pattern : List.of(PLACEHOLDER, ASKED_FOR)) {
            Matcher matcher = pattern.matcher(template);
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        List<String> declared = new ArrayList<>();
        kamelet.at("/spec/definition/properties").fieldNames().forEachRemaining(declared::add);
        assertThat(used).containsExactlyInAnyOrderElementsOf(declared);

        for (JsonNode endpoint : kamelet.at("/spec/template").findParents("parameters")) {
            assertThat(endpoint.path("uri").asText()).startsWith("atlos:");
            endpoint.path("parameters").fieldNames().forEachRemaining(option ->
                    assertThat(catalog.path("properties").has(option)).as(option).isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysTheDefaultsThatTheComponentHas(String name) {
        Kamelets.read(name).at("/spec/definition/properties").fields().forEachRemaining(property -> {
            JsonNode shown = property.getValue().path("default");
            JsonNode real = catalog.at("/properties/" + property.getKey() + "/defaultValue");
            if (!shown.isMissingNode()) {
                assertThat(shown.asText()).as(property.getKey()).isEqualTo(real.asText());
            }
        });
    }
}
