package io.github.camelatlos.examples.intake;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import io.github.camelatlos.examples.Sha256;
import okhttp3.HttpUrl;

/** One row of the file that comes in. To take other columns, change this class. */
public record IntakeRow(String key, String description, String date, String latitude, String longitude, String sensitive, String tags,
        String sources) {

    static final List<String> COLUMNS = List.of("key", "description", "date", "latitude", "longitude", "sensitive", "tags", "sources");

    /** It also goes into the report, which is opened in spreadsheets: so it cannot begin as a formula does. */
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_./:-]{0,99}");
    private static final String SPACE = "[\\s\\u00A0]+";
    /** A comma or a semicolon belongs to an address, unless another address begins behind it. */
    private static final Pattern BETWEEN_SOURCES = Pattern.compile(SPACE + "|[,;]+" + "(?=(?i:https?://|www\\.)|$)|[,;]+" + SPACE);

    /** Null cells are not possible; empty ones are. */
    static IntakeRow of(List<String> cells) {
        if (cells.size() != COLUMNS.size()) {
            throw new BadRow(null, cells.size() + " cells, and there are " + COLUMNS.size() + " columns", "put texts with commas into quotation marks");
        }
        List<String> texts = cells.stream().map(String::strip).toList();
        IntakeRow row = new IntakeRow(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4), texts.get(5), texts.get(6), texts.get(7));
        row.check();
        return row;
    }

    static void checkColumns(List<String> line) {
        List<String> names = line.stream().map(String::strip).map(String::toLowerCase).toList();
        if (!names.equals(COLUMNS)) {
            throw new BadRow(null, "other columns", "make the first line " + String.join(",", COLUMNS));
        }
    }

    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    private void check() {
        require(isKey(key), "key", key.isEmpty() ? "empty" : "not a key", "use letters, digits and _ . / : - only, 100 at most, beginning with a letter or digit");
        require(!description.isEmpty(), "description", "empty", "say what happened");
        require(!sensitive.isEmpty(), "sensitive", "empty", "write Not Sensitive, or what it is");
        require(date.isEmpty() || isDay(date), "date", "not a date: " + date, "write a day that there is as yyyy-mm-dd");
        require(latitude.isEmpty() == longitude.isEmpty(), latitude.isEmpty() ? "latitude" : "longitude", "empty", "give both, or none");
        getUrls().forEach(url -> require(HttpUrl.parse(url) != null, "sources", "not a web address: " + url,
                "write addresses that begin with http:// or https://, with a space between them"));
    }

    /** Atlos does not check: 2024-02-30 would break its own page. */
    private static boolean isDay(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() >= 1;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** For {@code atlos:incidents?operation=create}, which checks the values. */
    public Map<String, Object> getIncident() {
        Map<String, Object> incident = new LinkedHashMap<>();
        incident.put("description", description);
        incident.put("sensitive", list(sensitive));
        // By it a person finds the incident if the answer is lost.
        incident.put("more_info", "Intake key: " + key);
        if (!date.isEmpty()) {
            incident.put("date", date);
        }
        if (!latitude.isEmpty()) {
            incident.put("geolocation", latitude + "," + longitude);
        }
        if (!list(tags).isEmpty()) {
            incident.put("tags", list(tags));
        }
        return incident;
    }

    public List<String> getUrls() {
        return parts(BETWEEN_SOURCES.split(sources));
    }

    /** What the ledger keeps of an incident: its slug, and by what the row is known again that it was made of. */
    public String entry(String slug) {
        return slug + " " + fingerprint();
    }

    /** The incident that was made of this very row. */
    public String slugOf(String entry) {
        String[] parts = entry.split(" ");
        if (parts.length > 1 && !parts[1].equals(fingerprint())) {
            throw new BadRow("key", "used before, for another row, which became " + parts[0], "give this row a key of its own, or change the incident in Atlos");
        }
        return parts[0];
    }

    /** More sources for the same row are welcome, so they do not count. */
    private String fingerprint() {
        return Sha256.of(String.join("\n", description, date, latitude, longitude, sensitive, tags)).substring(0, 16);
    }

    private static List<String> list(String text) {
        return parts(text.split(";"));
    }

    private static List<String> parts(String[] parts) {
        return Stream.of(parts).map(String::strip).filter(part -> !part.isEmpty()).distinct().toList();
    }

    private static void require(boolean holds, String column, String what, String advice) {
        if (!holds) {
            throw new BadRow(column, what, advice);
        }
    }
}
