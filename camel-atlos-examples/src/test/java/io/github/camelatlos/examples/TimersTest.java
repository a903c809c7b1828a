package io.github.camelatlos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A timer that is not synchronous goes on as soon as a step works on another thread, as all of Atlos do: two runs of one route would
 * then be under way at once.
 */
class TimersTest {

    @Test
    void noTimerBeginsAnewBeforeItsLastRunHasEnded() throws IOException {
        List<String> found = new ArrayList<>();
        List<String> overlapping = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            for (Path file : files.filter(path -> path.toString().matches("\\./(?!target|src)[a-z-]+/[^/]+\\.yaml")).toList()) {
                for (Map<?, ?> timer : timers(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)))) {
                    String name = file.getFileName() + " " + timer.get("uri");
                    found.add(name);
                    if (!(timer.get("parameters") instanceof Map<?, ?> parameters && Boolean.TRUE.equals(parameters.get("synchronous")))) {
                        overlapping.add(name);
                    }
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(8);
        assertThat(overlapping).isEmpty();
    }

    private static List<Map<?, ?>> timers(Object yaml) {
        List<Map<?, ?>> found = new ArrayList<>();
        if (yaml instanceof Map<?, ?> map) {
            if (String.valueOf(map.get("uri")).startsWith("timer:")) {
                found.add(map);
            }
            map.values().forEach(each -> found.addAll(timers(each)));
        } else if (yaml instanceof Collection<?> list) {
            list.forEach(each -> found.addAll(timers(each)));
        }
        return found;
    }
}
