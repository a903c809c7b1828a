package io.github.camelatlos.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path of a checkpoint file as people write it, and the one file that it means. */
final class CheckpointPath {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointPath.class);
    private static final int MOST_LINKS = 40;

    private final Path given;

    private CheckpointPath(Path given) {
        this.given = given;
    }

    /** @throws IllegalArgumentException if it cannot be a path */
    static CheckpointPath of(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("checkpointFile is empty; it must be the path of a file, such as /var/lib/atlos/incidents.checkpoint");
        }
        if (text.startsWith("~")) {
            throw new IllegalArgumentException("checkpointFile is '" + text + "', but only a shell knows what ~ means; write the whole path");
        }
        if (text.regionMatches(true, 0, "file:", 0, 5)) {
            throw new IllegalArgumentException("checkpointFile is '" + text + "', a URL; write it as a path: " + text.substring(5));
        }
        try {
            return new CheckpointPath(Path.of(text.strip()).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("checkpointFile is '" + text + "', which is no path (" + e.getReason() + ")", e);
        }
    }

    /** The file itself, whatever links lead to it; its folder is made if it is missing. */
    Path resolve() throws IOException {
        Path file = given;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("the links of " + given + " lead in a circle");
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            LOG.warn("The folder {} of the checkpoint was missing and has been made. If a checkpoint should have been there, stop and look "
                    + "why it is not", folder);
        }
        Path real = folder.toRealPath().resolve(file.getFileName());
        if (Files.isDirectory(real)) {
            throw new IOException(real + " is a folder; name a file in it");
        }
        if (hasOtherNames(real)) {
            throw new IOException(real + " has a second name (a hard link), under which another consumer could use it; copy it instead");
        }
        return real;
    }

    private static boolean hasOtherNames(Path real) throws IOException {
        return Files.exists(real) && Files.getFileStore(real).supportsFileAttributeView("unix")
                && Files.getAttribute(real, "unix:nlink") instanceof Integer names && names > 1;
    }

    @Override
    public String toString() {
        return given.toString();
    }
}
