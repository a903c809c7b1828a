package io.github.camelatlos.examples.publish;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder that its readers see whole, as it was or as it is: a link to the set, which is turned to the next one in one step.
 * The set before is deleted at once, for something in it may have become dangerous.
 */
public final class PublicFolder {

    private Path link;

    public void setPath(String path) {
        this.link = Path.of(path).toAbsolutePath().normalize();
    }

    public void replace(PublishedSet set) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new FileAlreadyExistsException(link.toString(), null, "is not a link that this made; move it away, or name another folder");
        }
        Path sets = Files.createDirectories(link.resolveSibling("." + link.getFileName() + "-sets"));
        // Never into the folder that is read, though it be the same set.
        Path next = sets.resolve(set.name() + (sets.resolve(set.name()).equals(current()) ? "-again" : ""));
        // What a run that was killed left.
        delete(List.of(next));
        for (Map.Entry<String, byte[]> file : set.files().entrySet()) {
            Path path = next.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        Path turned = sets.resolve("next");
        Files.deleteIfExists(turned);
        Files.createSymbolicLink(turned, link.getParent().relativize(next));
        Files.move(turned, link, StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> all = Files.list(sets)) {
            delete(all.filter(path -> !path.equals(next)).toList());
        }
    }

    private Path current() throws IOException {
        return Files.isSymbolicLink(link) ? link.resolveSibling(Files.readSymbolicLink(link)).normalize() : null;
    }

    private static void delete(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
    }
}
