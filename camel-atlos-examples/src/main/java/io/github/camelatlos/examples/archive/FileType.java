package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** What a file is: told by its bytes, then by what the site says where that is the same but closer, and last by its name. */
final class FileType {

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    private static final MediaType ARCHIVE = MediaType.application("zip");
    /** Where Tika's first choice is one that few know. */
    private static final Map<String, String> USUAL = Map.of(".qt", ".mov", ".mpga", ".mp3");

    private FileType() {
    }

    /** With its dot. Atlos keeps nothing of a file's name but this, and takes the type of the file from it. */
    static String extension(Path file, String contentType, String name) throws IOException {
        MediaType type = detect(file, contentType, null);
        if (type.equals(MediaType.OCTET_STREAM) || type.equals(ARCHIVE)) {
            type = detect(file, contentType, name);
        }
        try {
            String extension = TYPES.forName(type.getBaseType().toString()).getExtension();
            return extension.matches("\\.[a-z0-9]{1,8}") ? USUAL.getOrDefault(extension, extension) : ".bin";
        } catch (MimeTypeException e) {
            return ".bin";
        }
    }

    private static MediaType detect(Path file, String contentType, String name) throws IOException {
        Metadata hints = new Metadata();
        if (contentType != null) {
            hints.set(HttpHeaders.CONTENT_TYPE, contentType);
        }
        if (name != null) {
            hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return TYPES.detect(in, hints);
        }
    }
}
