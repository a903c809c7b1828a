package io.github.camelatlos.examples.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudSoarTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String TOKEN = "header.payload.signature";

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
    private CloudSoarStub soar;

    @BeforeEach
    void start() throws IOException {
        soar = new CloudSoarStub(TOKEN);
    }

    @AfterEach
    void stop() {
        soar.close();
        server.close();
    }

    @Test
    void aTaggedIncidentIsHandedOverOnceAndWhatBecomesOfItComesBack() {
        String slug = tagged("Something that \"analysts\" have to see\nat once");
        String source = server.cases().addSourceMaterial(slug, "https://sources.example.org/a");
        server.cases().addIncident("Nobody else's business");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(SOON).until(() -> note(source).isObject() && comments(slug).size() == 2);
            // Handed over again it would be by the next edit, if ever.
            server.cases().edit(slug, "more_info", "More was found");
            soar.setStatus("1", "In progress");
            await().atMost(SOON).until(() -> comments(slug).size() == 3);
            soar.setStatus("1", "Open");
            await().atMost(SOON).until(() -> comments(slug).size() == 4);
        }

        assertThat(soar.incidents()).hasSize(1);
        assertThat(soar.incidents().get(0).path("external_reference").asText()).isEqualTo("ATLOS-" + slug);
        assertThat(soar.incidents().get(0).path("atlos").path("tags")).map(JsonNode::asText).containsExactly("handoff");
        assertThat(soar.incidents().toString()).as("what happened stays in Atlos").doesNotContain("analysts");
        assertThat(comments(slug)).containsExactlyInAnyOrder(
                "Cloud SOAR: ATLOS-%s is incident 1 there, %s/api/csoar/v3/incidents/1".formatted(slug, soar.url()),
                "Cloud SOAR: ATLOS-%s (incident 1) is now Open".formatted(slug),
                "Cloud SOAR: ATLOS-%s (incident 1) is now In progress".formatted(slug),
                "Cloud SOAR: ATLOS-%s (incident 1) is now Open".formatted(slug));
        assertThat(note(source).path("id").asText()).isEqualTo("1");
        assertThat(soar.refusals()).isEmpty();
    }

    /** While one run still waits for Atlos, the next would not find its comment yet, and make it too. */
    @Test
    void aStatusIsToldOnceHoweverSlowlyAtlosTakesIt() {
        String slug = tagged("Atlos is slow today");
        server.faults().always(request -> request.path().contains("/add_comment/"), Fault.delay(Duration.ofMillis(1500)));
        try (ExampleRun run = run(Map.of("soar.poll", "200"))) {
            await().atMost(Duration.ofSeconds(40)).until(() -> comments(slug).stream().anyMatch(comment -> comment.endsWith("is now Open")));
            soar.setStatus("1", "Closed");
            await().atMost(Duration.ofSeconds(40)).until(() -> comments(slug).stream().anyMatch(comment -> comment.endsWith("is now Closed")));
        }
        assertThat(comments(slug)).filteredOn(comment -> comment.endsWith("is now Open")).hasSize(1);
    }

    @Test
    void aSoarThatAnswers500IsAskedAgainAndNeverHoldsAnIncidentTwice() {
        soar.crashNextPost(false);
        soar.crashNextPost(true);
        String first = tagged("The first that meets a crash");
        String second = tagged("The second that meets a crash");
        String third = tagged("The third goes on meanwhile");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(SOON).until(() -> List.of(first, second, third).stream().allMatch(slug -> !comments(slug).isEmpty()));
        }

        assertThat(soar.incidents()).map(incident -> incident.path("name").asText())
                .containsExactlyInAnyOrder("ATLOS-" + first, "ATLOS-" + second, "ATLOS-" + third);
        assertThat(folder.resolve("later")).isEmptyDirectory();
    }

    @Test
    void withoutASearchAnUnknownOutcomeWaitsForAPerson() {
        soar.crashNextPost(true);
        String slug = tagged("It may be there or not");

        try (ExampleRun run = run(Map.of("soar.search", ""))) {
            await().atMost(SOON).until(() -> run.failures().stream().anyMatch(UnknownOutcome.class::isInstance));
        }

        assertThat(soar.incidents()).hasSize(1);
        assertThat(folder.resolve("later").resolve(slug + ".txt")).exists();
    }

    @Test
    void aStatusOfSeveralLinesRewritesNoLedger() throws IOException {
        String slug = tagged("Its status will be odd");
        String odd = "Closed\nstruck\tATLOS-" + slug + "\t\nsaid \"so\"";
        try (ExampleRun run = run(Map.of())) {
            await().atMost(SOON).until(() -> comments(slug).size() == 2);
            soar.setStatus("1", odd);
            await().atMost(SOON).until(() -> comments(slug).size() == 3);
        }
        server.cases().edit(slug, "more_info", "So that it is delivered again");
        try (ExampleRun run = run(Map.of())) {
            soar.setStatus("1", "Open");
            await().atMost(SOON).until(() -> comments(slug).size() == 4);
        }
        assertThat(soar.incidents()).as("handed over once").hasSize(1);
        assertThat(comments(slug)).anyMatch(comment -> comment.endsWith("is now " + odd));
    }

    @Test
    void anIdIsAValueAndNoPath() throws IOException {
        soar.setIds("a/b \"c\" ?");
        String slug = tagged("Its id there is odd");
        String source = server.cases().addSourceMaterial(slug, "https://sources.example.org/a");
        try (ExampleRun run = run(Map.of())) {
            await().atMost(SOON).until(() -> note(source).isObject() && comments(slug).size() == 2);
        }
        assertThat(note(source).path("id").asText()).isEqualTo("a/b \"c\" ?1");
        assertThat(note(source).path("link").asText()).isEqualTo(soar.url() + "/api/csoar/v3/incidents/a%2Fb%20%22c%22%20%3F1");
        assertThat(comments(slug)).anyMatch(comment -> comment.endsWith("(incident a/b \"c\" ?1) is now Open"));
    }

    @Test
    void aPageOfAListDoesNotProveThatItIsNotThere() {
        soar.crashNextPost(true);
        soar.answerInPages();
        String slug = tagged("It is there, on another page");
        try (ExampleRun run = run(Map.of())) {
            await().atMost(SOON).until(() -> run.failures().stream().anyMatch(failure -> ObjectHelper.getException(UnknownOutcome.class, failure) != null));
        }
        assertThat(soar.incidents()).as("not posted again").hasSize(1);
        assertThat(folder.resolve("later").resolve(slug + ".txt")).exists();
    }

    @Test
    void aRevokedTokenLosesNothing() {
        soar.setToken("another one");
        String slug = tagged("To be handed over with a new token");

        try (ExampleRun run = run(Map.of())) {
            await().atMost(SOON).until(() -> Files.exists(folder.resolve("later").resolve(slug + ".txt")));
            soar.setToken(TOKEN);
            await().atMost(SOON).until(() -> !comments(slug).isEmpty());
        }

        assertThat(soar.incidents()).hasSize(1);
    }

    @Test
    void aTemplateOfYourOwnCannotBeBrokenByWhatIsInAnIncident() throws IOException {
        Path template = folder.resolve("own.json");
        Files.writeString(template, "{\"fields\": [{\"k\": \"summary\", \"v\": \"${body.description}\"}], \"severity\": 3}");
        tagged("Said \"stop\", then\n{left} \\ ${body.slug}");

        try (ExampleRun run = run(Map.of("soar.template", "file:" + template))) {
            await().atMost(SOON).until(() -> !soar.incidents().isEmpty());
        }

        JsonNode incident = soar.incidents().get(0);
        assertThat(incident.path("fields").path(0).path("v").asText()).isEqualTo("Said \"stop\", then\n{left} \\ ${body.slug}");
        assertThat(incident.path("severity").isInt()).isTrue();
    }

    @Test
    void theKameletIsOfUseByItself() {
        try (ExampleRun run = run(Map.of()); var producer = run.context().createFluentProducerTemplate()) {
            String sink = "kamelet:cloud-soar-incident-sink?url=" + soar.url() + "&token=";
            String answer = producer.withBody("{\"name\": \"By hand\"}").withHeader("CamelHttpUri", "http://127.0.0.1:1/elsewhere")
                    .to(sink + TOKEN).request(String.class);

            assertThat(answer).contains("\"id\":1");
            assertThatThrownBy(() -> producer.withBody("{}").to(sink + "wrong").request(String.class))
                    .cause().isInstanceOf(HttpOperationFailedException.class).extracting("statusCode").isEqualTo(401);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theStubHoldsToTheDocumentation() throws Exception {
        String all = soar.url() + "/api/csoar/v3/incidents";
        assertThat(status(all, "GET", Map.of("Authorization", "Bearer " + TOKEN))).isEqualTo(406);
        assertThat(status(all, "GET", Map.of("Accept", "application/json"))).isEqualTo(401);
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + TOKEN, "Accept", "application/json"));
        headers.put("Content-Type", "text/plain");
        assertThat(status(all, "POST", headers)).isEqualTo(415);
        headers.put("Content-Type", "application/json");
        assertThat(status(all, "POST", headers)).isEqualTo(201);
        assertThat(status(all + "/1", "PUT", headers)).isEqualTo(200);
        assertThat(status(all + "/7", "GET", headers)).isEqualTo(404);
    }

    private ExampleRun run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("soar.url", soar.url(), "soar.token", TOKEN, "soar.folder", folder.toString(),
                "soar.delay", "300", "soar.retry", "500", "soar.poll", "1100", "atlos.url", server.baseUrl()));
        all.putAll(properties);
        return new ExampleRun(server, "cloud-soar", "hand-off.yaml,status.yaml,shared.yaml", all);
    }

    private String tagged(String description) {
        return server.cases().addIncident(description, attributes -> attributes.putArray("tags").add("handoff"));
    }

    private List<String> comments(String slug) {
        return server.cases().updates(slug).stream().filter(update -> update.path("type").asText().equals("comment"))
                .map(update -> update.path("explanation").asText()).toList();
    }

    private JsonNode note(String source) {
        return server.cases().sourceMaterial(source).path("metadata").path("cloud-soar");
    }

    private static int status(String url, String method, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, method.equals("GET")
                ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(Map.of("a", 1))));
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
