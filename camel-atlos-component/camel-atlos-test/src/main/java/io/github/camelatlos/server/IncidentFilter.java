package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The filters of the incidents list. Measured: unknown names and bad values are ignored, and everything comes back. */
final class IncidentFilter {

    private static final long DEFAULT_RADIUS_KM = 10;
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");

    private final Params params;
    private final Shelf shelf;
    private final List<Predicate<IncidentRow>> all = new ArrayList<>();

    private IncidentFilter(Params params, Shelf shelf) {
        this.params = params;
        this.shelf = shelf;
    }

    static IncidentFilter of(Call call, Shelf shelf) {
        IncidentFilter filter = new IncidentFilter(call.params(), shelf);
        filter.project(call.archive().project().id());
        boolean deleted = filter.yesOrNo("deleted").orElse(false);
        filter.all.add(row -> row.deleted() == deleted);
        filter.attributes();
        filter.near();
        filter.sources();
        filter.person("only_assigned_id").ifPresent(person -> filter.all.add(row -> holds(row.value("assignments"), Set.of(person))));
        // Nobody follows an incident here.
        filter.person("only_subscribed_id").ifPresent(person -> filter.all.add(row -> false));
        filter.text("query").ifPresent(query -> filter.all.add(new IncidentQuery(query, call.archive(), shelf)));
        return filter;
    }

    /** How often the row comes. Measured: has_been_edited_by_id joins, so a row comes once for each of the person's edits. */
    int times(IncidentRow row) {
        for (Predicate<IncidentRow> one : all) {
            if (!one.test(row)) {
                return 0;
            }
        }
        return person("has_been_edited_by_id").map(person -> edits(row, person)).orElse(1);
    }

    private int edits(IncidentRow row, String person) {
        return (int) shelf.updatesOf(row.id()).stream().map(UpdateRow.class::cast)
                .filter(update -> !update.type().equals("comment") && update.author().userId().asText().equals(person)).count();
    }

    private void project(String own) {
        text("project_id").ifPresent(id -> {
            boolean same = !id.equals("unset") && Uuid.parse(id).equals(own);
            all.add(row -> same);
        });
    }

    private void attributes() {
        list("attr_status").ifPresent(wanted -> all.add(row -> wanted.contains(row.value("status").asText())));
        list("attr_tags").ifPresent(wanted -> all.add(row -> anyOf(row.value("tags"), wanted)));
        list("attr_sensitive").ifPresent(wanted -> all.add(row -> anyOf(row.value("sensitive"), wanted)));
        date("attr_date_min").ifPresent(min -> all.add(row -> row.date() != null && row.date().compareTo(min) >= 0));
        date("attr_date_max").ifPresent(max -> all.add(row -> row.date() != null && row.date().compareTo(max) <= 0));
    }

    /** Measured: a radius that is no whole number is none, and one below zero a crash. */
    private void near() {
        Optional<Geolocation> centre = text("attr_geolocation").flatMap(Geolocation::parse);
        long radius = text("attr_geolocation_radius").filter(text -> WHOLE.matcher(text).matches()).map(Long::valueOf)
                .orElse(DEFAULT_RADIUS_KM);
        if (centre.isPresent() && radius < 0) {
            throw new ServerCrash("a radius below zero");
        }
        centre.ifPresent(place -> all.add(row ->
                Geolocation.of(row.value("geolocation")).filter(other -> place.within(radius, other)).isPresent()));
    }

    /** One that is still being archived counts for neither (read). */
    private void sources() {
        yesOrNo("no_media_versions").ifPresent(none -> all.add(row -> shelf.sourcesOf(row.id()).stream()
                .noneMatch(source -> source.visibility().equals("visible") && (!none || source.status().equals("complete"))) == none));
    }

    /** Only a list counts; measured: attr_status=Cancelled, without brackets, filters nothing, nor does an empty value. */
    private Optional<Set<String>> list(String name) {
        Set<String> wanted = new HashSet<>();
        if (params.get(name).orElse(null) instanceof ArrayNode list) {
            list.forEach(value -> wanted.add(value.asText()));
        }
        wanted.removeIf(String::isBlank);
        return wanted.isEmpty() ? Optional.empty() : Optional.of(wanted);
    }

    private static boolean anyOf(JsonNode values, Set<String> wanted) {
        return values.isEmpty() ? wanted.contains("[Unset]") : holds(values, wanted);
    }

    private static boolean holds(JsonNode values, Set<String> wanted) {
        for (JsonNode value : values) {
            if (wanted.contains(value.asText())) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> text(String name) {
        return params.text(name).filter(text -> !text.isBlank());
    }

    /** Measured: "true" and "1" are yes, "false" and "0" are no, and "TRUE" is neither. */
    private Optional<Boolean> yesOrNo(String name) {
        return text(name).filter(Set.of("true", "1", "false", "0")::contains).map(Set.of("true", "1")::contains);
    }

    private Optional<String> person(String name) {
        return text(name).filter(Uuid::is).map(id -> id.toLowerCase(Locale.ROOT));
    }

    private Optional<String> date(String name) {
        try {
            return text(name).map(text -> AttributeCasts.day(text).toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
