package io.github.camelatlos.examples.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.model.Artifact;
import io.github.camelatlos.model.SourceMaterial;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The note on how it ended, in the place of the claim: what is kept, what was said of it since, or why not and when to try again. */
public final class Outcomes {

    private static final int LONGEST_URL = 4000;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private Claims claims;
    private Duration firstWait = Duration.ofMinutes(10);

    public void setClaims(Claims claims) {
        this.claims = claims;
    }

    /** In seconds: after a failure; twice as long after each further one, up to a week. */
    public void setFirstWait(long seconds) {
        firstWait = Duration.ofSeconds(seconds);
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
        Map<String, Object> note = claims.begin("kept");
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

    /** Whether nobody is at it: a claim's place is taken by its outcome. */
    public boolean hasEnded(SourceMaterial material) {
        return !claims.note(material).path("result").asText().equals("claimed");
    }

    /** What stands there, with what was said of the file since; null if it is of another file by now. */
    public Map<String, Object> added(SourceMaterial material, String sha256, Map<String, Object> more) {
        JsonNode now = claims.note(material);
        if (!now.path("sha256").asText().equals(sha256)) {
            return null;
        }
        Map<String, Object> note = new LinkedHashMap<>();
        now.properties().forEach(each -> note.put(each.getKey(), each.getValue()));
        note.putAll(more);
        return note;
    }

    /** The note on what could not be done this time. */
    public Map<String, Object> failed(Map<String, Object> claim, Exception cause) {
        int attempt = (Integer) claim.get("attempt");
        Duration wait = firstWait.multipliedBy(1L << Math.min(attempt - 1, 20));
        Map<String, Object> note = claims.begin("failed");
        note.put("attempt", attempt);
        note.put("reason", reason(cause));
        note.put("nextTry", claims.now().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait).toString());
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
}
