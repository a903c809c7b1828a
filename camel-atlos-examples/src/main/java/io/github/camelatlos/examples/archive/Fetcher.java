package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches a source: bounded in size and time, and from the open web only, at every redirect. What is not in YAML's power, and
 * why this is Java: a limit for the whole of it, and connecting to the very address that was checked.
 */
public final class Fetcher {

    private static final int MOST_REDIRECTS = 5;

    private final DnsResolver open;
    private Set<String> allowed = Set.of();
    private long maxBytes = 2_000_000_000L;
    private int maxSeconds = 600;
    private int idleSeconds = 30;
    private String userAgent = "camel-atlos archive";

    public Fetcher() {
        this(new PublicWeb(SystemDefaultDnsResolver.INSTANCE));
    }

    Fetcher(DnsResolver open) {
        this.open = open;
    }

    /** Origins such as {@code http://10.0.0.7:8080}, comma-separated, that are fetched from although they are not public. */
    public void setAllowed(String origins) {
        allowed = Arrays.stream(origins.split(",")).map(String::strip).filter(text -> !text.isEmpty()).map(URI::create)
                .map(Fetcher::origin).collect(Collectors.toUnmodifiableSet());
    }

    /** The default is what Atlos takes. */
    public void setMaxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** For all of it, from the first connection to the last byte. */
    public void setMaxSeconds(int maxSeconds) {
        this.maxSeconds = maxSeconds;
    }

    /** Without a byte. */
    public void setIdleSeconds(int idleSeconds) {
        this.idleSeconds = idleSeconds;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    /** The file, about to come in: whoever reads it closes it. */
    public Download fetch(String url) throws NotFetched {
        Deadline deadline = new Deadline(maxSeconds);
        try {
            URI uri = WebUri.of(url);
            for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
                Download answer = get(uri, deadline);
                URI next = answer.redirect();
                if (next == null) {
                    return answer.checked(maxBytes);
                }
                answer.drop();
                uri = next;
            }
            throw new NotFetched("too many redirects");
        } catch (IOException e) {
            deadline.close();
            throw deadline.explain(e);
        }
    }

    private Download get(URI uri, Deadline deadline) throws IOException {
        CloseableHttpClient client = client(allowed.contains(origin(uri)) ? SystemDefaultDnsResolver.INSTANCE : open);
        try {
            HttpGet get = new HttpGet(uri);
            get.setHeader(HttpHeaders.USER_AGENT, userAgent);
            deadline.ends(get::abort);
            ClassicHttpResponse response = client.executeOpen(null, get, null);
            Header type = response.getFirstHeader(HttpHeaders.CONTENT_TYPE);
            return new Download(uri, response, type == null ? null : type.getValue(), client, deadline);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** One for each request: no cookie, password or connection of one source is there for the next. */
    private CloseableHttpClient client(DnsResolver names) {
        Timeout idle = Timeout.of(Math.min(idleSeconds, maxSeconds), TimeUnit.SECONDS);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(names)
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(idle).setSocketTimeout(idle).build()).build())
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(idle).build())
                .disableRedirectHandling().disableCookieManagement().disableAuthCaching().disableAutomaticRetries()
                // What is kept is what was sent.
                .disableContentCompression()
                .build();
    }

    private static String origin(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(Locale.ROOT);
    }
}
