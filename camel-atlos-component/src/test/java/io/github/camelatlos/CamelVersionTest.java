package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CamelVersionTest {

    @ParameterizedTest
    @ValueSource(strings = { "3.22.1", "4.7.0", "4.4.0.redhat-00025", "4.0.0-SNAPSHOT" })
    void anOldCamelIsRefusedByTheComponent(String version) {
        DefaultCamelContext old = new DefaultCamelContext() {
            @Override
            public String getVersion() {
                return version;
            }
        };
        assertThatThrownBy(() -> old.getEndpoint("atlos:incidents?token=T"))
                .hasStackTraceContaining("camel-atlos needs Camel 4.8 or later, and this is Camel " + version + ". Upgrade Camel");
        old.stop();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "4.8.0", "4.8.5.redhat-00008", "4.18", "4.22.0-SNAPSHOT", "5.0.0", "unknown" })
    void othersAreNot(String version) {
        assertThatCode(() -> CamelVersion.check(version)).doesNotThrowAnyException();
    }

    @Test
    void thisOneIsNot() {
        assertThatCode(() -> CamelVersion.check(new DefaultCamelContext().getVersion())).doesNotThrowAnyException();
    }
}
