package io.github.camelatlos.examples.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The incidents as a table, with a column for each attribute; several values in one cell stand with semicolons between. */
final class Csv {

    private static final List<String> COLUMNS = List.of("slug", "status", "date", "description", "tags", "sensitive", "links");

    private Csv() {
    }

    static byte[] of(List<? extends JsonNode> features) throws IOException {
        TreeSet<String> attributes = new TreeSet<>();
        features.forEach(feature -> feature.path("properties").path("attributes").fieldNames().forEachRemaining(attributes::add));
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.removeIf(column -> features.stream().noneMatch(feature -> feature.path("properties").has(column)));
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        List.of("latitude", "longitude").forEach(schema::addColumn);
        attributes.forEach(name -> schema.addColumn("attribute: " + name));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CsvMapper mapper = new CsvMapper();
        try (var writer = mapper.writer(schema.build()).writeValues(bytes)) {
            for (JsonNode feature : features) {
                writer.write(row(feature, columns, attributes));
            }
            if (features.isEmpty()) {
                bytes.writeBytes((String.join(",", columns) + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> row(JsonNode feature, List<String> columns, TreeSet<String> attributes) {
        Map<String, String> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column, cell(feature.path("properties").path(column))));
        JsonNode place = feature.path("geometry").path("coordinates");
        row.put("latitude", place.path(1).asText());
        row.put("longitude", place.path(0).asText());
        attributes.forEach(name -> row.put("attribute: " + name, cell(feature.path("properties").path("attributes").path(name))));
        return row;
    }

    /** What begins like a formula would be one to a spreadsheet; an apostrophe before it makes it text again. */
    private static String cell(JsonNode value) {
        String text = value.isArray() ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining("; ")) : value.asText("");
        return text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    }
}
