package io.github.camelatlos.bench;

import java.io.InputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** One thread, HttpClient, a Jackson tree. It keeps no mark, survives nothing, and delivers the newest first. */
final class Floor implements Contender {

    private final ObjectMapper mapper = new ObjectMapper();
    private final CloseableHttpClient client = HttpClients.createDefault();
    private final Sink sink = new Sink();
    private final String url;
    private final String token;

    Floor(String url, String path, String token) {
        this.url = url + "/api/v2/" + path + "?sort=modified_desc";
        this.token = token;
    }

    @Override
    public void read(int records) throws Exception {
        sink.expect(records);
        String cursor = "";
        while (cursor != null) {
            HttpGet get = new HttpGet(url + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            get.setHeader("Authorization", "Bearer " + token);
            JsonNode page = client.execute(get, response -> {
                try (InputStream body = response.getEntity().getContent()) {
                    return mapper.readTree(body);
                }
            });
            page.get("results").forEach(sink::look);
            cursor = page.get("next").isNull() ? null : page.get("next").asText();
        }
        sink.await();
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
