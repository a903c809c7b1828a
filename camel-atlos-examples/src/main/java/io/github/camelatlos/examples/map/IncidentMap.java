package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Geolocation;
import io.github.camelatlos.model.Incident;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The incidents as GeoJSON, each as it was last read. Where something happened can put people at risk, so what is marked
 * sensitive or restricted is counted but not shown, unless asked for, and no description leaves Atlos this way.
 */
public final class IncidentMap {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> HARMLESS = List.of("Not Sensitive");

    /** Why an incident is not shown. */
    private enum Withheld {
        SENSITIVE, RESTRICTED, NO_PLACE
    }

    private record Entry(ObjectNode feature, Withheld withheld) {
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean sensitive;
    private boolean restricted;
    private String project;
    private byte[] rendered;

    /** Whether those marked sensitive are shown too. */
    public void setSensitive(boolean sensitive) {
        this.sensitive = sensitive;
    }

    /** Whether those that are hidden or frozen in Atlos are shown too. */
    public void setRestricted(boolean restricted) {
        this.restricted = restricted;
    }

    /** An incident as it is now; a deleted one disappears. */
    public synchronized void put(Incident incident) {
        if (incident.isDeleted()) {
            entries.remove(incident.getId());
        } else {
            entries.put(incident.getId(), entry(incident));
            project = incident.getProjectName();
        }
        rendered = null;
    }

    /** A FeatureCollection, in UTF-8. */
    public synchronized byte[] geoJson() {
        if (rendered == null) {
            rendered = render();
        }
        return rendered.clone();
    }

    /** How many incidents have a marker. */
    public synchronized long shown() {
        return entries.values().stream().filter(entry -> entry.feature != null).count();
    }

    /** What has a marker, for other formats. */
    public synchronized List<JsonNode> features() {
        return entries.values().stream().filter(entry -> entry.feature != null).<JsonNode>map(entry -> entry.feature.deepCopy()).toList();
    }

    private Entry entry(Incident incident) {
        Geolocation place = incident.getGeolocation();
        if (!restricted && !incident.getRestrictions().isEmpty()) {
            return new Entry(null, Withheld.RESTRICTED);
        }
        if (!sensitive && !incident.getSensitive().equals(HARMLESS)) {
            return new Entry(null, Withheld.SENSITIVE);
        }
        if (place == null || !place.isValid()) {
            return new Entry(null, Withheld.NO_PLACE);
        }
        return new Entry(feature(incident, place), null);
    }

    private static ObjectNode feature(Incident incident, Geolocation place) {
        ObjectNode feature = MAPPER.createObjectNode().put("type", "Feature").put("id", incident.getId());
        feature.putObject("geometry").put("type", "Point").putArray("coordinates").add(place.longitude()).add(place.latitude());
        feature.putObject("properties").put("slug", incident.getSlug()).put("status", incident.getStatus())
                .put("date", incident.getDate()).put("updated", String.valueOf(incident.getUpdatedAt()));
        return feature;
    }

    private byte[] render() {
        ObjectNode collection = MAPPER.createObjectNode().put("type", "FeatureCollection");
        collection.put("project", project).put("incidents", entries.size());
        ObjectNode withheld = collection.putObject("withheld");
        withheld.put("sensitive", count(Withheld.SENSITIVE)).put("restricted", count(Withheld.RESTRICTED))
                .put("noPlace", count(Withheld.NO_PLACE));
        ArrayNode features = collection.putArray("features");
        entries.values().stream().filter(entry -> entry.feature != null).forEach(entry -> features.add(entry.feature));
        try {
            return MAPPER.writeValueAsBytes(collection);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long count(Withheld reason) {
        return entries.values().stream().filter(entry -> entry.withheld == reason).count();
    }
}
