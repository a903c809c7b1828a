package io.github.camelatlos.it;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

/** A schema by which a key that it does not name is an error: a misspelt one would be dropped without a word. */
final class StrictSchema {

    private final JsonSchema schema;

    StrictSchema(JsonNode schema) {
        JsonNode strict = schema.deepCopy();
        close(strict);
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(strict);
    }

    List<String> complaints(JsonNode document) {
        return schema.validate(document).stream().map(ValidationMessage::toString).toList();
    }

    /** Not where alternatives are: each of those names only a part of the keys. */
    private static void close(JsonNode node) {
        if (node.has("anyOf") || node.has("oneOf")) {
            return;
        }
        if (node instanceof ObjectNode object && object.path("properties").isObject() && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        node.forEach(StrictSchema::close);
    }
}
