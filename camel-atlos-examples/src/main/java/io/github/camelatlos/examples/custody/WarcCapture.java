package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.ParsingException;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/** A response in a WARC, read again to see whether it is what the manifest says. */
record WarcCapture(Path file, long position) {

    /** From the first request of a row of redirects to the last. */
    private static final Duration LONGEST = Duration.ofDays(1);

    Optional<String> differsFrom(JsonNode said) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(position);
            WarcRecord record = new WarcReader(channel).next().orElse(null);
            if (!(record instanceof WarcResponse response)) {
                return Optional.of("at byte " + position + " there is no response");
            }
            return differs(response, said);
        } catch (ParsingException | java.util.zip.ZipException e) {
            return Optional.of("at byte " + position + " it cannot be read");
        } catch (DateTimeException e) {
            return Optional.of("the times in the line are none");
        }
    }

    private static Optional<String> differs(WarcResponse response, JsonNode said) throws IOException {
        if (!response.target().equals(target(said.path("finalUrl").asText()))) {
            return Optional.of("the response is from another address than the line says");
        }
        Instant asked = Instant.parse(said.path("askedAt").asText());
        if (response.date().isBefore(asked.minusSeconds(1)) || response.date().isAfter(asked.plus(LONGEST))) {
            return Optional.of("the response is of %s, the line is of %s".formatted(response.date(), asked));
        }
        if (response.http().status() != said.path("status").asInt()) {
            return Optional.of("the response has another status than the line says");
        }
        String payload = payload(response);
        return payload.equals(said.path("sha256").asText()) ? Optional.empty() : Optional.of("the response holds another file than the line says");
    }

    /** A URL as WARC files want it (RFC 3986): without some characters that browsers send as they are. */
    static String target(String url) {
        int path = Math.max(url.indexOf('/', url.indexOf("://") + 3), 0);
        return url.substring(0, path) + Pattern.compile("[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})").matcher(url.substring(path))
                .replaceAll(odd -> "%%%02X".formatted((int) odd.group().charAt(0)));
    }

    private static String payload(WarcResponse response) throws IOException {
        InputStream body = new BufferedInputStream(response.http().body().stream());
        body.mark(2);
        boolean isGzip = response.http().headers().first("Content-Encoding").filter(coding -> coding.strip().matches("(?i)(x-)?gzip")).isPresent()
                && body.read() == 0x1f && body.read() == 0x8b;
        body.reset();
        return Sha256.of(isGzip ? new GZIPInputStream(body) : body);
    }
}
