package io.github.camelatlos.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the demo was asked to do.
 *
 * @param project a real project, or empty for the invented one
 * @param length  how long, or empty until Ctrl-C
 * @param port    of the page; empty: 8484, or any free one if that is taken
 * @param folder  where the map file and the archive are kept
 * @param fetch   whether the sources' URLs are fetched
 * @param write   whether files and metadata are written back
 */
record DemoSettings(Optional<Project> project, Optional<Duration> length, Optional<Integer> port, Path folder, boolean fetch,
        boolean write) {

    /** A real Atlos project. */
    record Project(String url, String token) {
        @Override
        public String toString() {
            return "Project[" + url + "]";
        }
    }

    /** A real project's, where nobody names one: mvn clean leaves it, and the next run goes on there. */
    private static final String KEPT = "atlos-demo";
    private static final String PUBLIC_ATLOS = "https://platform.atlos.org";

    /** From -D properties and the environment; each gives null for what is not set. */
    static DemoSettings of(UnaryOperator<String> property, Map<String, String> environment) {
        Optional<Project> project = text(environment.get("ATLOS_TOKEN"))
                .map(token -> new Project(text(environment.get("ATLOS_URL")).orElse(PUBLIC_ATLOS), token));
        boolean write = Boolean.parseBoolean(text(property.apply("demo.write")).orElse("" + project.isEmpty()));
        boolean fetch = write || Boolean.parseBoolean(property.apply("demo.fetch"));
        Path folder = Path.of(text(property.apply("demo.folder")).orElse(project.isPresent() ? KEPT
                : text(property.apply("demo.target")).orElse("target/demo")));
        return new DemoSettings(project, number(property, "demo.seconds").map(Duration::ofSeconds), number(property, "demo.port"),
                folder.toAbsolutePath().normalize().resolve(project.isPresent() ? "project" : "invented"), fetch, write);
    }

    private static Optional<Integer> number(UnaryOperator<String> property, String name) {
        return text(property.apply(name)).map(value -> {
            if (!value.matches("\\d{1,7}")) {
                throw new IllegalArgumentException(name + " is '" + value + "'; it must be a whole number");
            }
            return Integer.valueOf(value);
        });
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
