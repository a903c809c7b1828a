package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.DigestSchemeFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Reads from the Administration API. Answers a challenge for Digest and for nothing else, so the key itself is never sent. */
final class GroupApi implements AutoCloseable {

    /** One to be challenged, one with the answer to it: a nonce is not kept, for it does not live long. */
    static final int REQUESTS_FOR_ONE = 2;

    private final ObjectMapper mapper = new ObjectMapper();
    private final URI origin;
    private final CloseableHttpClient client;

    GroupApi(URI origin, String username, String apiKey) {
        this.origin = origin;
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(new AuthScope(new HttpHost(origin.getScheme(), origin.getHost(), origin.getPort())),
                new UsernamePasswordCredentials(username, apiKey.toCharArray()));
        client = HttpClients.custom()
                .setDefaultAuthSchemeRegistry(RegistryBuilder.<org.apache.hc.client5.http.auth.AuthSchemeFactory>create()
                        .register(StandardAuthScheme.DIGEST, DigestSchemeFactory.INSTANCE).build())
                .setDefaultCredentialsProvider(credentials)
                .setDefaultRequestConfig(RequestConfig.custom().setTargetPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST))
                        .setResponseTimeout(Timeout.ofSeconds(60)).build())
                // A request sent again behind our back would be missing in the budget.
                .disableAutomaticRetries().disableRedirectHandling().disableAuthCaching().build();
    }

    JsonNode get(URI uri) throws IOException {
        if (!isSameOrigin(uri)) {
            throw new IOException("The API names a page on another server; it is not followed");
        }
        HttpGet get = new HttpGet(uri);
        get.setHeader("Accept", "application/json");
        return client.execute(get, HttpClientContext.create(), this::read);
    }

    private JsonNode read(ClassicHttpResponse response) throws IOException {
        try {
            String text = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
            if (response.getCode() != 200) {
                throw new GroupApiException(response.getCode(), error(text));
            }
            return mapper.readTree(text);
        } catch (org.apache.hc.core5.http.ParseException e) {
            throw new IOException(e);
        }
    }

    /** What the API says about it, if it is the API that answers. */
    private String error(String text) {
        try {
            JsonNode json = mapper.readTree(text);
            return json.path("reason").asText("") + ": " + json.path("detail").asText("");
        } catch (IOException noJson) {
            return "an answer that is not the API's";
        }
    }

    private boolean isSameOrigin(URI uri) {
        return origin.getScheme().equalsIgnoreCase(uri.getScheme()) && origin.getHost().equalsIgnoreCase(uri.getHost())
                && port(origin) == port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
