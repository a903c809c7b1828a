package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 6 of the producer: the token reaches the API's own host and nothing else. */
class SecrecyTest {

    private final Memory memory = new Memory();
    private AtlosServer server;
    private CamelContext context;

    /** Every log line, with its stack trace, but for those that the contract leaves out. */
    private static final class Memory extends AbstractAppender {
        private final List<String> lines = new ArrayList<>();

        Memory() {
            super("memory", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public synchronized void append(LogEvent event) {
            if (event.getLoggerName().startsWith("org.apache.hc")) {
                return;
            }
            StringWriter text = new StringWriter();
            text.append(event.getLoggerName()).append(' ').append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }
    }

    @BeforeEach
    void listen() {
        server = AtlosServer.start();
        memory.start();
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        logging.getConfiguration().getRootLogger().addAppender(memory, Level.ALL, null);
        Configurator.setRootLevel(Level.DEBUG);
        Configurator.setLevel("io.github.camelatlos", Level.TRACE);
        Configurator.setLevel("org.apache.hc", Level.WARN);
        Configurator.setLevel("io.undertow", Level.WARN);
        Configurator.setLevel("org.xnio", Level.WARN);
        context = new DefaultCamelContext();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        logging.getConfiguration().getRootLogger().removeAppender("memory");
        logging.reconfigure();
    }

    @Test
    void theTokenIsInNoLogNoExceptionNoToStringNoJmx() throws Exception {
        String token = server.token();
        assertThat(token).contains("=").containsAnyOf("-", "_");
        String slug = server.cases().addIncident("An incident to read and to comment on");
        server.faults().next(Fault.EMPTY_500);
        server.faults().next(Fault.RESET);
        String common = "&baseUrl=" + server.baseUrl() + "&retryDelay=10&token=";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?delay=200&initialDelay=0" + common + token).routeId("plain").to("mock:a");
                from("atlos:updates?delay=200&initialDelay=0" + common + "RAW(" + token + ")").routeId("raw").to("mock:b");
                from("direct:comment").to("atlos:incidents?operation=addComment" + common + token);
            }
        });
        context.start();
        Awaitility.await().until(() -> server.requests("GET").stream().filter(r -> r.status() == 200).count() > 4);
        String failure = failureOf(() -> context.createProducerTemplate().requestBodyAndHeader("direct:comment", "x".repeat(2501),
                AtlosConstants.SLUG, slug));
        server.revoke(token);
        Awaitility.await().until(() -> server.requests("GET").stream().anyMatch(r -> r.status() == 401));
        String refused = failureOf(() -> context.createProducerTemplate().requestBodyAndHeader("direct:comment", "A comment",
                AtlosConstants.SLUG, slug));

        assertThat(server.requests()).isNotEmpty().allMatch(r -> ("Bearer " + token).equals(r.header("Authorization")));
        assertThat(memory.lines()).isNotEmpty().noneMatch(line -> line.contains(token));
        assertThat(context.getEndpoints().toString() + context.getEndpoints().stream().map(e -> e.getEndpointUri() + e.getEndpointKey()).toList()
                + context.getRoutes().stream().map(r -> r.toString() + r.getConsumer()).toList()).doesNotContain(token);
        assertThat(jmx()).hasSizeGreaterThan(50).noneMatch(value -> value.contains(token));
        assertThat(failure).isNotEmpty().doesNotContain(token);
        assertThat(refused).isNotEmpty().doesNotContain(token);
    }

    private static String failureOf(Runnable call) {
        try {
            call.run();
            return "";
        } catch (CamelExecutionException e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }

    /** Every name and every attribute of every MBean of Camel. */
    private static List<String> jmx() throws Exception {
        List<String> values = new ArrayList<>();
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            values.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    values.add(name + " " + attribute.getName() + "=" + value(beans, name, attribute));
                }
            }
        }
        return values;
    }

    private static String value(MBeanServer beans, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            Object value = beans.getAttribute(name, attribute.getName());
            return value instanceof Map<?, ?> map ? map.toString() : String.valueOf(value);
        } catch (Exception unreadable) {
            return "unreadable " + unreadable;
        }
    }
}
