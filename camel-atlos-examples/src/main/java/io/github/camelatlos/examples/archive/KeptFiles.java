package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedSet;
import io.github.camelatlos.examples.Sha256;
import org.apache.camel.CamelContext;

/** Where files were kept, each under its name: a folder or a bucket. Only read here. */
public interface KeptFiles {

    /** What a file's bytes are, read to their end and never held. */
    record Seen(String sha256, long size) {
    }

    /** The place as a whole cannot be read: nothing can be said of any file in it. */
    final class Away extends IOException {

        private static final long serialVersionUID = 1L;

        Away(String where, Throwable cause) {
            super(where + " cannot be read: " + cause.getMessage(), cause);
        }
    }

    /** @param where a folder, or a bucket as a route names it: {@code aws2-s3:BUCKET?region=eu-central-1} */
    static KeptFiles at(CamelContext camel, String where) {
        return where.startsWith("aws2-s3:") ? new KeptBucket(camel, where) : new KeptFolder(Path.of(where));
    }

    /** Null if there is none of that name. */
    Seen see(String name) throws IOException;

    /** All of them; what begins with a dot is not finished. */
    SortedSet<String> names() throws IOException;

    /** Closes it too. */
    static Seen seen(InputStream file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (file) {
            long size = new DigestInputStream(file, digest).transferTo(OutputStream.nullOutputStream());
            return new Seen(HexFormat.of().formatHex(digest.digest()), size);
        }
    }
}
