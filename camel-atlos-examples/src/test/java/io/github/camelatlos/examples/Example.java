package io.github.camelatlos.examples;

import io.github.camelatlos.server.InventedAtlos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs one example as the Camel CLI does: on an invented Atlos with people at work in it, or on a real one if ATLOS_TOKEN is
 * set. What else the example needs is started here too, but never beside a real project. Ends with Ctrl-C, or after
 * -Dexample.seconds.
 */
public final class Example {

    /** In camel-jbang-core. */
    private static final String CAMEL_CLI = "org.apache.camel.dsl.jbang.core.commands.CamelJBangMain";

    private Example() {
    }

    public static void main(String[] args) throws Exception {
        String name = System.getProperty("example", "archive");
        Path home = Path.of(System.getProperty("example.home", ".")).toAbsolutePath();
        ExampleSettings settings = new ExampleSettings(name, home, System.getenv(), System.getProperties());
        ExampleParts parts = new ExampleParts(name, settings);
        String files = parts.files();
        parts.check(files);
        Path output = settings.folder();
        settings.set(Map.of("example.folder", output.toString(), settings.folderKey(), output.toString()));
        InventedAtlos atlos = settings.isReal() ? null : invent(settings);
        settings.set(parts.start(files, output, atlos));

        List<String> command = new ArrayList<>(List.of("run", "--download=false", "--properties=" + home.resolve(name).resolve("application.properties")));
        Arrays.stream(files.split(",")).map(file -> home.resolve(name).resolve(file.strip()).toString()).forEach(command::add);
        String seconds = System.getProperty("example.seconds");
        if (seconds != null) {
            command.add("--max-seconds=" + seconds);
        }
        System.out.println("camel " + String.join(" ", command));
        System.out.println(settings.isReal() ? "A real project. The next run with the same folder goes on where this one stops."
                : "ATLOS_TOKEN is not set: an invented project, which ends with this run.");
        System.out.println("What it keeps and writes is in " + output);
        Class.forName(CAMEL_CLI).getMethod("run", String[].class).invoke(null, (Object) command.toArray(String[]::new));
    }

    private static InventedAtlos invent(ExampleSettings settings) throws IOException {
        InventedAtlos atlos = new InventedAtlos();
        // Whatever else is given: an invented token is for no other server, and a real one's links lead nowhere here.
        Map.of("camel.component.atlos.token", atlos.token(), "camel.component.atlos.base-url", atlos.url(), "atlos.url", atlos.url())
                .forEach(System::setProperty);
        settings.set(Map.of(settings.prefix() + ".delay", "1000"));
        atlos.peopleBegin(Duration.ofSeconds(1));
        return atlos;
    }
}
