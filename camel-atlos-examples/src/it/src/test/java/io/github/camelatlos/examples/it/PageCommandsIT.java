package io.github.camelatlos.examples.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that a page gives for a program of the examples, typed in a copy of the sources, twice. What Maven has resolved for this build is there. */
@Tag("long")
class PageCommandsIT {

    private static final Path ROOT = Path.of(System.getProperty("root.folder")).toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("(?m)^    mvn (-q .*exec:java -Dexec\\.mainClass=(\\S+)) -Dexec\\.args=\"[^\"]*\"$");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({ "backup/README.md,RestoreDrill,{folder},1,no record and no file", "archive/CUSTODY.md,Verify,{folder},1,not signed",
            "archive/CUSTODY.md,Wacz,nothing,2,Wacz FOLDER" })
    void aCommandOfAPageRunsItsProgram(String page, String program, String args, int exit, String says) throws Exception {
        Path copy = copy();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        for (int time = 1; time <= 2; time++) {
            Path log = folder.resolve("maven.log");
            List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-o",
                    "-Dmaven.repo.local=" + System.getProperty("localRepository")));
            line.addAll(List.of(command(page, program).split(" ")));
            line.add("-Dexec.args=" + args.replace("{folder}", empty.toString()));
            ProcessBuilder builder = new ProcessBuilder(line).directory(copy.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeAll(Set.of("MAVEN_OPTS", "MAVEN_ARGS", "ATLOS_TOKEN", "ATLOS_URL"));
            Process maven = builder.start();
            try {
                assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
            } finally {
                maven.destroyForcibly();
            }
            assertThat(Files.readString(log)).contains(says).doesNotContain("Failed to execute goal");
            assertThat(maven.exitValue()).as(Files.readString(log)).isEqualTo(exit);
        }
    }

    private static String command(String page, String program) throws IOException {
        Matcher matcher = COMMAND.matcher(Files.readString(ROOT.resolve("camel-atlos-examples").resolve(page)));
        while (matcher.find()) {
            if (matcher.group(2).endsWith("." + program)) {
                return matcher.group(1);
            }
        }
        throw new AssertionError(page + " has no command that runs " + program);
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("copy");
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                if (Set.of("target", ".git").contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(ROOT.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(ROOT.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }
}
