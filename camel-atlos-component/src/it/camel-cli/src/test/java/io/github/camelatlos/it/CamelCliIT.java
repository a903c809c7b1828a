package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelatlos.server.AtlosServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Camel CLI, in a process of its own, with the built jar as a dependency it is told by its coordinates. */
class CamelCliIT {

    private static final String VERSION = System.getProperty("project.version");
    private static final String DEPENDENCY = "mvn:io.github.camelatlos:camel-atlos-component:" + VERSION;

    @TempDir
    Path folder;
    private final AtlosServer server = AtlosServer.start();
    private final List<Process> started = new ArrayList<>();
    private String slug;

    @BeforeEach
    void publish() throws IOException {
        slug = server.cases().addIncident("A clinic was hit");
        Path component = Path.of(System.getProperty("component.folder"));
        publish(component.resolve("target/camel-atlos-component-" + VERSION + ".jar"), "camel-atlos-component", "jar");
        publish(component.resolve("pom.xml"), "camel-atlos-component", "pom");
        publish(component.resolve("../pom.xml"), "camel-atlos", "pom");
    }

    /** Into a repository of this test, as a release would be. */
    private void publish(Path file, String artifact, String type) throws IOException {
        Path target = folder.resolve("repository/io/github/camelatlos/" + artifact + "/" + VERSION);
        Files.createDirectories(target);
        Files.copy(file, target.resolve(artifact + "-" + VERSION + "." + type));
    }

    @AfterEach
    void stop() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        server.close();
    }

    @Test
    void runsAPipeFromOneKameletToAnother() throws Exception {
        cli("run", write("pipe.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: comment
                spec:
                  source:
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: atlos-incidents-source
                    properties:
                      token: "RAW(%1$s)"
                      baseUrl: "RAW(%2$s)"
                      delay: 500
                    dataTypes:
                      out:
                        scheme: atlos
                        format: application-cloudevents
                  sink:
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: atlos-add-comment-sink
                    properties:
                      token: "RAW(%1$s)"
                      baseUrl: "RAW(%2$s)"
                      message: "RAW(Seen by a Pipe)"
                """.formatted(server.token(), server.baseUrl())), "--dep=" + DEPENDENCY);

        awaitComment("Seen by a Pipe");
    }

    @Test
    @Tag("long")
    void runsARouteInYaml() throws Exception {
        cli("run", write("route.yaml", """
                - from:
                    uri: atlos:incidents
                    parameters:
                      token: "%1$s"
                      baseUrl: "%2$s"
                    steps:
                      - setBody:
                          constant: Seen by YAML
                      - to:
                          uri: atlos:incidents
                          parameters:
                            operation: addComment
                            token: "%1$s"
                            baseUrl: "%2$s"
                """.formatted(server.token(), server.baseUrl())), "--dep=" + DEPENDENCY);

        awaitComment("Seen by YAML");
    }

    /** The command and the route of README.md, with ATLOS_URL and ATLOS_TOKEN in the environment. */
    @Test
    @Tag("long")
    void runsWhatTheReadmeShows() throws Exception {
        Page readme = Page.of("README.md");
        write("incidents.yaml", readme.block("project route yaml"));
        List<String> command = List.of(readme.block("cli sh").strip().split(" "));
        assertThat(command.subList(0, 3)).containsExactly("camel", "run", "incidents.yaml");

        cli("run", "incidents.yaml", command.subList(3, command.size()).toArray(String[]::new));

        await().atMost(Duration.ofMinutes(2)).failFast(() -> assertThat(started.get(0).isAlive()).as(output()).isTrue())
                .untilAsserted(() -> assertThat(output()).contains("created: " + slug + " is To Do"));
    }

    @Test
    @Tag("long")
    void runsAKameletThatBringsTheComponentAlong() throws Exception {
        Path kamelets = Files.createDirectories(folder.resolve("kamelets"));
        Path built = Path.of(System.getProperty("component.folder")).resolve("target/classes/kamelets");
        try (Stream<Path> all = Files.list(built)) {
            for (Path kamelet : all.toList()) {
                Files.copy(kamelet, kamelets.resolve(kamelet.getFileName()));
            }
        }
        cli("run", write("kamelet.yaml", """
                - from:
                    uri: kamelet:atlos-incidents-source
                    parameters:
                      token: "%1$s"
                      baseUrl: "%2$s"
                    steps:
                      - to:
                          uri: kamelet:atlos-add-comment-sink
                          parameters:
                            token: "%1$s"
                            baseUrl: "%2$s"
                            message: "Seen by a Kamelet"
                """.formatted(server.token(), server.baseUrl())), "--local-kamelet-dir=" + kamelets);

        awaitComment("Seen by a Kamelet");
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({ "main,camel-main", "spring-boot,camel-spring-boot-starter", "quarkus,camel-quarkus-core" })
    void exports(String runtime, String expected) throws Exception {
        Path app = folder.resolve("app");
        Process cli = cli("export", write("route.yaml", """
                - from:
                    uri: atlos:incidents
                    parameters:
                      token: "{{atlos.token}}"
                    steps:
                      - to: log:seen
                """), "--runtime=" + runtime, "--gav=org.example:app:1.0", "--dir=" + app, "--dep=" + DEPENDENCY,
                "--kamelets-version=4.18.0");

        assertThat(cli.waitFor(2, TimeUnit.MINUTES)).as(output()).isTrue();
        assertThat(app.resolve("pom.xml")).as(output()).exists();
        assertThat(Files.readString(app.resolve("pom.xml"))).contains("<artifactId>camel-atlos-component</artifactId>",
                "<version>" + VERSION + "</version>", expected);
        assertThat(app.resolve("src/main/resources/camel/route.yaml")).content().contains("atlos:incidents");
    }

    // ---- how

    private String write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return name;
    }

    /** Everything comes from what Maven has resolved for this build, and our own repository; nothing from elsewhere. */
    private Process cli(String command, String file, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmaven.repo.local=" + folder.resolve("local"), "-Duser.home=" + folder, "-cp",
                System.getProperty("cli.classes") + java.io.File.pathSeparator
                        + Files.readString(Path.of(System.getProperty("cli.classpath"))).strip(),
                "io.github.camelatlos.it.Cli", command, file,
                "--repos=" + folder.resolve("repository").toUri() + "," + Path.of(System.getProperty("maven.repository")).toUri(),
                "--maven-central-enabled=false"));
        if (command.equals("run")) {
            line.add("--logging-color=false");
        }
        line.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("cli.log").toFile());
        builder.environment().putAll(Map.of("ATLOS_URL", server.baseUrl(), "ATLOS_TOKEN", server.token()));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void awaitComment(String text) {
        await().atMost(Duration.ofMinutes(2)).failFast(() -> assertThat(started.get(0).isAlive()).as(output()).isTrue())
                .untilAsserted(() -> assertThat(server.cases().updates(slug)).as(output())
                        .anyMatch(update -> text.equals(update.path("explanation").asText())));
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("cli.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
