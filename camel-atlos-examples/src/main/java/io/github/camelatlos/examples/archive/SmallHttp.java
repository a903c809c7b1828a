package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Asks a service that is configured for a small answer: bounded in size, and in time as a whole, so that nobody can hold a timer's thread. */
public final class SmallHttp {

    /**
     * What came back.
     *
     * @param body what there is of it; never null
     */
    public record Answer(int status, byte[] body) {
    }

    private final OkHttpClient client;
    private final int most;

    public SmallHttp(int most, Duration longest) {
        this.most = most;
        // Redirects would lead to who was not configured.
        client = new OkHttpClient.Builder().callTimeout(longest).followRedirects(false).followSslRedirects(false).retryOnConnectionFailure(false).build();
    }

    public Answer get(String url, String accept) throws IOException {
        return send(request(url).header("Accept", accept).build());
    }

    public Answer post(String url, byte[] body, String type, String accept) throws IOException {
        return send(request(url).header("Accept", accept).post(RequestBody.create(body, MediaType.get(type))).build());
    }

    private static Request.Builder request(String url) throws IOException {
        try {
            return new Request.Builder().url(url).header("User-Agent", "camel-atlos archive");
        } catch (IllegalArgumentException e) {
            throw new IOException("no address of a service", e);
        }
    }

    private Answer send(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            if (response.body().source().request(most + 1L)) {
                throw new IOException("the answer is too long");
            }
            return new Answer(response.code(), response.body().source().readByteArray());
        }
    }
}
