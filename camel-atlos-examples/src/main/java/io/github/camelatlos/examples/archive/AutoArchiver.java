package io.github.camelatlos.examples.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.SourceMaterial;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Bellingcat's auto-archiver, at work on the same project. What it writes into a record's metadata is from its public module
 * atlos_feeder_db_storage: {@code processed: true}, and {@code status} {@code success} with {@code results}, or {@code error} with the error.
 */
public final class AutoArchiver {

    /** What to do with a record that it has processed. */
    public enum What {
        fetch, leave, retry
    }

    static final String NAMESPACE = "auto_archiver";

    private static final Pattern DONE = Pattern.compile("\\bDONE Metadata\\(status='[^'\n]{0,200}\\bsuccess\\b");

    private final What what;

    public AutoArchiver() {
        this(What.fetch);
    }

    AutoArchiver(What what) {
        this.what = what;
    }

    boolean hasDealtWith(SourceMaterial material) {
        JsonNode mark = mark(material);
        boolean processed = mark.path("processed").asBoolean();
        return switch (what) {
            case fetch -> false;
            case leave -> processed;
            case retry -> processed && !mark.path("status").asText().equals("error");
        };
    }

    /** The mark by which it leaves a record alone; null where it has written one itself that says more. */
    public Map<String, Object> markFor(SourceMaterial material, Map<String, Object> note) {
        JsonNode mark = mark(material);
        if (mark.path("processed").asBoolean() && !mark.path("status").asText().equals("error")) {
            return null;
        }
        return Map.of("processed", true, "status", "success", "results", Map.of("archived_by", "camel-atlos", "hash", "SHA256:" + note.get("sha256"), "url",
                String.valueOf(note.get("fetchedFrom"))));
    }

    /** A file that its csv_feeder reads: some of its versions pass over the first row, whatever is in it. */
    public static String csv(String url) {
        return "url\n\"" + url.strip().replaceAll("[\r\n]", "").replace("\"", "\"\"") + "\"\n";
    }

    /** For its command, each as one: no shell reads them, and no URL is among them. */
    public static List<String> arguments(String config, String file) {
        return List.of("--config", config, "--feeders", "csv_feeder", "--csv_feeder.files", file);
    }

    /**
     * What came of a run; null if it has archived. Its exit code alone says little: it ends with 0 also when it has archived nothing. What it did is in its log
     * (standard error), by its module console_db: {@code DONE Metadata(status='wayback: success', ...}.
     */
    public static String failure(int exit, String log) {
        if (exit != 0) {
            return "exit code " + exit;
        }
        String said = log == null ? "" : log;
        return DONE.matcher(said).find() ? null : said.contains("FAILED ") ? "exit code 0, but it says that it failed" : "exit code 0, but it does not say that it archived";
    }

    private static JsonNode mark(SourceMaterial material) {
        return material.getMetadata().path(NAMESPACE);
    }
}
