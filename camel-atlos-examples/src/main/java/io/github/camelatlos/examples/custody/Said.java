package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tokens and proofs say of each file that was kept, for the note in Atlos. It is read from the manifest: the same bytes may be of two source
 * materials, they may be stamped before their note is there, and Atlos may be away when they are.
 */
public final class Said {

    /** @param line the manifest's, of how the file was had */
    public record Statement(long line, String sourceMaterial, String sha256, Map<String, Object> note) {
    }

    private record Kept(long line, String sourceMaterial, String sha256, Instant at) {
    }

    /** After a restart it is looked at again whether newer ones have arrived. */
    private static final Duration RECENT = Duration.ofDays(7);

    private final Clock clock;
    private Custody custody;
    private boolean isFirst = true;
    /** By line: how much of it stands in the note. */
    private final Map<Long, Integer> written = new HashMap<>();

    public Said() {
        this(Clock.systemUTC());
    }

    Said(Clock clock) {
        this.clock = clock;
    }

    public void setCustody(Custody custody) {
        this.custody = custody;
    }

    /** What does not stand in its note yet, as far as is known here. */
    public synchronized List<Statement> open() throws IOException {
        ManifestFolder folder = custody.manifest().folder();
        if (!Files.exists(folder.path().resolve("tokens")) && !Files.exists(folder.path().resolve("proofs"))) {
            return List.of();
        }
        Map<String, Kept> kept = new LinkedHashMap<>();
        Map<String, Map<String, Object>> notes = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        new ManifestReader(folder).read((day, line) -> {
            JsonNode json = line.json();
            String sha256 = json.path("sha256").asText();
            switch (line.kind()) {
            case "kept" -> {
                String id = json.path("sourceMaterial").asText();
                kept.put(id + " " + sha256, new Kept(line.number(), id, sha256, time(json.path("keptAt"))));
            }
            case "timestamp" -> {
                notes.computeIfAbsent(sha256, each -> new LinkedHashMap<>()).putAll(Map.of("stampedAt", json.path("time").asText(), "stampedBy", json.path("authority").asText()));
                times.merge(sha256, time(json.path("time")), Said::later);
            }
            case "proof" -> {
                if (json.hasNonNull("block")) {
                    notes.computeIfAbsent(sha256, each -> new LinkedHashMap<>()).put("bitcoinBlock", json.path("block").asInt());
                    times.merge(sha256, time(json.path("at")), Said::later);
                }
            }
            default -> {
                // Says nothing of a file.
            }
            }
        });
        List<Statement> open = new ArrayList<>();
        Instant recent = clock.instant().minus(RECENT);
        for (Kept each : kept.values()) {
            Map<String, Object> note = notes.getOrDefault(each.sha256(), Map.of());
            if (isFirst && !note.isEmpty() && later(each.at(), times.get(each.sha256())).isBefore(recent)) {
                written.put(each.line(), note.size());
            } else if (note.size() > written.getOrDefault(each.line(), 0)) {
                open.add(new Statement(each.line(), each.sourceMaterial(), each.sha256(), note));
            }
        }
        isFirst = false;
        return open;
    }

    /** It stands there, or there is nothing that it could be said of any more. */
    public synchronized void written(Statement statement) {
        written.put(statement.line(), statement.note().size());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A line with another time than ours is old. */
    private static Instant time(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }
}
