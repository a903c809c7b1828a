package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Values compared with those that are allowed, and what the server says of the others. */
final class Options {

    private Options() {
    }

    static List<String> wrong(JsonNode values, List<String> valid) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode value : values) {
            if (!value.isTextual() || !valid.contains(value.textValue())) {
                wrong.add(value.asText());
            }
        }
        return wrong;
    }

    static String invalid(List<String> wrong, List<String> valid) {
        return "Includes invalid value(s): " + String.join(", ", wrong) + ". Valid values are: " + String.join(", ", valid);
    }

    static String invalid(List<String> valid) {
        return "Includes an invalid value. Valid values are: " + String.join(", ", valid);
    }
}
