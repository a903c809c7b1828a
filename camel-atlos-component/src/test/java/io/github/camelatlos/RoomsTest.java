package io.github.camelatlos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Who may know whom: the vocabulary knows nothing, the machinery nothing of Camel's face, and nobody the doors. */
class RoomsTest {

    private static final Path MAIN = Path.of("src", "main", "java", "io", "github", "camelatlos");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?io\\.github\\.camelatlos\\.(\\w+)");
    /** A room, and the rooms it may import from; what users write and read (the root) is open to all. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "model", Set.of(),
            "client", Set.of("model"),
            "input", Set.of("client", "model"),
            "checkpoint", Set.of("client", "model"),
            "changes", Set.of("checkpoint", "client", "model"),
            "writes", Set.of("input", "client", "model"),
            "transform", Set.of("model"),
            "metrics", Set.of("consumer"),
            "consumer", Set.of("changes", "checkpoint", "input", "client", "model"),
            "producer", Set.of("writes", "input", "client", "model"));
    private static final Set<String> DOORS = Set.of("AtlosComponent", "AtlosEndpoint", "AtlosDevConsole");

    @Test
    void noRoomKnowsWhatIsAboveIt() {
        List<String> wrong = MAY_KNOW.keySet().stream().sorted().filter(room -> Files.isDirectory(MAIN.resolve(room))).flatMap(room ->
                files(room).flatMap(file -> imports(file)
                        .filter(known -> DOORS.contains(known) || !Character.isUpperCase(known.charAt(0)) && !known.equals(room) && !MAY_KNOW.get(room).contains(known))
                        .map(known -> room + "/" + file.getFileName() + " knows " + known))).toList();
        assertEquals(List.of(), wrong);
    }

    private static Stream<Path> files(String room) {
        try (Stream<Path> files = Files.list(MAIN.resolve(room))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> imports(Path file) {
        try {
            return IMPORT.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
