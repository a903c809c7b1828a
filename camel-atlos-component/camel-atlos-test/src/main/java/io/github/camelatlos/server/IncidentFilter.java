package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The filters of the incidents list. Measured: unknown names and bad values are ignored, and everything comes back. */
final class IncidentFilter {

    private static final double DEFAULT_RADIUS_KM = 10;

    private IncidentFilter() {
    }

    static Predicate<IncidentRow> of(Params params, Shelf shelf) {
        params.get("project_id").ifPresent(id -> Uuid.parse(id.asText()));
        List<Predicate<IncidentRow>> all = new ArrayList<>();
        boolean deleted = params.text("deleted").filter("true"::equals).isPresent();
        all.add(row -> row.deleted() == deleted);
        list(params, "attr_status").ifPresent(wanted -> all.add(row -> wanted.contains(row.value("status").asText())));
        list(params, "attr_tags").ifPresent(wanted -> all.add(row -> anyOf(row.value("tags"), wanted)));
        list(params, "attr_sensitive").ifPresent(wanted -> all.add(row -> anyOf(row.value("sensitive"), wanted)));
        date(params, "attr_date_min").ifPresent(min -> all.add(row -> row.date() != null && row.date().compareTo(min) >= 0));
        date(params, "attr_date_max").ifPresent(max -> all.add(row -> row.date() != null && row.date().compareTo(max) <= 0));
        near(params).ifPresent(all::add);
        params.text("no_media_versions").filter(v -> v.equals("true") || v.equals("false"))
                .ifPresent(v -> all.add(row -> shelf.sourcesOf(row.id()).isEmpty() == v.equals("true")));
        params.text("query").filter(q -> !q.isBlank()).ifPresent(q -> all.add(new IncidentQuery(q, shelf)));
        return all.stream().reduce(Predicate::and).orElseThrow();
    }

    /** Only a list counts; measured: attr_status=Cancelled, without brackets, filters nothing, nor does an empty value. */
    private static Optional<Set<String>> list(Params params, String name) {
        Set<String> wanted = new HashSet<>();
        if (params.get(name).orElse(null) instanceof ArrayNode list) {
            list.forEach(value -> wanted.add(value.asText()));
        }
        wanted.remove("");
        return wanted.isEmpty() ? Optional.empty() : Optional.of(wanted);
    }

    private static boolean anyOf(JsonNode values, Set<String> wanted) {
        if (values.isEmpty()) {
            return wanted.contains("[Unset]");
        }
        for (JsonNode value : values) {
            if (wanted.contains(value.asText())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> date(Params params, String name) {
        try {
            return params.text(name).map(text -> LocalDate.parse(text).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Predicate<IncidentRow>> near(Params params) {
        double radius;
        try {
            radius = params.text("attr_geolocation_radius").map(Double::parseDouble).orElse(DEFAULT_RADIUS_KM);
        } catch (NumberFormatException e) {
            radius = DEFAULT_RADIUS_KM;
        }
        double within = radius;
        return params.text("attr_geolocation").flatMap(Geolocation::parse).map(centre -> row ->
                Geolocation.of(row.value("geolocation")).filter(place -> centre.kilometresTo(place) <= within).isPresent());
    }
}
