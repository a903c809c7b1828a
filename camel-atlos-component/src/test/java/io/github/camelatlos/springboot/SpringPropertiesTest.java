package io.github.camelatlos.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** {@code camel.component.atlos.*} is the component's catalog, no more and no less. */
class SpringPropertiesTest {

    private static final Map<String, String> TYPES = Map.of("string", "java.lang.String", "boolean", "java.lang.Boolean",
            "integer", "java.lang.Integer", "duration", "java.time.Duration");

    @Test
    void theMetadataForEditorsIsTheCatalog() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        json("META-INF/io/github/camelatlos/atlos.json").path("componentProperties").fields().forEachRemaining(option ->
                expected.put("camel.component.atlos." + kebab(option.getKey()), type(option.getKey(), option.getValue())));
        expected.put("camel.component.atlos.enabled", "java.lang.Boolean");

        Map<String, String> shown = new TreeMap<>();
        for (JsonNode property : json("META-INF/spring-configuration-metadata.json").path("properties")) {
            shown.put(property.path("name").asText(), property.path("type").asText());
            assertThat(property.path("description").asText()).as(property.path("name").asText()).isNotBlank();
        }
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void whatIsSetReachesTheComponent() throws Exception {
        AtlosComponentConfigurationProperties properties = new AtlosComponentConfigurationProperties();
        BeanInfo bean = Introspector.getBeanInfo(AtlosComponentConfigurationProperties.class, Object.class);
        for (PropertyDescriptor property : bean.getPropertyDescriptors()) {
            property.getWriteMethod().invoke(properties, sample(property.getPropertyType()));
        }
        List<String> options = new ArrayList<>();
        json("META-INF/io/github/camelatlos/atlos.json").path("componentProperties").fieldNames().forEachRemaining(options::add);

        assertThat(properties.set()).containsOnlyKeys(options);
        assertThat(properties.set().keySet().iterator().next()).isEqualTo("configuration");
        assertThat(new AtlosComponentConfigurationProperties().set()).isEmpty();
    }

    private static Object sample(Class<?> type) {
        return type == String.class ? "text" : type == Integer.class ? 1 : type == Duration.class ? Duration.ofSeconds(1)
                : type == Map.class ? Map.of("proxyHost", "proxy") : Boolean.TRUE;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** Beans are given by name. */
    private static String type(String name, JsonNode option) {
        if (name.equals("http")) {
            return "java.util.Map<java.lang.String,java.lang.String>";
        }
        return TYPES.getOrDefault(option.path("type").asText(), "java.lang.String");
    }

    private static JsonNode json(String resource) throws Exception {
        try (InputStream in = SpringPropertiesTest.class.getClassLoader().getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
