package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        for (Map.Entry<String, String> each : OpenDigests.of(manifest, "timestamp").entrySet()) {
            try {
                String time = stamp(manifest, authority, each.getKey(), each.getValue());
                if (!OpenDigests.isDay(each.getValue())) {
                    done.add(new Stamped(each.getValue(), each.getKey(), time, url));
                }
            } catch (IOException e) {
                LOG.warn("{} digests are not stamped yet: {}", OpenDigests.of(manifest, "timestamp").size(),
                        e instanceof TimestampToken.Wrong ? e.getMessage() : "the authority cannot be reached");
                break;
            }
        }
        return done;
    }

    private String stamp(Manifest manifest, TimestampAuthority authority, String sha256, String of) throws IOException {
        byte[] answer = authority.stamp(sha256);
        Path file = manifest.folder().token(sha256);
        ManifestFolder.write(file, answer);
        String time = authority.time(answer, sha256).toString();
        ObjectNode line = ManifestLine.nothing().put("kind", "timestamp").put("sha256", sha256).put("of", of).put("time", time)
                .put("authority", authority.url()).put("token", file.getFileName().toString()).put("tokenSha256", Sha256.of(answer)).put("tool", Custody.TOOL);
        manifest.append(line);
        return time;
    }
}
