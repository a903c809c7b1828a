package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of a private endpoint of Camel's http component, so that TLS, proxy, timeouts and pool are configured the way
 * users of Camel know, while the requests are ours. No exchange goes through that endpoint: an incoming header could send it,
 * and the token, anywhere.
 */
final class Connection implements Closeable {

    /** Measured: the server closes a connection after 5 s idle. One that is younger is alive; an older one is not used again. */
    private static final TimeValue REUSED_WITHIN = TimeValue.ofSeconds(3);

    /** Measured: an attribute update took 2.6 s on an incident with 250 source materials. */
    private static final Map<String, Object> DEFAULTS = Map.of("connectTimeout", "10000", "responseTimeout", "30000",
            "connectionRequestTimeout", "60000");

    private final HttpEndpoint endpoint;
    private final HttpClient client;
    private final HttpHost host;
    private final RequestConfig config;

    private Connection(HttpEndpoint endpoint, HttpClient client, HttpHost host) {
        this.endpoint = endpoint;
        this.client = client;
        this.host = host;
        this.config = client instanceof Configurable c && c.getConfig() != null ? c.getConfig() : RequestConfig.DEFAULT;
    }

    static Connection open(CamelContext context, URI baseUrl, Map<String, Object> options) {
        HttpOptions.check(context, options);
        Map<String, Object> parameters = new HashMap<>(DEFAULTS);
        if (options.containsKey("soTimeout") || options.containsKey("httpConnection.soTimeout")) {
            // HttpClient lets the response timeout win over it.
            parameters.remove("responseTimeout");
        }
        parameters.putAll(options);
        try {
            HttpEndpoint endpoint = (HttpEndpoint) context.getComponent("https").createEndpoint(baseUrl.toString(), parameters);
            endpoint.setHttpClientConfigurer(CompositeHttpConfigurer.combineConfigurers(endpoint.getHttpClientConfigurer(),
                    Connection::takeOver));
            endpoint.start();
            return new Connection(endpoint, endpoint.getHttpClient(), HttpHost.create(baseUrl));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The http.* options do not fit: " + e.getMessage(), e);
        }
    }

    /** HttpClient would send a POST again on 503, follow a redirect with the token, and keep cookies nobody needs. */
    private static void takeOver(HttpClientBuilder builder) {
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching()
                .setKeepAliveStrategy((response, context) -> REUSED_WITHIN);
    }

    ClassicHttpResponse execute(Outgoing outgoing) throws IOException {
        outgoing.request().setConfig(configFor(outgoing.call().body()));
        return client.executeOpen(host, outgoing.request(), null);
    }

    /** A large upload is answered only when the server has stored it. Measured: 2 GB took 47 s. */
    private RequestConfig configFor(Body body) {
        if (!(body instanceof Body.Multipart upload) || upload.length() < Body.Multipart.LARGE) {
            return config;
        }
        Timeout base = config.getResponseTimeout() == null ? Timeout.ofSeconds(30) : config.getResponseTimeout();
        Duration extra = Duration.ofSeconds(upload.length() / 10_000_000);
        return RequestConfig.copy(config).setExpectContinueEnabled(true)
                .setResponseTimeout(Timeout.of(base.toDuration().plus(extra))).build();
    }

    @Override
    public void close() {
        endpoint.stop();
    }
}
