package io.github.camelatlos.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** The tables of the component's page, made of the catalog: by name what stands between {@code // NAME: START} and {@code // NAME: END}. */
final class CatalogTables {

    private static final String HEAD = "[width=\"100%\",cols=\"2,5,^1,2\",options=\"header\"]\n|===\n| Name | Description | Default | Type\n";
    private static final Pattern OPERATION = Pattern.compile("(\\w+) \\(([^()]*)\\)");

    private final JsonNode catalog;

    CatalogTables(JsonNode catalog) {
        this.catalog = catalog;
    }

    /** In the order in which the page has them. */
    Map<String, String> all() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("operations", operations());
        tables.put("path parameters", options(catalog.path("properties"), "path", null));
        tables.put("query parameters", grouped(catalog.path("properties")));
        tables.put("headers", headers());
        tables.put("component options", options(catalog.path("componentProperties"), "property", null));
        return tables;
    }

    private String grouped(JsonNode options) {
        List<String> groups = new ArrayList<>();
        options.forEach(option -> {
            if (option.path("kind").asText().equals("parameter") && !groups.contains(option.path("group").asText())) {
                groups.add(option.path("group").asText());
            }
        });
        StringBuilder text = new StringBuilder();
        groups.forEach(group -> text.append(text.isEmpty() ? "" : "\n").append('.').append(Character.toUpperCase(group.charAt(0)))
                .append(group.substring(1)).append('\n').append(options(options, "parameter", group)));
        return text.toString();
    }

    private String options(JsonNode options, String kind, String group) {
        StringBuilder table = new StringBuilder(HEAD);
        options.fields().forEachRemaining(entry -> {
            JsonNode option = entry.getValue();
            if (option.path("kind").asText().equals(kind) && (group == null || option.path("group").asText().equals(group))) {
                String name = option.path("multiValue").asBoolean() ? option.path("prefix").asText() + "*" : entry.getKey();
                table.append("| *").append(cell(name)).append("*").append(option.path("required").asBoolean() ? " (required)" : "")
                        .append(" | ").append(cell(described(option))).append(" | ").append(cell(option.path("defaultValue").asText()))
                        .append(" | ").append(type(option)).append('\n');
            }
        });
        return table.append("|===\n").toString();
    }

    private String headers() {
        StringBuilder table = new StringBuilder("[width=\"100%\",cols=\"2,5,1,1\",options=\"header\"]\n|===\n| Name | Description | Set or read by | Type\n");
        catalog.path("headers").fields().forEachRemaining(entry -> {
            JsonNode header = entry.getValue();
            String label = header.path("label").asText();
            table.append("| *").append(cell(entry.getKey())).append("* | ").append(cell(described(header))).append(" | ")
                    .append(label.isEmpty() ? "both" : label).append(" | ").append(type(header)).append('\n');
        });
        return table.append("|===\n").toString();
    }

    private String operations() {
        StringBuilder table = new StringBuilder("[width=\"100%\",cols=\"1,4\",options=\"header\"]\n|===\n| Operation | What it does\n");
        Matcher told = OPERATION.matcher(catalog.at("/properties/operation/description").asText());
        Map<String, String> texts = new LinkedHashMap<>();
        while (told.find()) {
            texts.put(told.group(1), told.group(2));
        }
        catalog.at("/properties/operation/enum").forEach(name -> table.append("| `").append(name.asText()).append("` | ")
                .append(cell(texts.get(name.asText()))).append('\n'));
        return table.append("|===\n").toString();
    }

    private static String described(JsonNode option) {
        List<String> values = new ArrayList<>();
        option.path("enum").forEach(value -> values.add(value.asText()));
        return option.path("description").asText() + (option.path("secret").asBoolean() ? " A secret." : "")
                + (values.isEmpty() ? "" : " One of: " + String.join(", ", values) + ".");
    }

    private static String type(JsonNode option) {
        String type = option.path("javaType").asText();
        return cell(option.path("enum").isEmpty() ? type.replaceAll("[a-z]\\w*\\.", "") : "enum");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("{", "\\{").replace("*", "{asterisk}");
    }
}
