package io.github.camelatlos;

import static io.github.camelatlos.builder.StaticEndpointBuilders.atlos;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelatlos.builder.EndpointBuilderFactory;
import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Routes in Java with the type-safe builders. */
class EndpointDslTest {

    private static final EndpointBuilderFactory BUILDERS = new EndpointBuilderFactory() {
    };

    @Test
    void readsAndWrites() throws Exception {
        try (AtlosServer server = AtlosServer.start(); DefaultCamelContext context = new DefaultCamelContext()) {
            String open = server.cases().addIncident("A clinic was hit");
            String closed = server.cases().addIncident("A bridge was hit");
            server.cases().edit(closed, "attr_status", "Completed");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(atlos("incidents").token(server.token()).baseUrl(server.baseUrl()).status("To Do").initialDelay(0).delay("100"))
                            .setBody(constant("Seen"))
                            .to(BUILDERS.atlos("incidents").token(server.token()).baseUrl(server.baseUrl())
                                    .operation(AtlosOperation.addComment))
                            .to("mock:commented");
                }
            });
            MockEndpoint commented = context.getEndpoint("mock:commented", MockEndpoint.class);
            commented.expectedMessageCount(1);
            commented.expectedHeaderReceived(BUILDERS.atlos().atlosSlug(), open);
            context.start();

            commented.assertIsSatisfied();
            assertThat(server.cases().updates(open)).anyMatch(update -> "Seen".equals(update.path("explanation").asText()));
        }
    }
}
