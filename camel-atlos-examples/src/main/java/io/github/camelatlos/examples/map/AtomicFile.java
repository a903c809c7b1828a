package io.github.camelatlos.examples.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** A file that its readers see whole, as it was or as it is: Camel's own file endpoint deletes the old one first. */
public final class AtomicFile {

    private Path path;
    private byte[] written;

    public void setPath(String path) {
        this.path = Path.of(path);
    }

    /** Does nothing if these bytes are what was written last. */
    public synchronized void write(byte[] bytes) throws IOException {
        if (Arrays.equals(bytes, written)) {
            return;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        // Not a temporary file of Java's, which only its owner can read: a web server reads these.
        Path temporary = path.toAbsolutePath().resolveSibling("." + path.getFileName() + ".part");
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        written = bytes;
    }
}
