package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The map's incidents as events of TimeMap, Forensic Architecture's and Bellingcat's viewer: it takes latitude and longitude as
 * texts, refuses an event with a key that it doesn't know, and drops one without a date, so that those are left out here.
 */
public final class TimeMap {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DateTimeFormatter dates = formatter("MM/dd/yyyy");

    /** As in the viewer's own setting, DATE_FMT, in Java's letters. */
    public void setDateFormat(String pattern) {
        dates = formatter(pattern);
    }

    public byte[] of(IncidentMap map) throws JsonProcessingException {
        ArrayNode events = MAPPER.createArrayNode();
        for (JsonNode feature : map.features()) {
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
        ObjectNode event = MAPPER.createObjectNode().put("id", properties.path("slug").asText())
                .put("description", properties.path("slug").asText() + ": " + properties.path("status").asText(""))
                .put("date", date).put("time", "").put("location", "")
                .put("latitude", place.path(1).asText()).put("longitude", place.path(0).asText())
                .put("category", properties.path("status").asText(""));
        event.putArray("associations");
        event.putArray("sources");
        return event;
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
