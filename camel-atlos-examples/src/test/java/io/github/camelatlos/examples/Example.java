package io.github.camelatlos.examples;

import io.github.camelatlos.examples.alerts.MailAndChat;
import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.server.InventedAtlos;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs one example as the Camel CLI does: on an invented Atlos with people at work in it, or on a real one if ATLOS_TOKEN is
 * set. What else the example needs is started here too, unless it is configured. Ends with Ctrl-C, or after -Dexample.seconds.
 */
public final class Example {

    /** In camel-jbang-core, which is there with -Pexample only. */
    private static final String CAMEL_CLI = "org.apache.camel.dsl.jbang.core.commands.CamelJBangMain";

    private Example() {
    }

    public static void main(String[] args) throws Exception {
        String name = System.getProperty("example", "archive");
        Path folder = Path.of(System.getProperty("example.home", ".")).resolve(name).toAbsolutePath();
        String files = System.getProperty("example.files", files(name));
        String output = newFolder(folder.getParent().resolve("target/example"), name).toString();
        set(Map.of("example.folder", output, name + ".folder", output));
        InventedAtlos atlos = System.getenv("ATLOS_TOKEN") == null ? invent(name) : null;
        set(services(name, files, atlos));
        set(ExampleParts.of(name, Path.of(output), atlos));

        List<String> command = new ArrayList<>(List.of("run", "--download=false", "--properties=" + folder.resolve("application.properties")));
        Arrays.stream(files.split(",")).map(file -> folder.resolve(file.strip()).toString()).forEach(command::add);
        String seconds = System.getProperty("example.seconds");
        if (seconds != null) {
            command.add("--max-seconds=" + seconds);
        }
        System.out.println("camel " + String.join(" ", command) + "\nWhat it writes is in " + output);
        Class.forName(CAMEL_CLI).getMethod("run", String[].class).invoke(null, (Object) command.toArray(String[]::new));
    }

    private static InventedAtlos invent(String name) throws IOException {
        InventedAtlos atlos = new InventedAtlos();
        set(Map.of("camel.component.atlos.token", atlos.token(), "camel.component.atlos.base-url", atlos.url(), name + ".delay", "1000"));
        atlos.peopleBegin(Duration.ofSeconds(1));
        return atlos;
    }

    /** What the example needs beside Atlos. */
    private static Map<String, String> services(String name, String files, InventedAtlos atlos) throws IOException {
        return switch (name) {
            case "archive" -> {
                set(atlos == null ? Map.of() : Map.of("archive.allowed", atlos.sourcesUrl(), "archive.settle", "0"));
                yield files.contains("s3") ? new EmbeddedS3().properties() : Map.of();
            }
            case "backup" -> postgres();
            case "alerts" -> new MailAndChat().properties();
            default -> Map.of();
        };
    }

    private static Map<String, String> postgres() throws IOException {
        if (System.getProperty("backup.jdbc.url") != null) {
            return Map.of();
        }
        String url = EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
        System.out.println("PostgreSQL: " + url);
        return Map.of("backup.jdbc.url", url, "backup.jdbc.user", "postgres");
    }

    /** Marks of an invented Atlos that is gone would only be in the way. */
    private static Path newFolder(Path parent, String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(parent), name + "-");
    }

    private static String files(String name) {
        return name.equals("archive") ? "archive.yaml,store-folder.yaml" : ExampleParts.files(name);
    }

    /** What is given with -D wins. */
    private static void set(Map<String, String> properties) {
        properties.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
    }
}
