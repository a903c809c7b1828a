package io.github.camelatlos;

import java.util.Map;

import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the component, pointed at a test server. */
final class Connector implements AutoCloseable {

    final CamelContext context = new DefaultCamelContext();
    final ProducerTemplate template;

    private Connector(AtlosConfiguration configuration) {
        AtlosComponent component = new AtlosComponent();
        component.setConfiguration(configuration);
        context.addComponent("atlos", component);
        context.start();
        template = context.createProducerTemplate();
    }

    static Connector to(AtlosServer server) {
        return new Connector(settings(server));
    }

    static Connector with(AtlosConfiguration configuration) {
        return new Connector(configuration);
    }

    /** Waits of milliseconds where users wait seconds. */
    static AtlosConfiguration settings(AtlosServer server) {
        AtlosConfiguration configuration = new AtlosConfiguration();
        configuration.setBaseUrl(server.baseUrl());
        configuration.setToken(server.token());
        configuration.setRetryDelay(20);
        configuration.setMaxRetryDelay(200);
        return configuration;
    }

    /** What became of an exchange, failed or not. */
    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    /** The body after an exchange that has to succeed. */
    <T> T ok(String uri, Object body, Map<String, Object> headers, Class<T> type) {
        Exchange exchange = send(uri, body, headers);
        if (exchange.getException() != null) {
            throw new AssertionError(uri + " failed", exchange.getException());
        }
        return type.cast(exchange.getMessage().getBody());
    }

    /** The refusal of an exchange that has to fail. */
    AtlosException refused(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = send(uri, body, headers);
        if (exchange.getException() instanceof AtlosException refusal) {
            return refusal;
        }
        throw new AssertionError(uri + " was not refused", exchange.getException());
    }

    @Override
    public void close() {
        context.stop();
    }
}
