package io.github.camelatlos.examples.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.archive.KeptFiles;
import io.github.camelatlos.examples.archive.KeptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a backup can be read without Atlos: every record and every file of it is opened, and what they point to is there. */
final class Drill {

    /**
     * What came of it.
     *
     * @param counts   by table, and of files
     * @param problems each in words, with the id that it is of
     */
    record Outcome(Map<String, Long> counts, List<String> problems) {

        boolean holds() {
            return problems.isEmpty();
        }
    }

    /** The records of one kind, from wherever they are. */
    private interface Source {
        void read(String kind, JsonLines.Each each) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final KeptFiles kept;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> stored = new LinkedHashMap<>();
    private final Set<String> incidents = new HashSet<>();
    private final Set<String> material = new HashSet<>();
    private boolean away;

    Drill(Path folder) {
        this(folder, new KeptFolder(folder.resolve("files")));
    }

    Drill(Path folder, KeptFiles kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** From the JSON Lines files. */
    Outcome ofFiles() throws IOException {
        return run((kind, each) -> {
            JsonLines lines = new JsonLines(folder.resolve(kind + ".jsonl"));
            lines.read(each);
            if (lines.damaged() > 0) {
                problems.add(kind + ".jsonl: " + lines.damaged() + " lines cannot be read");
            }
        });
    }

    /** From the tables; the user and the password may be in the URL. */
    Outcome ofDatabase(String url) throws IOException {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            // So many at a time: PostgreSQL's driver reads all of them into memory otherwise.
            connection.setAutoCommit(false);
            statement.setFetchSize(500);
            return run((kind, each) -> {
                try (ResultSet rows = statement.executeQuery("select raw from " + kind.replace('-', '_'))) {
                    while (rows.next()) {
                        each.record(JSON.readTree(rows.getString(1)));
                    }
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            });
        } catch (SQLException e) {
            throw new IOException("The database cannot be read: " + e.getSQLState(), e);
        }
    }

    private Outcome run(Source source) throws IOException {
        files();
        source.read("incidents", json -> {
            count("incidents");
            incidents.add(json.path("id").asText());
        });
        source.read("source-material", json -> {
            count("source-material");
            material.add(json.path("id").asText());
            refers(json, "incident_id", incidents, "source material");
            json.path("artifacts").forEach(each -> artifact(json.path("id").asText(), each));
        });
        source.read("updates", json -> {
            count("updates");
            refers(json, "media_id", incidents, "update");
            refers(json, "media_version_id", material, "update");
        });
        if (counts.isEmpty()) {
            problems.add(folder + ": no record and no file is there");
        }
        return new Outcome(counts, problems);
    }

    /** Each file that is stored is what its name says. */
    private void files() throws IOException {
        Set<String> read = new HashSet<>();
        if (Files.exists(folder.resolve("files.jsonl"))) {
            for (String line : Files.readAllLines(folder.resolve("files.jsonl"))) {
                JsonNode json;
                try {
                    json = JSON.readTree(line);
                } catch (JsonProcessingException e) {
                    problems.add("files.jsonl: a line cannot be read");
                    continue;
                }
                stored.put(json.path("artifact").asText(), json.path("sha256").asText());
                if (read.add(json.path("sha256").asText())) {
                    count("files");
                    file(json);
                }
            }
        }
    }

    private void file(JsonNode json) {
        String name = json.path("file").asText();
        if (away || !name.matches("[0-9a-f]{64}\\.[a-z0-9]{1,8}")) {
            problems.add("files/" + name + (away ? ": not looked at" : ": is no name of a file"));
            return;
        }
        try {
            KeptFiles.Seen seen = kept.see(name);
            if (seen == null) {
                problems.add("files/" + name + ": missing");
            } else if (!seen.sha256().equals(json.path("sha256").asText())) {
                problems.add("files/" + name + ": changed");
            }
        } catch (KeptFiles.Away e) {
            away = true;
            problems.add(e.getMessage());
            problems.add("files/" + name + ": not looked at");
        } catch (IOException e) {
            problems.add("files/" + name + ": cannot be read: " + e.getMessage());
        }
    }

    private void artifact(String of, JsonNode artifact) {
        count("artifacts");
        String sha256 = stored.get(artifact.path("id").asText());
        if (sha256 == null) {
            problems.add("source material " + of + ": its file " + artifact.path("id").asText() + " is not stored");
        } else if (artifact.hasNonNull("file_hash_sha256") && !artifact.path("file_hash_sha256").asText().equalsIgnoreCase(sha256)) {
            problems.add("source material " + of + ": its file " + artifact.path("id").asText() + " is another one than Atlos tells of");
        }
    }

    private void refers(JsonNode json, String key, Set<String> to, String what) {
        if (json.hasNonNull(key) && !to.contains(json.path(key).asText())) {
            problems.add(what + " " + json.path("id").asText() + ": its " + key + " " + json.path(key).asText() + " is not there");
        }
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }
}
