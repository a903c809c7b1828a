package io.github.camelatlos.examples.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelatlos.examples.Example;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README's commands run, as they run it: a backup of the invented Atlos with its files, the drill, one byte flipped, and the drill again. */
@Tag("long")
class BackupDrillTest {

    @TempDir
    private Path folder;

    @Test
    void aFlippedByteInABackupIsFound() throws Exception {
        Path backup = folder.resolve("backup");
        run(0, Example.class, List.of("-Dexample=backup", "-Dexample.home=" + Path.of("").toAbsolutePath(), "-Dexample.seconds=60", "-Dbackup.folder=" + backup,
                "-Dbackup.filesDelay=5000", "-Dbackup.filesAgain=5000", "-Dexample.files=backup.yaml,files.yaml,files-folder.yaml"), List.of());
        String whole = run(0, RestoreDrill.class, List.of(), List.of(backup.toString()));
        assertThat(whole).contains("All of it can be read.");

        Path file;
        try (Stream<Path> files = Files.list(backup.resolve("files"))) {
            file = files.sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        String changed = run(1, RestoreDrill.class, List.of(), List.of(backup.toString()));

        assertThat(changed).contains("files/" + file.getFileName() + ": changed", "1 problems.");
        System.out.println(whole + "\n" + changed);
    }

    private static String run(int ends, Class<?> main, List<String> options, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isEqualTo(ends);
        return text;
    }
}
