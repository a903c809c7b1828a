package io.github.camelatlos.it;

import org.apache.camel.builder.RouteBuilder;

/** Comments on every incident that it sees. */
public class Routes extends RouteBuilder {

    @Override
    public void configure() {
        from("atlos:incidents?initialDelay=0&delay=200").setBody(constant("Seen by Quarkus"))
                .to("atlos:incidents?operation=addComment");
    }
}
