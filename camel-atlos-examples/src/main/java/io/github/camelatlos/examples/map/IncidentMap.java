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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The incidents as GeoJSON, each as it was last read. Where something happened can put people at risk, so what is marked
 * sensitive or restricted is counted but not shown, unless asked for; no description and no attribute of the project's own leaves
 * Atlos this way unless it is named. Points only, which Jackson writes; a test reads them with a library for GeoJSON.
 */
public final class IncidentMap {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> HARMLESS = List.of("Not Sensitive");

    /** Why an incident is not shown. */
    private enum Withheld {
        SENSITIVE("sensitive"), RESTRICTED("restricted"), NO_PLACE("noPlace"), BAD_PLACE("badPlace");

        private final String key;

        Withheld(String key) {
            this.key = key;
        }
    }

    private record Entry(ObjectNode feature, Withheld withheld) {
    }

    /** The whole map, and what tells it from another one. */
    public record Rendered(byte[] bytes, String tag) {
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean sensitive;
    private boolean restricted;
    private String project;
    private Set<String> attributes = Set.of();
    private boolean description;
    private Rendered rendered;

    /** Whether those marked sensitive are shown too. */
    public void setSensitive(boolean sensitive) {
        this.sensitive = sensitive;
    }

    /** Whether those that are hidden or frozen in Atlos are shown too. */
    public void setRestricted(boolean restricted) {
        this.restricted = restricted;
    }

    /** Which of the project's own attributes are shown: their names, with commas between. */
    public void setAttributes(String names) {
        this.attributes = Stream.of(names.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether descriptions are shown, and can be searched. */
    public void setDescription(boolean description) {
        this.description = description;
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
    public byte[] geoJson() {
        return rendered().bytes().clone();
    }

    public synchronized Rendered rendered() {
        if (rendered == null) {
            rendered = render();
        }
        return rendered;
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
        if (place == null) {
            return new Entry(null, Withheld.NO_PLACE);
        }
        if (!place.isValid()) {
            return new Entry(null, Withheld.BAD_PLACE);
        }
        return new Entry(feature(incident, place), null);
    }

    private ObjectNode feature(Incident incident, Geolocation place) {
        ObjectNode feature = MAPPER.createObjectNode().put("type", "Feature").put("id", incident.getId());
        feature.putObject("geometry").put("type", "Point").putArray("coordinates").add(place.longitude()).add(place.latitude());
        ObjectNode properties = feature.putObject("properties").put("slug", incident.getSlug()).put("status", incident.getStatus())
                .put("date", incident.getDate()).put("updated", String.valueOf(incident.getUpdatedAt()));
        properties.set("tags", MAPPER.valueToTree(incident.getTags()));
        properties.set("sensitive", MAPPER.valueToTree(incident.getSensitive()));
        properties.put("sources", incident.getSourceMaterial().stream().filter(source -> "visible".equals(source.getVisibility())).count());
        if (description) {
            properties.put("description", incident.getDescription());
        }
        if (!attributes.isEmpty()) {
            ObjectNode own = properties.putObject("attributes");
            incident.getCustomAttributes().stream().filter(attribute -> attributes.contains(attribute.name()))
                    .filter(attribute -> !attribute.value().isNull()).forEach(attribute -> own.set(attribute.name(), attribute.value()));
        }
        return feature;
    }

    private Rendered render() {
        ObjectNode collection = MAPPER.createObjectNode().put("type", "FeatureCollection");
        collection.put("project", project).put("incidents", entries.size());
        ObjectNode withheld = collection.putObject("withheld");
        Stream.of(Withheld.values()).forEach(reason -> withheld.put(reason.key, count(reason)));
        ArrayNode features = collection.putArray("features");
        entries.values().stream().filter(entry -> entry.feature != null).forEach(entry -> features.add(entry.feature));
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(collection);
            return new Rendered(bytes, '"' + UUID.nameUUIDFromBytes(bytes).toString() + '"');
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long count(Withheld reason) {
        return entries.values().stream().filter(entry -> entry.withheld == reason).count();
    }
}
