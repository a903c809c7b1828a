package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md and "Test your own flows" show, typed into an empty folder and built by Maven with an empty local repository. What Maven
 * has resolved for this build stands in for the internet.
 */
@Tag("long")
class OwnProjectIT {

    private static final String VERSION = System.getProperty("project.version");
    private static final Page README = Page.of("README.md");

    @TempDir
    Path folder;

    /** As mvn install does it. */
    @BeforeEach
    void publish() throws IOException {
        publish("pom.xml", "camel-atlos", "pom");
        for (String module : List.of("camel-atlos-component", "camel-atlos-component/camel-atlos-test")) {
            String artifact = Path.of(module).getFileName().toString();
            publish(module + "/pom.xml", artifact, "pom");
            publish(module + "/target/" + artifact + "-" + VERSION + ".jar", artifact, "jar");
        }
        Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <mirrors><mirror><id>resolved</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors>
                  <profiles><profile><id>installed</id><repositories><repository><id>installed</id><url>%s</url></repository></repositories></profile></profiles>
                  <activeProfiles><activeProfile>installed</activeProfile></activeProfiles>
                </settings>
                """.formatted(Path.of(System.getProperty("maven.repository")).toUri(), folder.resolve("installed").toUri()));
    }

    @Test
    void theProjectOfTheReadmeGivesItsFirstExchange() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), README.block("project pom"));
        Files.writeString(Files.createDirectories(project.resolve("src/main/resources/camel")).resolve("incidents.yaml"),
                README.block("project route yaml"));
        try (AtlosServer server = AtlosServer.start()) {
            String slug = server.cases().addIncident("Invented");
            Process maven = maven(project, Map.of("ATLOS_URL", server.baseUrl(), "ATLOS_TOKEN", server.token()), "compile", "exec:java");
            try {
                await().atMost(Duration.ofMinutes(4)).failFast(() -> assertThat(maven.isAlive()).as(said()).isTrue())
                        .until(() -> said().contains("created: " + slug + " is To Do"));
            } finally {
                maven.descendants().forEach(ProcessHandle::destroyForcibly);
                maven.destroyForcibly();
            }
        }
    }

    @Test
    void theTestOfThePageIsGreenInAProjectOfItsOwn() throws Exception {
        Page page = Page.of("camel-atlos-component/src/main/docs/test-your-own-flows.md");
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), README.block("project pom").replace("  </dependencies>",
                page.block("test-server pom") + dependency("org.apache.camel", "camel-core", "${camel.version}", "compile")
                        + dependency("org.junit.jupiter", "junit-jupiter", "5.13.4", "test") + "  </dependencies>"));
        Files.writeString(Files.createDirectories(project.resolve("src/test/java")).resolve("MyFlowTest.java"), page.block("test-page java"));

        Process maven = maven(project, Map.of(), "test");
        assertThat(maven.waitFor(4, TimeUnit.MINUTES)).as(said()).isTrue();
        assertThat(said()).contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0").contains("BUILD SUCCESS");
    }

    private static String dependency(String group, String artifact, String version, String scope) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><scope>%s</scope></dependency>\n"
                .formatted(group, artifact, version, scope);
    }

    private void publish(String file, String artifact, String type) throws IOException {
        Path target = Files.createDirectories(folder.resolve("installed/io/github/camelatlos/" + artifact + "/" + VERSION));
        Files.copy(Page.ROOT.resolve(file), target.resolve(artifact + "-" + VERSION + "." + type));
    }

    private Process maven(Path project, Map<String, String> environment, String... goals) throws IOException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-ntp",
                "-s", folder.resolve("settings.xml").toString(), "-Dmaven.repo.local=" + folder.resolve("local")));
        line.addAll(List.of(goals));
        ProcessBuilder builder = new ProcessBuilder(line).directory(project.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("maven.log").toFile());
        builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "MAVEN_ARGS", "ATLOS_URL", "ATLOS_TOKEN"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("maven.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
