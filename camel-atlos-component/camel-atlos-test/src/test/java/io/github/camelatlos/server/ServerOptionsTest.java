package io.github.camelatlos.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptionsTest {

    @Test
    void withoutOptionsItIsEmptyOnAnyFreePort() {
        assertThat(ServerOptions.of())
                .isEqualTo(new ServerOptions(0, false, Duration.ZERO, "https://sources.example.org", false, false, false));
    }

    @Test
    void eachOptionIsTaken() {
        assertThat(ServerOptions.of("--port", "8800", "--seed", "--investigators", "500", "--sources", "http://localhost:1", "--races", "--newer"))
                .isEqualTo(new ServerOptions(8800, true, Duration.ofMillis(500), "http://localhost:1", true, true, false));
        assertThat(ServerOptions.of("--investigators", "--seed").investigators()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({ "--prot 8800,There is no option --prot", "--port,--port needs a whole number", "--port 99999,from 0 to 65535",
        "--port -1,not '-1'", "--investigators soon,not 'soon'", "--investigators 0,not '0'", "--sources,needs a URL", "8800,no option 8800" })
    void whatIsNoOptionIsRefusedByName(String line, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.of(line.split(" "))).withMessageContaining(message);
    }
}
