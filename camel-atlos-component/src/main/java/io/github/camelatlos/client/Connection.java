package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.RouteInfo;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.ConnPoolControl;
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

    static final String PROXY_SEES_TOKEN = "baseUrl is plain http and a proxy is set: the token would go to the proxy in the clear. "
            + "Take the proxy away (http.nonProxyHosts), use https, or set allowInsecure=true if the proxy is yours";

    private final HttpEndpoint endpoint;
    private final HttpClient client;
    private final HttpHost host;
    private final RequestConfig config;
    private final ThreadPoolExecutor helpers;

    private Connection(CamelContext context, HttpEndpoint endpoint, HttpClient client, HttpHost host) {
        this.endpoint = endpoint;
        this.client = client;
        this.host = host;
        this.config = client instanceof Configurable c && c.getConfig() != null ? c.getConfig() : RequestConfig.DEFAULT;
        this.helpers = new ThreadPoolExecutor(0, size(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> context.getExecutorServiceManager().newThread("AtlosNextPage", task));
    }

    /** The way to the server is not one that a token may go. */
    static final class NotAllowed extends IOException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message);
        }
    }

    static Connection open(CamelContext context, URI baseUrl, Map<String, Object> options, boolean allowInsecure) {
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
                    builder -> takeOver(builder, allowInsecure)));
            endpoint.start();
            return new Connection(context, endpoint, endpoint.getHttpClient(), HttpHost.create(baseUrl));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The http.* options do not fit: " + e.getMessage(), e);
        }
    }

    /** HttpClient would send a POST again on 503, follow a redirect with the token, and keep cookies nobody needs. */
    private static void takeOver(HttpClientBuilder builder, boolean allowInsecure) {
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching()
                .setKeepAliveStrategy((response, context) -> REUSED_WITHIN);
        if (!allowInsecure) {
            builder.addRequestInterceptorFirst((request, entity, context) -> refuseToShow(context));
        }
    }

    /** Wherever the proxy was set: here, at Camel's http component, in the system's properties. Through a tunnel it sees nothing. */
    private static void refuseToShow(HttpContext context) throws IOException {
        RouteInfo route = context instanceof HttpClientContext client ? client.getHttpRoute() : null;
        if (route != null && route.getProxyHost() != null && !route.isSecure()) {
            throw new NotAllowed(PROXY_SEES_TOKEN);
        }
    }

    ClassicHttpResponse execute(Body body, HttpUriRequestBase request) throws IOException {
        request.setConfig(configFor(body));
        return client.executeOpen(host, request, null);
    }

    /** How many requests can be under way at once. */
    int size() {
        return endpoint.getClientConnectionManager() instanceof ConnPoolControl<?> pool
                ? Math.max(1, Math.min(pool.getDefaultMaxPerRoute(), pool.getMaxTotal())) : 1;
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

    Executor helpers() {
        return helpers;
    }

    @Override
    public void close() {
        helpers.shutdownNow();
        endpoint.stop();
    }
}
