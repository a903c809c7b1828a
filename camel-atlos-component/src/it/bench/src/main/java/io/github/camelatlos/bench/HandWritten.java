package io.github.camelatlos.bench;

import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;

/** The route that one writes by hand: timer, http, a loop on the cursor, a split, the rows seen in memory. It keeps no mark either. */
final class HandWritten implements Contender {

    private static final String SORT = "sort=modified_desc";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Sink sink = new Sink();
    private final Set<String> seen = new HashSet<>();

    HandWritten(String url, String path, String token) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:poll?repeatCount=1&delay=0").routeId("poll").autoStartup(false)
                        .setProperty("query", constant(SORT))
                        .loopDoWhile(exchangeProperty("query").isNotNull())
                            .removeHeaders("*")
                            .setHeader("Authorization", constant("Bearer " + token))
                            .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                            .setHeader(Exchange.HTTP_QUERY, exchangeProperty("query"))
                            .to(url + "/api/v2/" + path)
                            .unmarshal(new JacksonDataFormat(JsonNode.class))
                            .process(HandWritten::turnPage)
                            .split(body()).streaming()
                                .filter(exchange -> seen.add(exchange.getMessage().getBody(JsonNode.class).get("id").asText()))
                                    .process(sink)
                                .end()
                            .end()
                        .end();
            }
        });
        context.start();
    }

    private static void turnPage(Exchange exchange) {
        JsonNode page = exchange.getMessage().getBody(JsonNode.class);
        exchange.setProperty("query", page.get("next").isNull() ? null : SORT + "&cursor=" + page.get("next").asText());
        exchange.getMessage().setBody(page.get("results").elements());
    }

    @Override
    public void read(int records) throws Exception {
        seen.clear();
        sink.expect(records);
        context.getRouteController().startRoute("poll");
        sink.await();
    }

    @Override
    public void rest() throws Exception {
        context.getRouteController().stopRoute("poll");
    }

    @Override
    public void close() {
        context.stop();
    }
}
