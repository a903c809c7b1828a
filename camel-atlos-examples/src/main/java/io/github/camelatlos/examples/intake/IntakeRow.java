package io.github.camelatlos.examples.intake;

import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** One row of the file that comes in. To take other columns, change this class and {@link #COLUMNS}. */
@CsvRecord(separator = ",")
public final class IntakeRow {

    static final String COLUMNS = "key,description,date,latitude,longitude,sensitive,tags,sources";

    /** It also goes into the report, which is opened in spreadsheets: so it cannot begin as a formula does. */
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_./:-]{0,99}");
    private static final char NOT_UTF_8 = '\uFFFD';

    @DataField(pos = 1, required = true, trim = true)
    private String key;
    @DataField(pos = 2, required = true, trim = true)
    private String description;
    @DataField(pos = 3, pattern = "yyyy-MM-dd", trim = true)
    private LocalDate date;
    @DataField(pos = 4, trim = true)
    private String latitude;
    @DataField(pos = 5, trim = true)
    private String longitude;
    @DataField(pos = 6, required = true, trim = true)
    private String sensitive;
    @DataField(pos = 7, trim = true)
    private String tags;
    @DataField(pos = 8, trim = true)
    private String sources;

    /** What the row is called where it comes from; no two rows share one. */
    public String getKey() {
        return key;
    }

    /** This row, if it can become an incident as far as can be told without asking Atlos. */
    public IntakeRow getChecked() {
        require(KEY.matcher(key).matches(), "key: letters, digits and _ . / : - only, 100 at most");
        require(Stream.of(key, description, sensitive, tags, sources).noneMatch(text -> text != null && text.indexOf(NOT_UTF_8) >= 0),
                "the file is not in UTF-8");
        require(isGiven(latitude) == isGiven(longitude), "latitude and longitude: both or none");
        getUrls().forEach(IntakeRow::checkUrl);
        return this;
    }

    /** For {@code atlos:incidents?operation=create}, which checks the values. */
    public Map<String, Object> getIncident() {
        Map<String, Object> incident = new LinkedHashMap<>();
        incident.put("description", description);
        incident.put("sensitive", list(sensitive));
        // By it a person finds the incident if the answer is lost.
        incident.put("more_info", "Intake key: " + key);
        if (date != null) {
            incident.put("date", date.toString());
        }
        if (isGiven(latitude)) {
            incident.put("geolocation", latitude + "," + longitude);
        }
        if (!list(tags).isEmpty()) {
            incident.put("tags", list(tags));
        }
        return incident;
    }

    public List<String> getUrls() {
        return split(sources, "\\s+");
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static List<String> list(String text) {
        return split(text, ";");
    }

    private static List<String> split(String text, String by) {
        return text == null ? List.of() : Stream.of(text.split(by)).map(String::strip).filter(part -> !part.isEmpty()).distinct().toList();
    }

    private static void checkUrl(String url) {
        boolean web;
        try {
            URI uri = URI.create(url);
            web = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            web = false;
        }
        require(web, "sources: web addresses only, with a space between them");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
