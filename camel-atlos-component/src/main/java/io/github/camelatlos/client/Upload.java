package io.github.camelatlos.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to upload.
 *
 * @param source   opened anew for each attempt
 * @param length   bytes, or -1 if not known
 * @param fileName only its extension is kept by the server
 * @param title    one plain string, or null
 */
public record Upload(Source source, long length, String fileName, String title) {

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }
}
