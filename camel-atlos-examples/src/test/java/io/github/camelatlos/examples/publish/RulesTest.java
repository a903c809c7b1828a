package io.github.camelatlos.examples.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    @TempDir
    private Path folder;

    @Test
    void anEmptyFileIsTheStrictest() throws IOException {
        Rules rules = read("");
        assertThat(rules.statuses()).isEmpty();
        assertThat(rules.delayDays()).isEqualTo(Integer.MAX_VALUE);
        assertThat(rules.gridKm()).isEqualTo(100);
        assertThat(rules.restricted() || rules.description() || rules.atlosLink() || rules.counts()).isFalse();
        assertThat(rules.tags()).isEmpty();
        assertThat(rules.attributes()).isEmpty();
        assertThat(rules.sources()).isEmpty();
        assertThat(rules.mayTellSensitive(java.util.List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"statusses = Completed", "restricted = yes", "delay.days = soon", "delay.days = -1", "grid.km = 1e9", "sources = urls",
        "address = javascript:alert(1)", "archive.link = file:///evidence/{sha256}"})
    void whatIsNotUnderstoodIsRefusedByName(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(line.split(" ")[0]);
    }

    @Test
    void theFileOfThisExampleIsUnderstood() throws IOException {
        assertThat(Rules.read(Path.of("publish/publish.rules")).statuses()).containsExactly("Completed");
    }

    private Rules read(String text) throws IOException {
        return Rules.read(Files.writeString(folder.resolve("publish.rules"), text));
    }
}
