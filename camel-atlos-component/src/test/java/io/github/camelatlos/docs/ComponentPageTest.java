package io.github.camelatlos.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.AtlosComponent;
import org.junit.jupiter.api.Test;

/** A table of the component's page that is older than the catalog fails the build; -Ddocs.write makes them anew. */
class ComponentPageTest {

    private static final Path PAGE = Path.of("src/main/docs/atlos-component.adoc");
    private static final String COMMAND =
            "mvn test -pl camel-atlos-component -am -Dtest=ComponentPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write";

    @Test
    void itsTablesAreThoseOfTheCatalog() throws IOException {
        String before = Files.readString(PAGE);
        String after = before;
        for (Map.Entry<String, String> table : tables().entrySet()) {
            String start = "// " + table.getKey() + ": START\n";
            String end = "// " + table.getKey() + ": END\n";
            Matcher place = Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL).matcher(after);
            assertThat(place.find()).as(start).isTrue();
            after = after.substring(0, place.start()) + start + table.getValue() + end + after.substring(place.end());
        }
        if (System.getProperty("docs.write") != null) {
            Files.writeString(PAGE, after);
        } else {
            assertThat(before).as("A table is older than the catalog. " + COMMAND + " makes it anew").isEqualTo(after);
        }
    }

    /** A page that tells how is of no use if it tells it wrongly. */
    @Test
    void thePageTellsTheCommandThatMakesItsTables() throws IOException {
        assertThat(Files.readString(Path.of("../.github/CONTRIBUTING.md"))).contains(COMMAND);
    }

    private static Map<String, String> tables() throws IOException {
        try (InputStream in = AtlosComponent.class.getResourceAsStream("/META-INF/io/github/camelatlos/atlos.json")) {
            return new CatalogTables(new ObjectMapper().readTree(in)).all();
        }
    }
}
