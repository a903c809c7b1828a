package io.github.camelatlos.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each line that the component logs at INFO and above stands on the operator's page, and no line that it does not log. */
class OperationsPageTest {

    private static final Path PAGE = Path.of("src/main/docs/operations.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern STATEMENT = Pattern.compile("LOG\\s*\\.(info|warn|error)\\((\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*)?");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (INFO|WARN|ERROR) \\| (.*?) \\| ");
    private static final Pattern SHOWN = Pattern.compile("`([^`]+)`");

    /** @param parts what stands between the placeholders */
    private record Statement(String level, List<String> parts) {

        boolean isShownAs(Line line) {
            int at = 0;
            for (String part : parts) {
                int found = line.text().indexOf(part, at);
                if (found < 0) {
                    return level.equals(line.level()) && line.isCut() && endsWithin(part, line.text().substring(at));
                }
                at = found + part.length();
            }
            return level.equals(line.level());
        }

        /** Whether the rest is cut off in the middle of this part. */
        private static boolean endsWithin(String part, String rest) {
            return IntStream.range(0, rest.length()).mapToObj(rest::substring).anyMatch(end -> end.length() > 8 && part.startsWith(end));
        }
    }

    /** A line as the page shows it; an ellipsis may stand for its end. */
    private record Line(String level, String shown) {

        boolean isCut() {
            return shown.endsWith(" …");
        }

        String text() {
            return isCut() ? shown.substring(0, shown.length() - 2) : shown;
        }
    }

    @Test
    void eachLineThatIsLoggedIsExplained() throws IOException {
        List<Line> lines = lines();
        assertThat(statements()).hasSizeGreaterThan(20).allSatisfy(statement -> assertThat(lines).as(statement.toString())
                .anyMatch(statement::isShownAs));
    }

    @Test
    void noLineIsExplainedThatIsNotLogged() throws IOException {
        List<Statement> statements = statements();
        assertThat(lines()).allSatisfy(line -> assertThat(statements).as(line.toString()).anyMatch(statement -> statement.isShownAs(line)));
    }

    private static List<Statement> statements() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).flatMap(OperationsPageTest::statements).toList();
        }
    }

    private static Stream<Statement> statements(Path file) {
        try {
            return STATEMENT.matcher(Files.readString(file)).results().map(found -> statement(file, found)).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Statement statement(Path file, MatchResult found) {
        StringBuilder format = new StringBuilder();
        Matcher literals = LITERAL.matcher(found.group(2) == null ? "" : found.group(2));
        while (literals.find()) {
            format.append(literals.group(1));
        }
        List<String> parts = Arrays.stream(format.toString().split("\\{}")).filter(part -> part.matches(".*\\p{L}{3}.*")).map(String::strip).toList();
        assertThat(parts).as(file + ": a line needs words of its own: " + found.group()).isNotEmpty();
        return new Statement(found.group(1).toUpperCase(Locale.ROOT), parts);
    }

    private static List<Line> lines() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results()
                .flatMap(row -> SHOWN.matcher(row.group(2)).results().map(shown -> new Line(row.group(1), shown.group(1)))).toList();
    }
}
