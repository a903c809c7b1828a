package io.github.camelatlos.examples.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.SourceMaterial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The note that the archive keeps in a source material's metadata: who is at it. It is a
 * lease, not a lock (Atlos has no write-if-unchanged): workers whose clocks are minutes apart, or that are stopped in the
 * middle, at worst fetch a file twice, and it is stored once.
 */
public final class Claims {

    /** What is written meanwhile is erased when Atlos's own archiver ends (measured). */
    private static final Set<String> BEING_ARCHIVED = Set.of("pending", "processing");

    private final Clock clock;
    private String namespace = "camel-atlos-archive";
    private String worker = "worker-" + UUID.randomUUID().toString().substring(0, 8);
    private Duration lease = Duration.ofHours(1);
    private AutoArchiver autoArchiver = new AutoArchiver(AutoArchiver.What.fetch);

    public Claims() {
        this(Clock.systemUTC());
    }

    Claims(Clock clock) {
        this.clock = clock;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    /** Its name in the note; by default one made up at each start. */
    public void setWorker(String worker) {
        if (!worker.isBlank()) {
            this.worker = worker;
        }
    }

    /** In seconds, longer than the longest fetch, store and upload: then a claim without an outcome is free again. */
    public void setLease(long seconds) {
        lease = Duration.ofSeconds(seconds);
    }

    /** Of Bellingcat's auto-archiver: {@code fetch} all the same, {@code leave} what it has processed, {@code retry} what it failed on. */
    public void setAutoArchiver(AutoArchiver.What what) {
        autoArchiver = new AutoArchiver(what);
    }

    /** Whether there is something to fetch that nobody is at. */
    public boolean isOpen(SourceMaterial material) {
        return !autoArchiver.hasDealtWith(material) && isFree(material);
    }

    private boolean isFree(SourceMaterial material) {
        String url = material.getSourceUrl();
        if (!"visible".equals(material.getVisibility()) || BEING_ARCHIVED.contains(String.valueOf(material.getStatus())) || url == null || url.isBlank()) {
            return false;
        }
        JsonNode note = note(material);
        return switch (note.path("result").asText()) {
            case "kept" -> false;
            case "claimed" -> isPast(note.path("at"), lease);
            case "failed" -> isPast(note.path("nextTry"), Duration.ZERO);
            default -> true;
        };
    }

    /** The note to write before anything is fetched. */
    public Map<String, Object> claim(SourceMaterial material) {
        Map<String, Object> note = begin("claimed");
        note.put("claim", UUID.randomUUID().toString());
        note.put("attempt", note(material).path("attempt").asInt(0) + 1);
        return note;
    }

    /** Whether that claim is what stands there, read again. */
    public boolean holds(SourceMaterial material, Map<String, Object> claim) {
        return note(material).path("claim").asText().equals(claim.get("claim"));
    }

    /** What stands in each note. */
    Map<String, Object> begin(String result) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("result", result);
        note.put("worker", worker);
        note.put("at", now().toString());
        return note;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Something else than a time, which we did not write, holds nobody up. */
    private boolean isPast(JsonNode time, Duration after) {
        try {
            return !Instant.parse(time.asText()).plus(after).isAfter(clock.instant());
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    JsonNode note(SourceMaterial material) {
        return material.getMetadata().path(namespace);
    }
}
