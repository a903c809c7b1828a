package io.github.camelatlos.client;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/** Which options of Camel's http component may be given as {@code http.*}: those that shape the connection, and only those. */
final class HttpOptions {

    /** Not in the endpoint's catalog, yet taken by the http component for one endpoint. */
    private static final Set<String> TIMEOUTS = Set.of("connectTimeout", "connectionRequestTimeout", "responseTimeout", "soTimeout");

    private static final Set<String> CONNECTION = Set.of("clientConnectionManager", "connectionsPerRoute", "httpClientConfigurer",
            "httpClientOptions", "httpConnectionOptions", "maxTotalConnections", "nonProxyHosts", "proxyAuthDomain", "proxyAuthHost",
            "proxyAuthMethod", "proxyAuthNtHost", "proxyAuthPassword", "proxyAuthPort", "proxyAuthScheme", "proxyAuthUsername",
            "proxyHost", "proxyPort", "sslContextParameters", "useSystemProperties", "userAgent", "x509HostnameVerifier");

    private static final Set<String> CONNECTION_PREFIXES = Set.of("httpClient.", "httpConnection.");

    /** What {@code httpClient.*} would undo: redirects and authentication would carry the token elsewhere. */
    private static final Set<String> REFUSED_SUFFIXES = Set.of("redirectsEnabled", "circularRedirectsAllowed", "maxRedirects",
            "authenticationEnabled", "targetPreferredAuthSchemes");

    private HttpOptions() {
    }

    static void check(CamelContext context, Map<String, Object> options) {
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory("https");
        for (String name : options.keySet()) {
            if (isConnectionOption(name)) {
                continue;
            }
            if (factory.propertyNames().contains(name) || REFUSED_SUFFIXES.stream().anyMatch(name::endsWith)) {
                throw new IllegalArgumentException("http." + name + " is not for Atlos: it does not shape the connection, but the "
                        + "requests, which the connector makes itself. Allowed are http." + String.join(", http.", allowed()));
            }
            throw new IllegalArgumentException("Camel's http component has no option '" + name + "' (given as http." + name
                    + "). Allowed are http." + String.join(", http.", allowed()));
        }
    }

    private static boolean isConnectionOption(String name) {
        return TIMEOUTS.contains(name) || CONNECTION.contains(name)
                || CONNECTION_PREFIXES.stream().anyMatch(name::startsWith) && REFUSED_SUFFIXES.stream().noneMatch(name::endsWith);
    }

    private static Set<String> allowed() {
        Set<String> names = new TreeSet<>(CONNECTION);
        names.addAll(TIMEOUTS);
        return names;
    }
}
