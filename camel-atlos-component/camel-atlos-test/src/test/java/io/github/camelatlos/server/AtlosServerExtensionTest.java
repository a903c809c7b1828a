package io.github.camelatlos.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What JUnit shows to somebody whose server could not start, and which test has which server. */
class AtlosServerExtensionTest {

    private static final String INSIDE = "Run by the tests of the outer class, which look at how it fails";

    private static int takenPort;
    private static final Set<String> URLS = new HashSet<>();

    @Test
    void aPortThatIsTakenIsNamedAndNothingElseIsToldInsteadOfIt() {
        try (AtlosServer other = AtlosServer.start()) {
            takenPort = Integer.parseInt(other.baseUrl().replaceFirst(".*:", ""));
            for (Class<?> type : List.of(OneForTheClass.class, OneForEachTest.class)) {
                List<Throwable> failures = run(type).failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow()).toList();
                assertThat(failures).hasSize(1);
                assertThat(failures.get(0)).hasMessageContaining("127.0.0.1:" + takenPort).hasMessageContaining("Address already in use");
                assertThat(failures.get(0).getSuppressed()).isEmpty();
            }
        }
    }

    @Test
    void nestedClassesHaveTheServerOfTheOuterOne() {
        URLS.clear();
        run(Outer.class).assertStatistics(all -> all.failed(0).succeeded(6));
        assertThat(URLS).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereYetIsSaidSo() {
        Events events = run(TooEarly.class);
        assertThat(events.failed().stream().toList()).isNotEmpty().allSatisfy(event -> assertThat(
                event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow()).hasMessageContaining("make the field static"));
    }

    private static Events run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition").selectors(selectClass(type)).execute().allEvents();
    }

    @Disabled(INSIDE)
    static class OneForTheClass {
        @RegisterExtension
        static final AtlosServerExtension ATLOS = new AtlosServerExtension(builder -> builder.port(takenPort));

        @Test
        void nothing() {
            ATLOS.server();
        }
    }

    @Disabled(INSIDE)
    static class OneForEachTest {
        @RegisterExtension
        final AtlosServerExtension atlos = new AtlosServerExtension(builder -> builder.port(takenPort));

        @Test
        void nothing() {
            atlos.server();
        }
    }

    @Disabled(INSIDE)
    static class TooEarly {
        @RegisterExtension
        final AtlosServerExtension atlos = new AtlosServerExtension();

        TooEarly() {
            atlos.server();
        }

        @Test
        void nothing() {
            atlos.server();
        }
    }

    @Disabled(INSIDE)
    @ExtendWith(AtlosServerExtension.class)
    static class Outer {

        @BeforeAll
        static void before(AtlosServer server) {
            URLS.add(server.baseUrl());
        }

        @Test
        void outer(AtlosServer server) {
            URLS.add(server.baseUrl());
        }

        @Nested
        class Inner {
            @Test
            void inner(AtlosServer server) {
                URLS.add(server.baseUrl());
                server.faults().next(Fault.EMPTY_500);
            }

            @Test
            void faultsAreOverAfterEachTest(AtlosServer server) {
                assertThat(server.faults().pending()).isFalse();
            }
        }
    }
}
