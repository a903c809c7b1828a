package io.github.camelatlos.examples.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.model.Artifact;
import io.github.camelatlos.model.SourceMaterial;
import java.io.IOException;
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
 * The note that the archive keeps in a source material's metadata: who is at it, how it ended, when to try again. It is a
 * lease, not a lock (Atlos has no write-if-unchanged): workers whose clocks are minutes apart, or that are stopped in the
 * middle, at worst fetch a file twice, and it is stored once.
 */
public final class Claims {

    /** What is written meanwhile is erased when Atlos's own archiver ends (measured). */
    private static final Set<String> BEING_ARCHIVED = Set.of("pending", "processing");
    private static final int LONGEST_URL = 4000;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private final Clock clock;
    private String namespace = "camel-atlos-archive";
    private String worker = "worker-" + UUID.randomUUID().toString().substring(0, 8);
    private Duration lease = Duration.ofHours(1);
    private Duration firstWait = Duration.ofMinutes(10);
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

    /** In seconds: after a failure; twice as long after each further one, up to a week. */
    public void setFirstWait(long seconds) {
        firstWait = Duration.ofSeconds(seconds);
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

    /**
     * The note on what is kept, once Atlos has it too.
     *
     * @param record where it is written down how the file was had
     */
    public Map<String, Object> kept(SourceMaterial uploaded, Map<String, Object> claim, Vault.Kept kept, Download page, Map<String, Object> record)
            throws IOException {
        Artifact artifact = uploaded.getArtifacts().stream().filter(each -> kept.sha256().equals(each.sha256())).findFirst()
                .orElseThrow(() -> new IOException("Atlos does not hold what was uploaded"));
        Map<String, Object> note = begin("kept");
        note.put("attempt", claim.get("attempt"));
        note.put("sha256", kept.sha256());
        note.put("bytes", kept.size());
        note.put("artifact", artifact.id());
        note.put("fetchedFrom", page.url().substring(0, Math.min(page.url().length(), LONGEST_URL)));
        if (page.contentType() != null) {
            note.put("contentType", page.contentType());
        }
        if (page.contentEncoding() != null) {
            note.put("contentEncoding", page.contentEncoding());
        }
        note.putAll(record);
        return note;
    }

    /** What stands there, with the time that an authority has stamped the file; null if it is of another file by now. */
    public Map<String, Object> stamped(SourceMaterial material, String sha256, String time, String authority) {
        JsonNode now = note(material);
        if (!now.path("sha256").asText().equals(sha256)) {
            return null;
        }
        Map<String, Object> note = new LinkedHashMap<>();
        now.properties().forEach(each -> note.put(each.getKey(), each.getValue()));
        note.put("stampedAt", time);
        note.put("stampedBy", authority);
        return note;
    }

    /** The note on what could not be done this time. */
    public Map<String, Object> failed(Map<String, Object> claim, Exception cause) {
        int attempt = (Integer) claim.get("attempt");
        Duration wait = firstWait.multipliedBy(1L << Math.min(attempt - 1, 20));
        Map<String, Object> note = begin("failed");
        note.put("attempt", attempt);
        note.put("reason", reason(cause));
        note.put("nextTry", now().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait).toString());
        return note;
    }

    /** In words of ours: an exception's text may quote the source. */
    private static String reason(Exception cause) {
        if (cause instanceof NotFetched fetched) {
            return "source: " + fetched.getMessage();
        } else if (cause instanceof AtlosException atlos) {
            return "upload: " + atlos.getKind();
        }
        return "store: " + cause.getClass().getSimpleName();
    }

    private Map<String, Object> begin(String result) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("result", result);
        note.put("worker", worker);
        note.put("at", now().toString());
        return note;
    }

    private Instant now() {
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

    private JsonNode note(SourceMaterial material) {
        return material.getMetadata().path(namespace);
    }
}
