package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.DigestSchemeFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/** How the Administration API is told who asks. */
sealed interface GroupAccess {

    /** How many requests of the group's budget one page costs. */
    int requests();

    void prepare(HttpClientBuilder builder, URI origin);

    void sign(HttpGet get, CloseableHttpClient client, URI origin) throws IOException;

    /** The API did not accept it. */
    void refused();

    /** HTTP Digest. The key itself is never sent. A nonce is not kept, for it does not live long: so one request is challenged, one answers. */
    record Digest(String username, String apiKey) implements GroupAccess {

        @Override
        public int requests() {
            return 2;
        }

        @Override
        public void prepare(HttpClientBuilder builder, URI origin) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(new AuthScope(new HttpHost(origin.getScheme(), origin.getHost(), origin.getPort())),
                    new UsernamePasswordCredentials(username, apiKey.toCharArray()));
            builder.setDefaultAuthSchemeRegistry(RegistryBuilder.<AuthSchemeFactory>create().register(StandardAuthScheme.DIGEST, DigestSchemeFactory.INSTANCE).build())
                    .setDefaultCredentialsProvider(credentials);
        }

        @Override
        public void sign(HttpGet get, CloseableHttpClient client, URI origin) {
            // It answers when it is asked.
        }

        @Override
        public void refused() {
            // There is nothing that another attempt would change.
        }

        @Override
        public String toString() {
            return "Digest";
        }
    }

    /** OAuth 2.0 with an id and a secret, for a token that lives for an hour and is renewed a minute before its end. */
    final class ServiceAccount implements GroupAccess {

        private static final Duration EARLY = Duration.ofMinutes(1);

        private final String id;
        private final String secret;
        private String token;
        private Instant until = Instant.MIN;

        ServiceAccount(String id, String secret) {
            this.id = id;
            this.secret = secret;
        }

        @Override
        public int requests() {
            return 1;
        }

        @Override
        public void prepare(HttpClientBuilder builder, URI origin) {
            builder.disableAuthCaching();
        }

        @Override
        public synchronized void sign(HttpGet get, CloseableHttpClient client, URI origin) throws IOException {
            if (token == null || Instant.now().isAfter(until.minus(EARLY))) {
                HttpPost post = new HttpPost(origin.resolve("/api/oauth/token"));
                post.setHeader("Accept", "application/json");
                post.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)));
                post.setEntity(new UrlEncodedFormEntity(List.of(new BasicNameValuePair("grant_type", "client_credentials"))));
                JsonNode answer = client.execute(post, response -> {
                    String text = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
                    if (response.getCode() != 200) {
                        throw new GroupApiException(response.getCode(), "no token for the service account");
                    }
                    return new ObjectMapper().readTree(text);
                });
                if (!answer.path("access_token").isTextual() || !"Bearer".equalsIgnoreCase(answer.path("token_type").asText("Bearer"))) {
                    throw new GroupApiException(200, "an answer that is no token for the service account");
                }
                token = answer.path("access_token").asText();
                until = Instant.now().plusSeconds(answer.path("expires_in").asLong(3600));
            }
            get.setHeader("Authorization", "Bearer " + token);
        }

        @Override
        public synchronized void refused() {
            token = null;
        }
    }
}
