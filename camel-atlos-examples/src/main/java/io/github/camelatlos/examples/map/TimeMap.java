package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The map's incidents for TimeMap, Forensic Architecture's and Bellingcat's viewer: events, the associations by which it
 * categorises (the status) and filters (tags, attributes), and sources. It takes latitude and longitude as texts, refuses an event
 * with a key that it doesn't know, and drops one without a date, so that those are left out here.
 */
public final class TimeMap {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What an event is filed under: the path is what the viewer shows as a tree. */
    private record Association(String id, String title, String mode, List<String> path) {
    }

    private DateTimeFormatter dates = formatter("MM/dd/yyyy");

    /** As in the viewer's own setting, DATE_FMT, in Java's letters. */
    public void setDateFormat(String pattern) {
        dates = formatter(pattern);
    }

    /** For EVENTS_EXT. */
    public byte[] of(IncidentMap map) throws JsonProcessingException {
        return events(map.features());
    }

    /** For ASSOCIATIONS_EXT. */
    public byte[] associationsOf(IncidentMap map) throws JsonProcessingException {
        return associations(map.features());
    }

    public byte[] events(List<? extends JsonNode> features) throws JsonProcessingException {
        ArrayNode events = MAPPER.createArrayNode();
        for (JsonNode feature : features) {
            String date = date(feature.path("properties").path("date").asText(""));
            if (date != null) {
                events.add(event(feature, date));
            }
        }
        return MAPPER.writeValueAsBytes(events);
    }

    private static ObjectNode event(JsonNode feature, String date) {
        JsonNode properties = feature.path("properties");
        JsonNode place = feature.path("geometry").path("coordinates");
        String slug = properties.path("slug").asText();
        ObjectNode event = MAPPER.createObjectNode().put("id", slug)
                .put("description", plain(slug + ": " + properties.path("description").asText(properties.path("status").asText(""))))
                .put("date", date).put("time", "").put("location", place.path(1).asText() + ", " + place.path(0).asText())
                .put("latitude", place.path(1).asText()).put("longitude", place.path(0).asText())
                .put("category", plain(properties.path("status").asText("")));
        ArrayNode associations = event.putArray("associations");
        associations(properties).forEach(association -> associations.add(association.id));
        ArrayNode sources = event.putArray("sources");
        properties.path("links").forEach(link -> sources.add(link.asText()));
        return event;
    }

    public byte[] associations(List<? extends JsonNode> features) throws JsonProcessingException {
        Map<String, Association> all = new LinkedHashMap<>();
        features.forEach(feature -> associations(feature.path("properties")).forEach(each -> all.putIfAbsent(each.id, each)));
        ArrayNode written = MAPPER.createArrayNode();
        all.values().forEach(each -> written.addObject().put("id", each.id).put("title", each.title).put("desc", "").put("mode", each.mode)
                .set("filter_paths", MAPPER.valueToTree(each.path)));
        return MAPPER.writeValueAsBytes(written);
    }

    private static List<Association> associations(JsonNode properties) {
        List<Association> found = new ArrayList<>();
        if (properties.path("status").isTextual()) {
            String status = plain(properties.path("status").asText());
            found.add(new Association("status/" + status, status, "CATEGORY", List.of("Status", step(status))));
        }
        properties.path("tags").forEach(tag -> found.add(filter("Tags", tag.asText())));
        properties.path("attributes").fields().forEachRemaining(attribute -> {
            JsonNode value = attribute.getValue();
            if (value.isArray()) {
                value.forEach(each -> found.add(filter(attribute.getKey(), each.asText())));
            } else {
                found.add(filter(attribute.getKey(), value.asText()));
            }
        });
        return found;
    }

    private static Association filter(String group, String value) {
        return new Association("filter/" + plain(group) + "/" + plain(value), plain(value), "FILTER", List.of(step(plain(group)), step(plain(value))));
    }

    /** For SOURCES_EXT: an object, by id. The id is the address, so that one source of two incidents is one. */
    public byte[] sources(List<? extends JsonNode> features) throws JsonProcessingException {
        ObjectNode sources = MAPPER.createObjectNode();
        for (JsonNode feature : features) {
            for (JsonNode link : feature.path("properties").path("links")) {
                ObjectNode source = MAPPER.createObjectNode().put("id", link.asText()).put("title", plain(link.asText())).put("url", link.asText());
                source.putArray("paths").add(link.asText());
                sources.set(link.asText(), source);
            }
        }
        return MAPPER.writeValueAsBytes(sources);
    }

    /** The viewer puts some texts into its page as Markdown, HTML and all. */
    private static String plain(String text) {
        return text.replace('<', '‹').replace('>', '›');
    }

    /** It joins the steps of a path with slashes, so none may have one of its own. */
    private static String step(String text) {
        return text.replace('/', '∕');
    }

    private String date(String text) {
        try {
            return LocalDate.parse(text).format(dates);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }
}
