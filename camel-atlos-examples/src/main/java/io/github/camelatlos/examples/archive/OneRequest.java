package io.github.camelatlos.examples.archive;

import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;

/** How one request goes out: on a connection of its own, and with nothing that the one before it has left. */
record OneRequest(String userAgent, int idleSeconds) {

    Download get(WebUrl url, Exchange exchange, DnsResolver names, Deadline deadline) throws IOException {
        CloseableHttpClient client = client(names, exchange);
        try {
            HttpGet get = url.request();
            get.setHeader(HttpHeaders.USER_AGENT, userAgent);
            get.setHeader(HttpHeaders.ACCEPT, "*/*");
            // What is kept is what was sent.
            get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            deadline.ends(get::abort);
            return new Download(url, client.executeOpen(null, get, null), exchange, client, deadline);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** No cookie, password or connection of one source is there for the next. */
    private CloseableHttpClient client(DnsResolver names, Exchange exchange) {
        Timeout idle = Timeout.ofSeconds(idleSeconds);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(names)
                        .setConnectionFactory(socket -> new CopiedConnection(exchange))
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(idle).setSocketTimeout(idle).build()).build())
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(idle).build())
                .disableRedirectHandling().disableCookieManagement().disableAuthCaching().disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }
}
