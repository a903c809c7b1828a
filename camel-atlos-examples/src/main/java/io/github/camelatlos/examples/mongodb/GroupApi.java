package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Reads from the Administration API: v1.0, or v2, which wants to be told the day whose form of an answer is meant. */
final class GroupApi implements AutoCloseable {

    /** A day by which all of v2 that is read here has the form that it has now. */
    private static final String V2 = "application/vnd.atlas.2025-03-12+json";
    private static final int UNAUTHORIZED = 401;

    private final ObjectMapper mapper = new ObjectMapper();
    private final URI origin;
    private final String version;
    private final GroupAccess access;
    private final CloseableHttpClient client;

    GroupApi(URI origin, String version, GroupAccess access) {
        if (!version.equals("v1.0") && !version.equals("v2")) {
            throw new IllegalArgumentException("apiVersion: v1.0 or v2, not " + version);
        }
        this.origin = origin;
        this.version = version;
        this.access = access;
        HttpClientBuilder builder = HttpClients.custom()
                .setDefaultRequestConfig(RequestConfig.custom().setTargetPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST))
                        .setResponseTimeout(Timeout.ofSeconds(60)).build())
                // A request sent again behind our back would be missing in the budget.
                .disableAutomaticRetries().disableRedirectHandling().disableAuthCaching();
        access.prepare(builder, origin);
        client = builder.build();
    }

    URI first(String group, String resource) {
        return origin.resolve("/api/atlas/" + version + "/groups/" + group + "/" + resource + "?pageNum=1&itemsPerPage=100");
    }

    int requests() {
        return access.requests();
    }

    JsonNode get(URI uri) throws IOException {
        if (!isSameOrigin(uri)) {
            throw new IOException("The API names a page on another server; it is not followed");
        }
        HttpGet get = new HttpGet(uri);
        get.setHeader("Accept", version.equals("v2") ? V2 : "application/json");
        access.sign(get, client, origin);
        try {
            return client.execute(get, HttpClientContext.create(), this::read);
        } catch (GroupApiException e) {
            if (e.getStatus() == UNAUTHORIZED) {
                access.refused();
            }
            throw e;
        }
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
