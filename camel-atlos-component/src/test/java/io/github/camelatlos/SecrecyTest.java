package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The middle of a token: what of it shows however it is encoded, and also where it is cut. */
    private static String core(String token) {
        return token.substring(10, 26);
    }

    @Test
    void theTokenIsInNoLogNoExceptionNoToStringNoJmx() throws Exception {
        String token = server.token();
        assertThat(token).contains("=").containsAnyOf("-", "_");
        String slug = server.cases().addIncident("An incident to read and to comment on");
        server.faults().next(Fault.EMPTY_500);
        server.faults().next(Fault.RESET);
        String common = "baseUrl=" + server.baseUrl() + "&retryDelay=10&";
        String poll = "?delay=200&initialDelay=0&" + common;
        context.getComponent("atlos", AtlosComponent.class).getConfiguration().setToken(token);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents" + poll + "token=" + token).routeId("plain").to("mock:a");
                from("atlos:updates" + poll + "token=RAW(" + token + ")").routeId("raw").to("mock:b");
                from("atlos:source-material" + poll + "Token=" + token.replace("=", "%3D")).routeId("encoded").to("mock:c");
                from("atlos:incidents" + poll + "TOKEN=" + token + "&status=To Do&http.proxyAuthPassword=hunter2").routeId("capitals").to("mock:d");
                from("atlos:incidents" + poll + "configuration.token=" + token + "&tags=x").routeId("nested").to("mock:e");
                from("atlos:incidents" + poll + "tags=y").routeId("component").to("mock:f");
                from("direct:comment").to("atlos:incidents?operation=addComment&" + common + "token=" + token);
                from("direct:dynamic").toD("atlos:incidents?operation=addComment&" + common + "token=${variable.t}");
            }
        });
        context.start();
        Awaitility.await().until(() -> server.requests("GET").stream().filter(r -> r.status() == 200).count() > 12);
        String failure = failureOf(() -> context.createProducerTemplate().requestBodyAndHeader("direct:comment", "x".repeat(2501),
                AtlosConstants.SLUG, slug));
        String dynamic = everythingIn(context.createProducerTemplate().send("direct:dynamic", exchange -> {
            exchange.setVariable("t", token);
            exchange.getMessage().setBody("x".repeat(2501));
            exchange.getMessage().setHeader(AtlosConstants.SLUG, slug);
        }).getException());
        String console = (String) context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class).resolveById("atlos")
                .call(DevConsole.MediaType.TEXT);
        server.revoke(token);
        Awaitility.await().until(() -> server.requests("GET").stream().anyMatch(r -> r.status() == 401));
        String refused = failureOf(() -> context.createProducerTemplate().requestBodyAndHeader("direct:comment", "A comment",
                AtlosConstants.SLUG, slug));

        assertThat(server.requests()).isNotEmpty().allMatch(r -> ("Bearer " + token).equals(r.header("Authorization")));
        assertThat(memory.lines()).isNotEmpty().noneMatch(line -> line.contains(core(token)))
                .noneMatch(line -> line.contains("hunter2") && !line.startsWith("org.apache.camel.component.http"));
        assertThat(context.getEndpoints().toString() + context.getEndpoints().stream().map(e -> e.getEndpointUri() + e.getEndpointKey()).toList()
                + context.getRoutes().stream().map(r -> r.toString() + r.getConsumer()).toList()).doesNotContain(core(token));
        assertThat(jmx()).hasSizeGreaterThan(50).noneMatch(value -> value.contains(core(token)) || value.contains("hunter2"));
        assertThat(failure).isNotEmpty().doesNotContain(core(token));
        assertThat(dynamic).contains("characters that Atlos takes").doesNotContain(core(token));
        assertThat(refused).isNotEmpty().doesNotContain(core(token));
        assertThat(console).contains("plain", "capitals").doesNotContain(core(token)).doesNotContain("hunter2");
    }

    /** What a server, or a proxy that means well, says about the request. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            401 | application/json | {"error":"Bearer %s is unknown"}
            401 | application/json | {"error":{"Bearer %s":"Authorization: Bearer %s"}}
            401 | application/json | {"error":{"field":"%PAD%%s"}}
            400 | text/plain       | Authorization: Bearer %s
            400 | text/plain       | %PAD%%s
            403 | text/html        | <html><title>%PAD%%s</title></html>
            403 | text/html        | <html><TITLE >token=%ENC%</TITLE></html>
            502 | text/html        | <title>Authorization: Bearer %HTML%</title>
            200 | application/json | {"success": %s}
            200 | application/json | {"next":null,"results":[{"id": %s}]}
            200 | application/json | {"error":"%s"}
            200 | application/json | ["%s"]
            """)
    void anEchoIsBlackedOut(int status, String type, String body) {
        String token = server.token();
        String echo = body.replace("%PAD%", "p".repeat(475)).replace("%ENC%", token.replace("=", "%3d")).replace("%HTML%", token.replace("=", "&#61;"))
                .replace("%s", token);
        server.faults().always(any -> true, Fault.answer(status, type, echo));
        context.start();
        String uri = "atlos:incidents?maxRetries=0&baseUrl=" + server.baseUrl() + "&token=" + token + "&operation=";
        for (String operation : List.of("addComment", "get", "updateAttribute&attribute=status&verify=false", "list")) {
            Exchange exchange = context.createProducerTemplate().request(uri + operation, e -> {
                e.getMessage().setBody("To Do");
                e.getMessage().setHeader(AtlosConstants.SLUG, "AB12CD");
            });
            Exception failure = exchange.getException();
            if (failure == null) {
                failure = catchException(() -> exchange.getMessage().getBody(Iterator.class).next());
            }
            assertThat(everythingIn(failure)).contains("Exception").doesNotContain(core(token));
        }
        assertThat(memory.lines()).noneMatch(line -> line.contains(core(token)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.1 %s what\r\n\r\n", "HTTP/1.1 200 OK\r\nAuthorization Bearer %s\r\n\r\n", "Bearer %s\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n" })
    void anEchoThatIsNoHttpIsBlackedOut(String answer) throws Exception {
        String token = server.token();
        try (ServerSocket parrot = listening(new ArrayList<>(), answer.replace("%s", token))) {
            context.start();
            Exception failure = context.createProducerTemplate().request("atlos:source-material?operation=get&maxRetries=0&sourceMaterialId="
                    + UUID.randomUUID() + "&baseUrl=http://127.0.0.1:" + parrot.getLocalPort() + "&token=" + token, e -> { }).getException();
            assertThat(everythingIn(failure)).contains("AtlosException").doesNotContain(core(token));
        }
        assertThat(memory.lines()).noneMatch(line -> line.contains(core(token)));
    }

    /** Under a name that Camel itself takes for one of a secret; it shows the URI with any other. */
    @Test
    void aValueUnderAWrongNameIsNotShown() {
        for (String option : List.of("apiToken", "tokenSupplier", "token-supplier", "http.token")) {
            Exception refused = catchException(() -> {
                Endpoint endpoint = context.getEndpoint("atlos:incidents?operation=get&" + option + "=" + server.token());
                endpoint.createProducer().start();
            });
            assertThat(everythingIn(refused)).contains("Exception").doesNotContain(core(server.token()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "here", "component", "system" })
    void aProxySeesTheTokenInTheClearOnlyWhereThatIsAllowed(String where) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (ServerSocket proxy = listening(seen, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\nConnection: close\r\n\r\n{\"success\": true}")) {
            String port = String.valueOf(proxy.getLocalPort());
            String uri = "atlos:incidents?operation=addComment&slug=AB12CD&maxRetries=0&baseUrl=http://localhost:9&token=" + server.token();
            switch (where) {
                case "here" -> uri += "&http.proxyHost=127.0.0.1&http.proxyPort=" + port;
                case "component" -> {
                    HttpComponent https = context.getComponent("https", HttpComponent.class);
                    https.setProxyHost("127.0.0.1");
                    https.setProxyPort(proxy.getLocalPort());
                }
                default -> {
                    uri += "&http.useSystemProperties=true";
                    System.setProperty("http.proxyHost", "127.0.0.1");
                    System.setProperty("http.proxyPort", port);
                    System.setProperty("http.nonProxyHosts", "");
                }
            }
            String allowed = uri + "&allowInsecure=true";
            String refused = uri;
            context.start();
            Exception failure = catchException(() -> {
                throw context.createProducerTemplate().request(refused, e -> e.getMessage().setBody("A comment")).getException();
            });
            assertThat(everythingIn(failure)).contains("the token would go to the proxy in the clear");
            assertThat(seen).isEmpty();

            Exchange sent = context.createProducerTemplate().request(allowed, e -> e.getMessage().setBody("A comment"));
            assertThat(sent.getException()).isNull();
            assertThat(seen).isNotEmpty();
        } finally {
            List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        }
    }

    /** Reads what comes on each connection, and answers with these bytes. */
    private static ServerSocket listening(List<String> seen, String answer) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    byte[] buffer = new byte[64 * 1024];
                    int n = socket.getInputStream().read(buffer);
                    seen.add(new String(buffer, 0, Math.max(n, 0), StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                } catch (IOException closed) {
                    // The next one, if any.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    private static String everythingIn(Throwable failure) {
        StringWriter text = new StringWriter();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            t.printStackTrace(new PrintWriter(text));
            if (t instanceof AtlosException refusal) {
                text.append(refusal.getServerText()).append(String.valueOf(refusal.getFields())).append(refusal.getOperation());
            }
        }
        return text.toString();
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
