package io.github.camelatlos.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelatlos.AtlosComponent;
import io.github.camelatlos.AtlosConfiguration;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.SecurityMode;
import io.undertow.Undertow;
import io.undertow.util.Headers;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;

/** What is made of the server's refusals: the kind, and a reason that is whole, short, and of one line. */
class RefusalsTest {

    private static final Map<String, Object> INCIDENT = Map.of("description", "Something happened", "sensitive", List.of("Not Sensitive"));

    @Test
    void aProjectThatTakesNoIncidentsIsAPermissionNotAnInput() {
        try (AtlosServer server = AtlosServer.start()) {
            server.securityMode(SecurityMode.READ_ONLY);
            assertReason(create(server.baseUrl(), server.token()));
            server.securityMode(SecurityMode.NORMAL);
            server.cases().archiveProject();
            assertReason(create(server.baseUrl(), server.token()));
        }
    }

    private static void assertReason(AtlosException refusal) {
        assertThat(refusal.getKind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(refusal.getServerText()).isEqualTo("project_id: You cannot add incidents to this project.; "
                + "project_attributes: This API token does not have permission to edit this attribute.");
        assertThat(refusal.getMessage()).contains(refusal.getServerText()).doesNotContain("…");
        assertThat(refusal.getFields()).containsOnlyKeys("project_id", "project_attributes");
    }

    @Test
    void aLongReasonEndsAfterAWholeWord() {
        AtlosException refusal = refusal(401, "application/json", "{\"error\":{\"attr_x\":\"" + "Valid options are: ".repeat(1000) + "\"}}");
        assertThat(refusal.getKind()).isEqualTo(Kind.INVALID_INPUT);
        assertThat(refusal.getServerText()).hasSizeLessThan(2002).matches("(?s).* (Valid|options|are:)…");
    }

    @Test
    void nothingLooksLikeALineOfItsOwn() {
        AtlosException refusal = refusal(401, "application/json", "{\"error\":{\"a\\nb\\u2028x\":\"c\\u0085d\\u202ee\\u2029\\rf\"}}");
        assertThat(refusal.getFields()).containsExactlyEntriesOf(Map.of("a b x", "c d e f"));
        assertThat(refusal.getMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }

    @Test
    void theTokenIsNotShownThoughItStandsWhereTheTextIsCut() {
        String token = "secret-token-0123456789";
        for (String before : List.of("x".repeat(1990), "x ".repeat(990))) {
            AtlosException refusal = refusal(401, "application/json", "{\"error\":{\"attr_x\":\"" + before + " " + token + "\"}}", token);
            assertThat(refusal.getMessage() + refusal.getFields() + refusal.getServerText()).doesNotContain("secret");
        }
    }

    /** By the processor's time, which a busy machine does not stretch. Measured: 2 ms, and 0.6 to 1.2 s with a quadratic pattern. */
    @Test
    void aPageOfTitlesTakesNoTime() throws IOException {
        Refusals refusals = new Refusals(Token.fixed("another-token-0123456789"));
        Call call = Call.get("incidents get", List.of("incidents"), List.of());
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (String page : List.of("<title>warm", "<title".repeat(11_000), "<title ".repeat(9_000) + ">", "<title>".repeat(9_000))) {
            BasicClassicHttpResponse response = new BasicClassicHttpResponse(404);
            response.setHeader("Content-Type", "text/html");
            response.setEntity(new StringEntity(page));
            long begin = clock.getCurrentThreadCpuTime();
            assertThat(refusals.of(call, new Answer(response, new Traffic()))).hasMessageContaining("an HTML page");
            Duration took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - begin);
            assertThat(page.length() < 1_000 || took.toMillis() < 150).as(took.toString()).isTrue();
        }
        assertThat(refusal(404, "text/html", "<html><TITLE data-x=\"1\">\nNot Found\n | Atlos</title>").getMessage()).contains("'Not Found  | Atlos'");
    }

    private static AtlosException refusal(int status, String type, String body) {
        return refusal(status, type, body, "another-token-0123456789");
    }

    private static AtlosException refusal(int status, String type, String body, String token) {
        Undertow server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(exchange -> {
            exchange.setStatusCode(status);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
            exchange.getResponseSender().send(body);
        }).build();
        server.start();
        try {
            return create("http:/" + server.getListenerInfo().get(0).getAddress(), token);
        } finally {
            server.stop();
        }
    }

    private static AtlosException create(String baseUrl, String token) {
        AtlosConfiguration configuration = new AtlosConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setToken(token);
        configuration.setMaxRetries(0);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            AtlosComponent component = new AtlosComponent();
            component.setConfiguration(configuration);
            context.addComponent("atlos", component);
            context.start();
            return context.createProducerTemplate().request("atlos:incidents?operation=create", exchange -> exchange.getMessage().setBody(INCIDENT))
                    .getException(AtlosException.class);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
