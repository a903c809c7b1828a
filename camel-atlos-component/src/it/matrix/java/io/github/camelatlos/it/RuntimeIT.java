package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;

import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar on this version of Camel: read, make an event of it, and write. Uses nothing of Camel that 4.8 lacks. */
class RuntimeIT {

    private final AtlosServer server = AtlosServer.start();
    private final Main main = new Main();
    private String slug;

    @BeforeEach
    void addIncident() {
        slug = server.cases().addIncident("A clinic was hit");
        main.addInitialProperty("camel.component.atlos.baseUrl", server.baseUrl());
        main.addInitialProperty("camel.component.atlos.token", server.token());
    }

    @AfterEach
    void stop() {
        main.stop();
        server.close();
    }

    @Test
    void thisIsTheCamelThatWasAskedFor() {
        main.start();
        assertThat(main.getCamelContext().getVersion()).isEqualTo(System.getProperty("runtime.camel.version"));
        assertThat(CamelContext.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .contains("camel-api-" + System.getProperty("runtime.camel.version"));
    }

    @Test
    void readsAndWrites() {
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?initialDelay=0&delay=100").process(as("atlos:application-cloudevents"))
                        .setBody(simple("${header.CamelCloudEventType}"))
                        .to("atlos:incidents?operation=addComment");
            }
        });
        main.start();

        awaitComment("io.github.camelatlos.incident.created");
    }

    @Test
    void runsKamelets() {
        assumeTrue(getClass().getResource("/META-INF/services/org/apache/camel/component/kamelet") != null,
                "camel-kamelet of this version cannot be had here");
        String server = "token=RAW(" + this.server.token() + ")&baseUrl=" + this.server.baseUrl();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:atlos-incidents-source?delay=100&status=To Do&" + server)
                        .setHeader("ce-slug", header("CamelAtlosSlug")).removeHeaders("CamelAtlos*")
                        .setHeader("message", constant("Seen by a Kamelet"))
                        .to("kamelet:atlos-add-comment-sink?" + server);
            }
        });
        main.start();

        awaitComment("Seen by a Kamelet");
    }

    /** As a step of a route, whose name has changed between Camel's versions, would do it. */
    private static Processor as(String type) {
        DataType wanted = new DataType(type);
        return exchange -> exchange.getContext().resolveTransformer(type).transform(exchange.getMessage(), wanted, wanted);
    }

    private void awaitComment(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> comments().contains(text));
    }

    private List<String> comments() {
        return server.cases().updates(slug).stream().map(update -> update.path("explanation").asText()).toList();
    }
}
