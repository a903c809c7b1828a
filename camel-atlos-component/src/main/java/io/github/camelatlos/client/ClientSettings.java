package io.github.camelatlos.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How to reach one Atlos.
 *
 * @param baseUrl           scheme, host, port and perhaps a path, without {@code /api/v2}
 * @param requestsPerMinute the budget, 0 for none
 * @param maxRetries        how often a request that may be repeated is repeated
 * @param retryDelay        before the first repetition; doubled for each further one
 * @param maxRetryDelay     the longest wait, also for a {@code Retry-After}
 * @param allowInsecure     the token may go over plain http, and to a proxy in the clear
 * @param http              the options of Camel's http component that shape the connection
 */
public record ClientSettings(URI baseUrl, Token token, int requestsPerMinute, int maxRetries, Duration retryDelay,
                             Duration maxRetryDelay, boolean allowInsecure, Map<String, Object> http) {

    public ClientSettings {
        http = Map.copyOf(http);
        if (baseUrl.getScheme().equals("http") && !allowInsecure && (http.containsKey("proxyHost") || http.containsKey("proxyAuthHost"))) {
            throw new IllegalArgumentException(Connection.PROXY_SEES_TOKEN);
        }
    }

    /**
     * A base URL as people write it, checked.
     *
     * @throws IllegalArgumentException if it is no http(s) URL, or plain http to a host that is not this machine
     */
    public static URI baseUrl(String text, boolean allowInsecure) {
        URI uri = parse(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null || uri.getRawQuery() != null
                || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("baseUrl must be the address of an Atlos such as https://platform.atlos.org, "
                    + "without user name, query or fragment");
        }
        if (scheme.equals("http") && !allowInsecure && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException("baseUrl " + uri + " is plain http: the token could be read on the way. "
                    + "Use https, or set allowInsecure=true if the network in between is yours");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "").replaceAll("/api/v2$", "");
        String port = uri.getPort() < 0 || uri.getPort() == defaultPort(scheme) ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    /** What all clients of one server have in common, however they spell its address: {@code platform.atlos.org:443}. */
    public String server() {
        String host = isLoopback(baseUrl.getHost()) ? "localhost" : baseUrl.getHost();
        return host + ":" + port(baseUrl) + baseUrl.getRawPath();
    }

    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri.getScheme());
    }

    private static int defaultPort(String scheme) {
        return scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    private static URI parse(String text) {
        try {
            return URI.create(text == null ? "" : text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("baseUrl is not a URL; expected something like https://platform.atlos.org", e);
        }
    }

    /** By name and shape only: asking a name server would let it decide where plain http is allowed. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    /** Without token and connection options, which may hold secrets. */
    @Override
    public String toString() {
        return "ClientSettings[" + baseUrl + "]";
    }
}
