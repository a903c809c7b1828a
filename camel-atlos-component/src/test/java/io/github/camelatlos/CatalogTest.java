package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog is all that a low-code form knows of the component. */
class CatalogTest {

    private static JsonNode catalog;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream in = AtlosComponent.class.getResourceAsStream("/META-INF/io/github/camelatlos/atlos.json")) {
            catalog = new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "componentProperties", "properties", "headers" })
    void everythingIsDescribed(String kind) {
        assertThat(catalog.path(kind).size()).isPositive();
        catalog.path(kind).fields().forEachRemaining(option -> {
            assertThat(option.getValue().path("description").asText()).as(kind + " " + option.getKey()).isNotBlank()
                    .hasSizeGreaterThan(15);
            assertThat(option.getValue().path("group").asText()).as(option.getKey()).isNotBlank();
        });
    }

    @Test
    void everyHeaderConstantIsAHeader() throws IllegalAccessException {
        List<String> constants = new ArrayList<>();
        for (Field field : AtlosConstants.class.getFields()) {
            constants.add((String) field.get(null));
        }
        assertThat(constants).contains("CamelAtlosOperation", "CamelAtlosSlug");
        assertThat(catalog.path("headers").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(constants);
    }

    @Test
    void everyOperationCanBeChosenAndIsExplained() {
        String[] names = Arrays.stream(AtlosOperation.values()).map(Enum::name).toArray(String[]::new);

        for (JsonNode choice : List.of(catalog.at("/properties/operation"), catalog.at("/headers/CamelAtlosOperation"))) {
            assertThat(choice.path("enum")).extracting(JsonNode::asText).containsExactly(names);
            assertThat(choice.path("description").asText()).contains(names);
        }
        assertThat(catalog.at("/properties/resource/enum")).extracting(JsonNode::asText)
                .containsExactly("incidents", "source-material", "updates");
    }

    @Test
    void theTokenIsASecretEverywhere() {
        assertThat(catalog.at("/properties/token/secret").asBoolean()).isTrue();
        assertThat(catalog.at("/componentProperties/token/secret").asBoolean()).isTrue();
    }

    /** The generator leaves signs out of what it does not expect, square brackets for one. */
    @ParameterizedTest
    @ValueSource(classes = { AtlosConfiguration.class, AtlosConsumerConfiguration.class, AtlosProducerConfiguration.class, AtlosEndpoint.class })
    void whatTheSourceSaysOfAnOptionIsWhatTheCatalogSays(Class<?> options) {
        for (Field field : options.getDeclaredFields()) {
            UriParam option = field.getAnnotation(UriParam.class);
            if (option != null && !option.description().isEmpty()) {
                assertThat(catalog.path("properties").path(field.getName()).path("description").asText()).as(field.getName())
                        .startsWith(option.description());
            }
        }
    }

    @Test
    void whatTheSourceSaysOfAHeaderIsWhatTheCatalogSays() throws IllegalAccessException {
        for (Field field : AtlosConstants.class.getFields()) {
            assertThat(catalog.path("headers").path((String) field.get(null)).path("description").asText()).as(field.getName())
                    .isEqualTo(field.getAnnotation(Metadata.class).description().replace("`", ""));
        }
    }

    @Test
    void whatAFormShowsFirstIsWhatABeginnerNeeds() {
        for (String option : List.of("stateRepository", "tokenSupplier", "lookback", "sweepInterval", "resolveSlug")) {
            assertThat(catalog.path("properties").path(option).path("label").asText()).as(option).contains("advanced");
        }
    }

    @Test
    void everyOptionOfTheProducerNamesItsOperations() {
        for (Field field : AtlosProducerConfiguration.class.getDeclaredFields()) {
            if (field.isAnnotationPresent(UriParam.class)) {
                assertThat(Arrays.stream(AtlosOperation.values()).map(Enum::name)).as(field.getName())
                        .anyMatch(catalog.path("properties").path(field.getName()).path("description").asText()::contains);
            }
        }
    }
}
