package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelatlos.AtlosComponent;
import io.github.camelatlos.server.AtlosServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every block of README.md: routes run, and what else there is names what is there. */
class ReadmeIT {

    private static final Page README = Page.of("README.md");
    private static final Path CHECKPOINT = Path.of("incidents.checkpoint");
    private static final String VERSION = System.getProperty("project.version");

    @TempDir
    Path folder;
    private final AtlosServer server = AtlosServer.start();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        Files.deleteIfExists(CHECKPOINT);
        camel.getComponent("atlos", AtlosComponent.class).getConfiguration().setBaseUrl(server.baseUrl());
        camel.getPropertiesComponent().addPropertiesFunction(new Environment(server));
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({ "project route yaml,yaml", "route java,java", "route xml,xml", "kamelet yaml,yaml" })
    void aRouteThatReadsGivesItsFirstExchange(String block, String language) throws Exception {
        server.cases().addIncident("Invented", attributes -> attributes.put("status", "In Progress"));
        List<Object> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeCompletedEvent completed) {
                    seen.add(completed.getExchange().getMessage().getBody());
                }
            }
        });
        add(README.block(block), language);
        camel.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> !seen.isEmpty() && Files.exists(CHECKPOINT));
    }

    @Test
    void theRouteThatWritesComments() throws Exception {
        String slug = server.cases().addIncident("Invented");
        Files.writeString(folder.resolve("note.txt"), "Looked at");
        add(README.block("write yaml").replace("CIV-AB12CD", slug).replace("file:checked", "file:" + folder), "yaml");
        camel.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> server.cases().updates(slug).stream()
                .anyMatch(update -> update.path("explanation").asText().equals("Looked at")));
    }

    @ParameterizedTest
    @CsvSource({ "spring-boot yaml", "quarkus properties" })
    void theOptionsOfTheComponentThatAreShownExist(String block) {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent("atlos", AtlosComponent.class.getName(), resource("META-INF/io/github/camelatlos/atlos.json"));
        List<String> known = catalog.componentModel("atlos").getComponentOptions().stream().map(option -> option.getName()).toList();
        Matcher shown = Pattern.compile("(?m)^(?: {6}|camel[.]component[.]atlos[.])([\\w-]+)[:=]").matcher(README.block(block));

        assertThat(shown.results().map(option -> camelCase(option.group(1))).toList()).hasSize(2).allMatch(known::contains);
    }

    @Test
    void whatKarafAndTheCliAreToldNamesThisJarAndItsFeature() throws Exception {
        assertThat(README.block("cli sh")).contains("--dep=mvn:io.github.camelatlos:camel-atlos-component:" + VERSION);
        assertThat(README.block("karaf sh")).contains("mvn:io.github.camelatlos/camel-atlos-component/" + VERSION + "/xml/features")
                .contains("feature:install camel-atlos");
        assertThat(Files.readString(Page.ROOT.resolve("camel-atlos-component/target/features/features.xml")))
                .contains("<feature name=\"camel-atlos\"");
    }

    @Test
    void thePomsThatAreShownNameWhatThisBuildMakes() throws Exception {
        Page test = Page.of("camel-atlos-component/src/main/docs/test-your-own-flows.md");
        Map.of("camel-atlos-component", README.block("project pom"), "camel-atlos-component/camel-atlos-test", test.block("test-server pom"))
                .forEach((module, shown) -> assertThat(shown).contains("""
                        <groupId>io.github.camelatlos</groupId>
                        <artifactId>%s</artifactId>
                        <version>%s</version>
                        """.formatted(Path.of(module).getFileName(), VERSION).indent(shown.startsWith("<dep") ? 2 : 6)));
        String parent = Files.readString(Page.ROOT.resolve("pom.xml"));
        assertThat(parent).contains("<version>" + VERSION + "</version>");
        assertThat(README.block("project pom")).contains(line(parent, "camel.version"));
    }

    @Test
    void noBlockIsLeftOut() {
        assertThat(README.blocks()).allMatch(block -> block.name() != null, "every fence has its name in a comment before it");
        assertThat(README.names()).containsExactlyInAnyOrder("project pom", "project route yaml", "route java", "route xml", "write yaml",
                "cli sh", "kamelet yaml", "spring-boot yaml", "quarkus properties", "karaf sh");
        try (Stream<String> lines = Files.lines(README.path())) {
            assertThat(lines.filter(line -> line.contains("1.0.0")).toList()).allMatch(line -> line.contains(VERSION));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws Exception {
        Matcher link = Pattern.compile("[(](?!https?:)([^)\\s#]+)[)]").matcher(
                Files.readString(README.path()).replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`(?!])", ""));
        assertThat(link.results().map(found -> found.group(1)).filter(path -> path.contains("/") || path.equals("LICENSE")).toList())
                .isNotEmpty().allMatch(path -> Files.exists(Page.ROOT.resolve(path)));
    }

    private void add(String text, String language) throws Exception {
        new Loader(camel, folder).add(text, language);
    }

    private static String line(String pom, String property) {
        return pom.lines().map(String::strip).filter(line -> line.startsWith("<" + property + ">")).findFirst().orElseThrow();
    }

    private static String camelCase(String name) {
        return Pattern.compile("-(.)").matcher(name).replaceAll(match -> match.group(1).toUpperCase());
    }

    private static String resource(String name) {
        try (java.io.InputStream in = ReadmeIT.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What {{env:…}} stands for, since a process cannot change its own environment. */
    private record Environment(AtlosServer server) implements PropertiesFunction {

        @Override
        public String getName() {
            return "env";
        }

        @Override
        public String apply(String name) {
            return switch (name.replaceFirst(":.*", "")) {
                case "ATLOS_TOKEN" -> server.token();
                case "ATLOS_URL" -> server.baseUrl();
                default -> null;
            };
        }
    }
}
