package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files in a folder; one that is not there holds none. */
public record KeptFolder(Path path) implements KeptFiles {

    @Override
    public Seen see(String name) throws IOException {
        try {
            return KeptFiles.seen(Files.newInputStream(path.resolve(name)));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public SortedSet<String> names() throws IOException {
        if (!Files.isDirectory(path)) {
            return new TreeSet<>();
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
