package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.examples.custody.Finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Whether each file is stamped, and each token holds: for that digest, by an authority that is believed, no earlier than the file. */
final class StampCheck {

    /** Between this computer's clock and the authority's. */
    private static final long SLACK_SECONDS = 300;

    private final ManifestFolder folder;
    private final Collection<X509Certificate> believed;
    private final Consumer<Finding> found;
    /** By digest: the file that is not stamped yet. */
    private final Map<String, String> open = new LinkedHashMap<>();
    private final Map<String, String> keptAt = new LinkedHashMap<>();

    StampCheck(ManifestFolder folder, Collection<X509Certificate> believed, Consumer<Finding> found) {
        this.folder = folder;
        this.believed = believed;
        this.found = found;
    }

    void line(ManifestLine line) throws IOException {
        String sha256 = line.json().path("sha256").asText();
        if (line.kind().equals("kept")) {
            if (keptAt.putIfAbsent(sha256, line.json().path("keptAt").asText()) == null) {
                open.put(sha256, line.json().path("file").asText());
            }
        } else if (line.kind().equals("timestamp") && sha256.matches("[0-9a-f]{64}")) {
            open.remove(sha256);
            token(sha256, line.json());
        }
    }

    private void token(String sha256, JsonNode said) throws IOException {
        Path file = folder.token(sha256);
        String where = "manifest/tokens/" + file.getFileName();
        if (!Files.exists(file)) {
            found.accept(new Finding(where, Problem.MISSING, "of " + said.path("of").asText()));
            return;
        }
        byte[] answer = Files.readAllBytes(file);
        try {
            Instant time = TimestampToken.checked(answer, sha256, believed).time();
            if (!time.toString().equals(said.path("time").asText()) || !Sha256.of(answer).equals(said.path("tokenSha256").asText())) {
                found.accept(new Finding(where, Problem.CHANGED, "it is not the token that the line tells of"));
            } else if (keptAt.containsKey(sha256) && Instant.parse(keptAt.get(sha256)).minusSeconds(SLACK_SECONDS).isAfter(time)) {
                found.accept(new Finding(where, Problem.TOKEN_INVALID, "it is of %s, and the line says that the file is of %s".formatted(time, keptAt.get(sha256))));
            }
        } catch (TimestampToken.Wrong e) {
            found.accept(new Finding(where, Problem.TOKEN_INVALID, e.getMessage()));
        } catch (DateTimeParseException e) {
            found.accept(new Finding(where, Problem.TOKEN_INVALID, "the line of its file has no time"));
        }
    }

    /** After the last line. */
    void end() {
        open.values().forEach(file -> found.accept(new Finding("files/" + file, Problem.NOT_STAMPED, "no line says that it is")));
    }
}
