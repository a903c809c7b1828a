package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes up for what is not stamped yet: files' digests, and those of the manifest's days. No fetch ever waits for it. */
public final class Stamps {

    /** A file that has its token now. */
    public record Stamped(String sourceMaterial, String sha256, String time, String authority) {
    }

    private static final Logger LOG = LoggerFactory.getLogger("archive");

    private static final String DAY = ".jsonl";

    private Custody custody;
    private String url = "";
    private Path believed;

    public void setCustody(Custody custody) {
        this.custody = custody;
    }

    /** Of the authority; empty: nothing is stamped. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** A file of PEM certificates: whom to believe. */
    public void setCertificates(String file) {
        believed = file.isBlank() ? null : Path.of(file);
    }

    /** One by one, until all is stamped or the authority does not answer. */
    public List<Stamped> stamp() throws IOException {
        if (url.isBlank()) {
            return List.of();
        }
        Manifest manifest = custody.manifest();
        TimestampAuthority authority = new TimestampAuthority(url, TimestampAuthority.certificates(believed == null ? manifest.folder().authorities() : believed));
        List<Stamped> done = new ArrayList<>();
        for (Map.Entry<String, String> each : open(manifest).entrySet()) {
            try {
                String time = stamp(manifest, authority, each.getKey(), each.getValue());
                if (!each.getValue().endsWith(DAY)) {
                    done.add(new Stamped(each.getValue(), each.getKey(), time, url));
                }
            } catch (IOException e) {
                LOG.warn("{} digests are not stamped yet: {}", open(manifest).size(),
                        e instanceof TimestampToken.Wrong ? e.getMessage() : "the authority cannot be reached");
                break;
            }
        }
        return done;
    }

    private String stamp(Manifest manifest, TimestampAuthority authority, String sha256, String of) throws IOException {
        byte[] answer = authority.stamp(sha256);
        Path file = manifest.folder().token(sha256);
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling("." + file.getFileName());
        Files.write(next, answer);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        String time = authority.time(answer, sha256).toString();
        ObjectNode line = ManifestLine.nothing().put("kind", "timestamp").put("sha256", sha256).put("of", of).put("time", time)
                .put("authority", authority.url()).put("token", file.getFileName().toString()).put("tokenSha256", Sha256.of(answer)).put("tool", Custody.TOOL);
        manifest.append(line);
        return time;
    }

    /** The digests that no line says are stamped; with the source material that each is of, or the day. */
    private static Map<String, String> open(Manifest manifest) throws IOException {
        Map<String, String> open = new LinkedHashMap<>();
        new ManifestReader(manifest.folder()).read((day, line) -> {
            if (line.kind().equals("kept")) {
                open.putIfAbsent(line.json().path("sha256").asText(), line.json().path("sourceMaterial").asText());
            }
        });
        for (Path day : manifest.folder().days()) {
            if (ManifestFolder.day(day).isBefore(LocalDate.now(ZoneOffset.UTC))) {
                open.put(Sha256.of(day), day.getFileName().toString());
            }
        }
        new ManifestReader(manifest.folder()).read((day, line) -> {
            if (line.kind().equals("timestamp")) {
                open.remove(line.json().path("sha256").asText());
            }
        });
        return open;
    }
}
