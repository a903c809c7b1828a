package io.github.camelatlos.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Comments on every incident that it sees. All else is in application.yaml. */
@SpringBootApplication
public class Application {

    final List<String> seen = new CopyOnWriteArrayList<>();
    volatile String token;

    @Bean
    Supplier<String> tokens() {
        return () -> token == null ? System.getProperty("atlos.token") : token;
    }

    @Bean
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=100&initialDelay=0&status=To Do").routeId("incidents")
                        .setBody(constant("Seen by Spring Boot"))
                        .to("atlos:incidents?operation=addComment")
                        .process(exchange -> seen.add(exchange.getMessage().getHeader("CamelAtlosSlug", String.class)));
            }
        };
    }
}
