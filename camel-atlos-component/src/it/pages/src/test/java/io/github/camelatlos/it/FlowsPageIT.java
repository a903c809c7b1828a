package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The test that "Test your own flows" shows, as it stands there. */
class FlowsPageIT {

    @TempDir
    Path folder;

    @Test
    void theTestThatIsShownIsGreen() throws Exception {
        Page page = Page.of("camel-atlos-component/src/main/docs/test-your-own-flows.md");
        new Compiler(folder).compile("MyFlowTest", page.block("test-page java"));

        try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() }, getClass().getClassLoader())) {
            EngineTestKit.engine("junit-jupiter").selectors(selectClass(loader.loadClass("MyFlowTest"))).execute().testEvents()
                    .assertStatistics(tests -> tests.started(4).succeeded(4).failed(0));
        }
        assertThat(page.names()).containsExactlyInAnyOrder("test-server pom", "test-page java");
    }
}
