package io.github.camelatlos.examples.publish;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may leave the house, from one file. What the file does not say is not published: a missing key is the strictest choice, and
 * a key that is none is an error, since it may be one with a typing mistake that somebody relies on.
 *
 * @param title       of the page and the feed; the project's own name stays inside
 * @param note        a line below it
 * @param statuses    which incidents
 * @param delayDays   nothing that happened, or was entered, fewer days ago
 * @param gridKm      places are moved to the nearest point of a grid of that width; 0: as they are
 * @param sensitive   markings that may be published beside "Not Sensitive"
 * @param restricted  whether those that are hidden or frozen in Atlos may be
 * @param tags        which tags may be told; "*" for all
 * @param attributes  which of the project's own attributes, by name
 * @param description whether descriptions are
 * @param sources     "url", "archive", both or none: the links of source material that is visible
 * @param archiveNote the metadata namespace in which the archive keeps its note
 * @param archiveLink where a kept file can be seen, with the note's fields in braces: {@code https://evidence.example.org/{sha256}}
 * @param atlosLink   whether a card leads to the incident in Atlos, for readers who have an account there
 * @param counts      whether the page says how many incidents are not shown, and why
 * @param address     where the set will be, for the feed; without it there is none
 */
public record Rules(String title, String note, Set<String> statuses, int delayDays, double gridKm, Set<String> sensitive, boolean restricted,
        Set<String> tags, Set<String> attributes, boolean description, Set<String> sources, String archiveNote, String archiveLink,
        boolean atlosLink, boolean counts, String address) {

    private static final String HARMLESS = "Not Sensitive";
    private static final Set<String> KEYS = Set.of("title", "note", "statuses", "delay.days", "grid.km", "sensitive", "restricted", "tags",
            "attributes", "description", "sources", "archive.note", "archive.link", "atlos.link", "counts", "address");

    public static Rules read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        List<String> unknown = properties.stringPropertyNames().stream().filter(key -> !KEYS.contains(key)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(file + ": unknown " + unknown + "; known are " + KEYS.stream().sorted().toList());
        }
        Keys keys = new Keys(file, properties);
        return new Rules(keys.text("title"), keys.text("note"), keys.set("statuses"), keys.number("delay.days", Integer.MAX_VALUE).intValue(),
                keys.number("grid.km", 100), keys.set("sensitive"), keys.yes("restricted"), keys.set("tags"), keys.set("attributes"),
                keys.yes("description"), keys.oneOf("sources", Set.of("url", "archive")), keys.text("archive.note"), keys.link("archive.link"),
                keys.yes("atlos.link"), keys.yes("counts"), keys.link("address"));
    }

    boolean mayTellTag(String tag) {
        return tags.contains("*") || tags.contains(tag);
    }

    /** Whether every marking may be published; one without any marking is not known to be harmless. */
    boolean mayTellSensitive(List<String> markings) {
        return !markings.isEmpty() && markings.stream().allMatch(marking -> marking.equals(HARMLESS) || sensitive.contains(marking));
    }

    private record Keys(Path file, Properties properties) {

        String text(String key) {
            return properties.getProperty(key, "").strip();
        }

        Set<String> set(String key) {
            return Set.copyOf(Stream.of(text(key).split(",")).map(String::strip).filter(each -> !each.isEmpty()).distinct().toList());
        }

        Set<String> oneOf(String key, Set<String> known) {
            Set<String> found = set(key);
            if (!known.containsAll(found)) {
                throw wrong(key, "of " + known.stream().sorted().toList());
            }
            return found;
        }

        boolean yes(String key) {
            return switch (text(key)) {
                case "true" -> true;
                case "false", "" -> false;
                default -> throw wrong(key, "true or false");
            };
        }

        Double number(String key, double strictest) {
            String text = text(key);
            if (text.isEmpty()) {
                return strictest;
            }
            if (!text.matches("\\d{1,5}(\\.\\d{1,3})?")) {
                throw wrong(key, "a number");
            }
            return Double.valueOf(text);
        }

        String link(String key) {
            if (!text(key).matches("(https?://\\S+)?")) {
                throw wrong(key, "a web address");
            }
            return text(key);
        }

        private IllegalArgumentException wrong(String key, String wanted) {
            return new IllegalArgumentException("%s: %s is '%s'; it must be %s".formatted(file, key, text(key), wanted));
        }
    }
}
