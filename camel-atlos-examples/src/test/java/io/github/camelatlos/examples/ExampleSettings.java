package io.github.camelatlos.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** What was said from outside about a run of an example, with -D or in the environment, as Camel itself reads both. */
final class ExampleSettings {

    private static final String ANY_FOLDER = "example.folder";

    private final String name;
    private final Path home;
    private final Map<String, String> environment;
    private final Properties properties;
    /** Settled at the start: an invented token becomes a property too. */
    private final boolean real;

    ExampleSettings(String name, Path home, Map<String, String> environment, Properties properties) {
        this.name = name;
        this.home = home;
        this.environment = environment;
        this.properties = properties;
        this.real = isGiven("atlos.token") || isGiven("camel.component.atlos.token") || name.equals("airgap") && "in.yaml".equals(given("example.files"));
    }

    /** A real project is read; or, on the other side of a gap, what was carried over from one. */
    boolean isReal() {
        return real;
    }

    boolean isGiven(String key) {
        return given(key) != null;
    }

    /** With -Dbackup.folder, or as BACKUP_FOLDER; null if neither says anything. */
    String given(String key) {
        String value = properties.getProperty(key, environment.get(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** What is given wins. */
    void set(Map<String, String> values) {
        values.forEach((key, value) -> {
            if (!isGiven(key)) {
                properties.setProperty(key, value);
            }
        });
    }

    /** What its settings begin with in the example's own application.properties. */
    String prefix() {
        return switch (name) {
            case "cloud-soar" -> "soar";
            case "mongodb-atlas" -> "mirror";
            default -> name;
        };
    }

    String folderKey() {
        return prefix() + ".folder";
    }

    /** Where the example keeps how far it came, and what it writes. Of a real project that stays, so somebody has to say where. */
    Path folder() throws IOException {
        Path parent = isGiven(ANY_FOLDER) ? Path.of(given(ANY_FOLDER)).toAbsolutePath() : null;
        if (isGiven(folderKey())) {
            return isReal() ? stays(Path.of(given(folderKey())).toAbsolutePath()) : empty(Path.of(given(folderKey())).toAbsolutePath());
        } else if (!isReal()) {
            // Marks of an invented Atlos that is gone would only be in the way.
            return Files.createTempDirectory(Files.createDirectories(parent == null ? home.resolve("target/example") : parent), name + "-invented-");
        } else if (parent == null) {
            throw new IllegalStateException(("This is a real project: name the folder in which the example keeps how far it came and what it writes, with"
                    + " -D%s=/where/it/stays (%s goes into a folder of its own there) or -D%s=/where/it/stays").formatted(ANY_FOLDER, name, folderKey()));
        }
        return stays(parent.resolve(name));
    }

    private static Path empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new IllegalStateException(folder + " is not empty, and the invented Atlos is a new one at each run: name an empty folder, or none");
            }
        }
        return folder;
    }

    private Path stays(Path folder) throws IOException {
        if (isReal() && folder.normalize().startsWith(home.resolve("target").normalize())) {
            throw new IllegalStateException(folder + " is deleted by mvn clean: name a folder that stays, with -D" + folderKey() + "=/where/it/stays");
        }
        return Files.createDirectories(folder.normalize());
    }
}
