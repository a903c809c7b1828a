package io.github.camelatlos.input;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Set;

import io.github.camelatlos.AtlosConsumerConfiguration;
import io.github.camelatlos.AtlosMadeBy;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Parameter;
import io.github.camelatlos.client.Slugs;

/**
 * Makes the server's search parameters of the options, checked here. Measured: the server silently ignores a name or a value that
 * it does not understand, and answers with everything.
 */
public final class AtlosFilters {

    private static final List<String> STATUSES = List.of("To Do", "In Progress", "Help Needed", "Ready for Review", "Completed", "Cancelled");
    private static final List<String> SENSITIVE = List.of("Not Sensitive", "Personal Information Visible", "Graphic Violence",
            "Deleted by Source", "Deceptive or Misleading");
    /** Parameters that have an option of their own, or belong to the connector. */
    private static final Set<String> TAKEN = Set.of("cursor", "sort", "attr_status", "attr_tags", "attr_sensitive", "attr_date_min",
            "attr_date_max", "query", "attr_geolocation", "attr_geolocation_radius", "deleted", "slug");
    /** Measured: the server reads no number without a digit on either side of its point. */
    private static final Pattern PLACE = Pattern.compile("\\s*([+-]?\\d{1,3}(?:\\.\\d{1,20})?)\\s*,\\s*([+-]?\\d{1,3}(?:\\.\\d{1,20})?)\\s*");
    /** What the server takes beside those, measured. Any other name it ignores, and answers with everything. */
    private static final List<String> FURTHER = List.of("no_media_versions", "only_assigned_id", "only_subscribed_id", "project_id",
            "has_been_edited_by_id");
    /** The request line may be about 8,000 bytes, and a cursor of 1 KB has to fit too. */
    private static final int LONGEST = 1000;

    private final AtlosResource resource;
    private final AtlosConsumerConfiguration options;
    private final String slug;
    private final List<Parameter> parameters = new ArrayList<>();

    public AtlosFilters(AtlosResource resource, AtlosConsumerConfiguration options, String slug) {
        this.resource = resource;
        this.options = options;
        this.slug = slug;
    }

    /**
     * The list that the options ask for.
     *
     * @throws IllegalArgumentException if a value cannot be right, or an option is for another resource
     */
    public Listing listing() {
        parameters.clear();
        if (resource == AtlosResource.INCIDENTS) {
            incidentFilters();
        } else {
            refuseIncidentFilters();
        }
        if (resource == AtlosResource.UPDATES && slug != null) {
            parameters.add(new Parameter("slug", Slugs.checked(slug)));
        }
        if (resource != AtlosResource.UPDATES && options.getMadeBy() != AtlosMadeBy.anyone) {
            throw new IllegalArgumentException("madeBy is for atlos:updates; atlos:" + resource + " does not say who made a record");
        }
        furtherFilters();
        return new Listing(resource, parameters);
    }

    private void incidentFilters() {
        addList("attr_status[]", "status", options.getStatus(), STATUSES);
        addList("attr_tags[]", "tags", options.getTags(), null);
        addList("attr_sensitive[]", "sensitive", options.getSensitive(), SENSITIVE);
        add("query", text("query", options.getQuery()));
        LocalDate min = date("dateMin", options.getDateMin());
        LocalDate max = date("dateMax", options.getDateMax());
        if (min != null && max != null && min.isAfter(max)) {
            throw new IllegalArgumentException("dateMin (" + min + ") is after dateMax (" + max + "); nothing could be found");
        }
        add("attr_date_min", min);
        add("attr_date_max", max);
        add("attr_geolocation", geolocation(options.getGeolocation()));
        add("attr_geolocation_radius", radius());
    }

    private void refuseIncidentFilters() {
        List<String> given = new ArrayList<>();
        addName(given, "status", options.getStatus());
        addName(given, "tags", options.getTags());
        addName(given, "sensitive", options.getSensitive());
        addName(given, "query", options.getQuery());
        addName(given, "dateMin", options.getDateMin());
        addName(given, "dateMax", options.getDateMax());
        addName(given, "geolocation", options.getGeolocation());
        addName(given, "geolocationRadius", options.getGeolocationRadius());
        addName(given, "deleted", options.isDeleted() ? true : null);
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", given) + " can only be used with atlos:incidents; the server would ignore it on atlos:"
                    + resource + " and answer with everything");
        }
    }

    private static void addName(List<String> names, String name, Object value) {
        if (value != null) {
            names.add(name);
        }
    }

    private void addList(String parameter, String option, String value, List<String> known) {
        if (value == null) {
            return;
        }
        List<String> values = Arrays.stream(value.split(",")).map(String::strip).filter(v -> !v.isEmpty()).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException(option + " is empty; leave it out to get all incidents");
        }
        for (String one : values) {
            if (option.equals("tags") && bare(one).equals("unset") && !one.equals("[Unset]")) {
                throw new IllegalArgumentException("tags '" + one + "' would find the incidents that have a tag of that name; those without a tag "
                        + "are found with tags=[Unset], square brackets included");
            }
            if (known != null && !known.contains(one)) {
                throw new IllegalArgumentException(option + " '" + one + "' is unknown, and the server would not say so." + suggestion(one, known)
                        + " Known are: " + String.join(", ", known));
            }
            parameters.add(new Parameter(parameter, text(option, one)));
        }
    }

    private static String suggestion(String value, List<String> known) {
        return new Choices(known).nearest(value).map(k -> " Did you mean '" + k + "'?").orElse("");
    }

    private static String bare(String value) {
        return value.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private void add(String parameter, Object value) {
        if (value != null) {
            parameters.add(new Parameter(parameter, value.toString()));
        }
    }

    private static String text(String option, String value) {
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > LONGEST || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(option + " must be a text of 1 to " + LONGEST + " characters");
        }
        return value.strip();
    }

    private static LocalDate date(String option, String value) {
        try {
            return value == null ? null : LocalDate.parse(value.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " is '" + value + "'; it must be a day such as 2026-11-22, and the server would ignore "
                    + "anything else", e);
        }
    }

    private static String geolocation(String value) {
        if (value == null) {
            return null;
        }
        Matcher place = PLACE.matcher(text("geolocation", value));
        if (place.matches() && Math.abs(Double.parseDouble(place.group(1))) <= 90 && Math.abs(Double.parseDouble(place.group(2))) <= 180) {
            return place.group(1) + "," + place.group(2);
        }
        throw new IllegalArgumentException("geolocation is '" + value + "'; it must be latitude,longitude in degrees, such as 48.86,2.35 "
                + "(latitude -90 to 90, longitude -180 to 180)");
    }

    /** Measured: 100.0 is dropped without a word, and 10 km is used. */
    private Long radius() {
        Double radius = options.getGeolocationRadius();
        if (radius == null) {
            return null;
        } else if (options.getGeolocation() == null) {
            throw new IllegalArgumentException("geolocationRadius needs geolocation beside it");
        } else if (!(radius >= 1) || radius > 21_000 || radius != Math.rint(radius)) {
            throw new IllegalArgumentException("geolocationRadius is " + radius + "; it must be whole kilometres, 1 to 21000, for the server drops "
                    + "anything else without a word and takes 10");
        }
        return radius.longValue();
    }

    private void furtherFilters() {
        options.getFilter().forEach((name, value) -> {
            String plain = name.replaceAll("\\[.*", "");
            if (TAKEN.contains(plain)) {
                throw new IllegalArgumentException("filter." + name + " is refused: " + (plain.equals("cursor") || plain.equals("sort")
                        ? "the connector needs it to find changes" : "it has an option of its own"));
            }
            checkKnown(name, value);
            parameters.add(new Parameter(name, text("filter." + name, value)));
        });
    }

    /** Measured: a value that is no boolean is ignored, and a project_id that is no UUID answers an empty 500. */
    private static void checkKnown(String name, String value) {
        if (name.equals("no_media_versions") && value != null && !value.strip().matches("true|false")) {
            throw new IllegalArgumentException("filter." + name + " is '" + value + "'; it must be true or false, and the server would ignore "
                    + "anything else");
        }
        if (name.equals("project_id") && value != null && !Names.isUuid(value.strip())) {
            throw new IllegalArgumentException("filter." + name + " is '" + value + "'; it must be a project's id (a UUID)");
        }
    }

    /** Names that the server is not known to take, each with what was perhaps meant. It ignores such a name without a word. */
    public List<String> unknownFilters() {
        List<String> known = resource == AtlosResource.INCIDENTS ? FURTHER : List.of();
        return options.getFilter().keySet().stream().filter(name -> !known.contains(name))
                .map(name -> "filter." + name + new Choices(known).nearest(name).map(k -> " (did you mean filter." + k + "?)").orElse(""))
                .sorted().toList();
    }

    /** Filters through which an incident can come without a change of its own, so that no poll sees it come. */
    public List<String> blindFilters() {
        List<String> names = new ArrayList<>();
        if (options.getQuery() != null) {
            names.add("query");
        }
        if (options.getFilter().containsKey("no_media_versions")) {
            names.add("filter.no_media_versions");
        }
        return names;
    }
}
