package io.github.camelatlos.it;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.server.AtlosServer;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, started once for a class, and looked at over HTTP. */
abstract class SpringBootTestSupport {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static AtlosServer server;
    static String slug;
    static ConfigurableApplicationContext spring;

    @BeforeAll
    static void start() {
        server = AtlosServer.start();
        slug = server.cases().addIncident("A clinic was hit");
        System.setProperty("atlos.token", server.token());
        spring = SpringApplication.run(Application.class, "--atlos.url=" + server.baseUrl());
        await().atMost(Duration.ofSeconds(30)).until(() -> application().seen.contains(slug));
    }

    @AfterAll
    static void stop() {
        spring.close();
        server.close();
    }

    static Application application() {
        return spring.getBean(Application.class);
    }

    static CamelContext camel() {
        return spring.getBean(CamelContext.class);
    }

    record Answer(int status, JsonNode body) {
    }

    static Answer actuator(String path) {
        URI uri = URI.create("http://127.0.0.1:" + spring.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
        try {
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body().isEmpty() ? null : new ObjectMapper().readTree(answer.body()));
        } catch (Exception e) {
            throw new IllegalStateException(uri.toString(), e);
        }
    }

    static List<String> comments() {
        return server.cases().updates(slug).stream().map(update -> update.path("explanation").asText()).toList();
    }
}
