package io.github.camelatlos.examples.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Geolocation;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;

/**
 * Which incidents may leave, and what of each. A published incident is made from nothing by adding what the rules allow; nothing is
 * copied whole, so that a key that Atlos adds tomorrow stays inside.
 */
final class Screening {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://\\S{1,4000}");

    private final Rules rules;
    private final Grid grid;
    private final LocalDate latest;

    /** Days are those of UTC. */
    Screening(Rules rules, Instant now) {
        this.rules = rules;
        this.grid = new Grid(rules.gridKm());
        // A file that says nothing about the delay asks for one without end.
        this.latest = rules.delayDays() == Integer.MAX_VALUE ? LocalDate.MIN : now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(rules.delayDays());
    }

    Screened screen(Iterator<Incident> incidents) {
        List<ObjectNode> features = new ArrayList<>();
        List<Screened.HeldBack> heldBack = new ArrayList<>();
        while (incidents.hasNext()) {
            Incident incident = incidents.next();
            Optional<Reason> reason = reason(incident);
            if (reason.isPresent()) {
                heldBack.add(new Screened.HeldBack(incident.getSlug(), reason.get()));
            } else {
                features.add(feature(incident));
            }
        }
        features.sort((a, b) -> a.path("id").asText().compareTo(b.path("id").asText()));
        return new Screened(List.copyOf(features), List.copyOf(heldBack));
    }

    private Optional<Reason> reason(Incident incident) {
        Geolocation place = incident.getGeolocation();
        return incident.isDeleted() ? Optional.of(Reason.DELETED)
                : !rules.restricted() && !incident.getRestrictions().isEmpty() ? Optional.of(Reason.RESTRICTED)
                : !rules.mayTellSensitive(incident.getSensitive()) ? Optional.of(Reason.SENSITIVE)
                : incident.getStatus() == null || !rules.statuses().contains(incident.getStatus()) ? Optional.of(Reason.STATUS)
                : isTooYoung(incident) ? Optional.of(Reason.TOO_YOUNG)
                : place == null ? Optional.of(Reason.NO_PLACE)
                : !place.isValid() ? Optional.of(Reason.BAD_PLACE) : Optional.empty();
    }

    /** By the later of the day it happened and the day it was entered; a date that is none counts as today. */
    private boolean isTooYoung(Incident incident) {
        Instant entered = incident.getInsertedAt();
        if (entered == null || entered.atZone(ZoneOffset.UTC).toLocalDate().isAfter(latest)) {
            return true;
        }
        try {
            return incident.getDate() != null && LocalDate.parse(incident.getDate()).isAfter(latest);
        } catch (DateTimeParseException e) {
            return rules.delayDays() > 0;
        }
    }

    private ObjectNode feature(Incident incident) {
        Coordinate place = grid.snap(incident.getGeolocation().longitude(), incident.getGeolocation().latitude());
        ObjectNode feature = JSON.objectNode().put("type", "Feature").put("id", incident.getSlug());
        feature.putObject("geometry").put("type", "Point").putArray("coordinates").add(place.getX()).add(place.getY());
        ObjectNode properties = feature.putObject("properties").put("slug", incident.getSlug()).put("status", incident.getStatus())
                .put("date", incident.getDate());
        ArrayNode tags = properties.putArray("tags");
        incident.getTags().stream().filter(rules::mayTellTag).forEach(tags::add);
        if (!rules.sensitive().isEmpty()) {
            ArrayNode sensitive = properties.putArray("sensitive");
            incident.getSensitive().forEach(sensitive::add);
        }
        if (rules.description()) {
            properties.put("description", incident.getDescription());
        }
        ObjectNode attributes = properties.putObject("attributes");
        incident.getCustomAttributes().stream().filter(attribute -> rules.attributes().contains(attribute.name()))
                .forEach(attribute -> tell(attributes, attribute.name(), attribute.value()));
        if (!rules.sources().isEmpty()) {
            ArrayNode links = properties.putArray("links");
            incident.getSourceMaterial().stream().filter(source -> "visible".equals(source.getVisibility()))
                    .flatMap(source -> links(source).stream()).distinct().forEach(links::add);
        }
        return feature;
    }

    /** Texts and lists of them, as people enter them; whatever else an attribute may hold stays inside. */
    private static void tell(ObjectNode attributes, String name, JsonNode value) {
        if (value.isTextual()) {
            attributes.put(name, value.asText());
        } else if (value.isArray()) {
            ArrayNode list = attributes.putArray(name);
            value.forEach(each -> {
                if (each.isTextual()) {
                    list.add(each.asText());
                }
            });
        }
    }

    private List<String> links(SourceMaterial source) {
        List<String> links = new ArrayList<>();
        if (rules.sources().contains("url") && source.getSourceUrl() != null) {
            links.add(source.getSourceUrl());
        }
        if (rules.sources().contains("archive") && !rules.archiveLink().isEmpty()) {
            archiveLink(source.getMetadata().path(rules.archiveNote())).ifPresent(links::add);
        }
        links.removeIf(link -> !WEB_ADDRESS.matcher(link).matches());
        return links;
    }

    /** Only where the archive says that it kept the file, and its note has every field that the link needs. */
    private Optional<String> archiveLink(JsonNode note) {
        List<String> fields = FIELD.matcher(rules.archiveLink()).results().map(found -> found.group(1)).toList();
        boolean kept = !note.has("result") || note.path("result").asText().equals("kept");
        if (!kept || !note.isObject() || !fields.stream().allMatch(field -> note.path(field).isTextual())) {
            return Optional.empty();
        }
        return Optional.of(FIELD.matcher(rules.archiveLink()).replaceAll((MatchResult found) ->
                java.util.regex.Matcher.quoteReplacement(note.path(found.group(1)).asText())));
    }
}
