package io.github.camelatlos.examples.soar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.ResourceHelper;

/**
 * A JSON file whose texts are expressions of Camel's simple language. What they give is put into the JSON as a value, so that
 * quotes, line ends or braces in it cannot become something else.
 */
public final class JsonTemplate {

    private final ObjectMapper mapper = new ObjectMapper();
    private String file;

    /** As Camel names resources: {@code file:…} or {@code classpath:…}. */
    public void setFile(String file) {
        this.file = file;
    }

    public String fill(Exchange exchange) throws IOException {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(exchange.getContext(), file)) {
            return mapper.writeValueAsString(filled(mapper.readTree(in), exchange));
        }
    }

    private JsonNode filled(JsonNode node, Exchange exchange) {
        if (node.isTextual()) {
            return value(exchange.getContext().resolvePropertyPlaceholders(node.textValue()), exchange);
        } else if (node.isObject()) {
            ObjectNode object = mapper.createObjectNode();
            node.properties().forEach(field -> object.set(field.getKey(), filled(field.getValue(), exchange)));
            return object;
        } else if (node.isArray()) {
            ArrayNode array = mapper.createArrayNode();
            node.forEach(item -> array.add(filled(item, exchange)));
            return array;
        }
        return node;
    }

    /** Numbers, lists and objects stay what they are; everything else is text. */
    private JsonNode value(String expression, Exchange exchange) {
        var simple = exchange.getContext().resolveLanguage("simple").createExpression(expression);
        simple.init(exchange.getContext());
        Object value = simple.evaluate(exchange, Object.class);
        JsonNode json = value instanceof Number || value instanceof Boolean || value instanceof Iterable<?> || value instanceof JsonNode
                ? mapper.valueToTree(value) : null;
        return json != null ? json : mapper.valueToTree(value == null ? null : value.toString());
    }
}
