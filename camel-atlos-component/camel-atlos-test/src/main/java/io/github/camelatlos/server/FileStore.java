package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Stored files: small ones with their bytes, of the others only what the API shows of them. */
final class FileStore {

    static final int KEPT_BYTES = 1 << 20;

    // Measured: the extension decides, whatever type the sender gives.
    private static final Map<String, String> MIME_TYPES = Map.ofEntries(
            Map.entry("txt", "text/plain"), Map.entry("html", "text/html"), Map.entry("htm", "text/html"),
            Map.entry("csv", "text/csv"), Map.entry("json", "application/json"), Map.entry("xml", "text/xml"),
            Map.entry("pdf", "application/pdf"), Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"), Map.entry("gif", "image/gif"), Map.entry("webp", "image/webp"),
            Map.entry("tif", "image/tiff"), Map.entry("tiff", "image/tiff"), Map.entry("bmp", "image/bmp"),
            Map.entry("heic", "image/heic"), Map.entry("avif", "image/avif"), Map.entry("avi", "video/x-msvideo"),
            Map.entry("3gp", "video/3gpp"), Map.entry("mpeg", "video/mpeg"), Map.entry("mpg", "video/mpeg"),
            Map.entry("ogv", "video/ogg"), Map.entry("ts", "video/mp2t"), Map.entry("wmv", "video/x-ms-wmv"),
            Map.entry("md", "text/markdown"), Map.entry("css", "text/css"), Map.entry("js", "text/javascript"),
            Map.entry("svg", "image/svg+xml"), Map.entry("mp4", "video/mp4"), Map.entry("mov", "video/quicktime"),
            Map.entry("webm", "video/webm"), Map.entry("mp3", "audio/mpeg"), Map.entry("wav", "audio/x-wav"),
            Map.entry("gz", "application/gzip"), Map.entry("zip", "application/zip"));

    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

    Artifact keep(byte[] content, String fileName, JsonNode title) {
        UploadedFile file = new UploadedFile(fileName);
        file.add(ByteBuffer.wrap(content));
        return keep(file, title);
    }

    Artifact keep(UploadedFile file, JsonNode title) {
        String extension = extension(file.name());
        if (!Media.of(mimeType(extension)).readable(file)) {
            throw new ServerCrash("a damaged " + extension);
        }
        String suffix = extension.isEmpty() ? "" : "." + extension;
        String stored = "original-multipart-" + ThreadLocalRandom.current().nextLong(1_000_000_000L) + "-1" + suffix + suffix;
        // Measured: a very long extension is a crash; the stored name holds it twice.
        if (stored.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw new ServerCrash("a file name that the storage can't hold");
        }
        Artifact artifact = new Artifact(RandomIds.uuid(), title, file.size(), mimeType(extension), stored, file.sha256());
        file.kept().ifPresent(kept -> bytes.put(artifact.id(), kept));
        return artifact;
    }

    Optional<byte[]> bytes(String artifactId) {
        return Optional.ofNullable(bytes.get(artifactId));
    }

    static String mimeType(String extension) {
        return MIME_TYPES.getOrDefault(extension.toLowerCase(Locale.ROOT), "application/octet-stream");
    }

    private static String extension(String fileName) {
        String last = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot <= 0 ? "" : last.substring(dot + 1);
    }
}
