package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

import io.github.camelatlos.model.Update;
import io.github.camelatlos.server.RecordedRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

/** Options of the contract that decide what is read, how fast, and where the checkpoint is. */
class ConsumerOptionsTest extends ConsumerTestSupport {

    @Test
    void aFileStateRepositoryOfCamelKeepsThePlaceThoughNobodyStartedIt() throws Exception {
        server.cases().addIncidents(5);
        String uri = "incidents?stateRepository=#marks";
        context.getRegistry().bind("marks", fileRepository());
        poll(uri);
        awaitDelivered(5);
        context.stop();
        context = newContext();
        context.getRegistry().bind("marks", fileRepository());
        poll(uri);
        String later = server.cases().addIncident("An incident after the restart");
        awaitDelivered(6);
        awaitPolls(2);
        assertThat(sink.slugs()).hasSize(6).last().isEqualTo(later);
    }

    private FileStateRepository fileRepository() throws Exception {
        return FileStateRepository.fileStateRepository(folder.resolve("marks.txt").toFile());
    }

    @Test
    void twoRunningConsumersWithOneStoreAndKeyAreRefusedAndTwoKeysAreNot() throws Exception {
        context.getRegistry().bind("marks", new MemoryStateRepository());
        context.start();
        add("atlos:incidents?initialDelay=100000&stateRepository=#marks", "first");
        add("atlos:incidents?initialDelay=100000&stateRepository=#marks&status=Completed", "other");
        assertThatThrownBy(() -> add("atlos:incidents?initialDelay=200000&stateRepository=#marks", "second"))
                .hasStackTraceContaining("Set checkpointKey");
        add("atlos:incidents?initialDelay=200000&stateRepository=#marks&checkpointKey=mine", "third");
        context.getRouteController().stopRoute("first");
        add("atlos:incidents?initialDelay=300000&stateRepository=#marks", "fourth");
    }

    private void add(String uri, String id) throws Exception {
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(sink);
            }
        });
    }

    @Test
    void aCheckpointFileThatHoldsAnotherKeyIsRefusedAndLeftAsItIs() throws Exception {
        server.cases().addIncidents(3);
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(3);
        context.stop();
        String text = Files.readString(folder.resolve("checkpoint.json"));
        try (CamelContext other = newContext()) {
            context = other;
            assertThatThrownBy(() -> poll("incidents?status=Completed" + checkpoint())).hasStackTraceContaining("belongs to another consumer");
        }
        assertThat(folder.resolve("checkpoint.json")).hasContent(text);
        context = newContext();
    }

    /** As the component's page says it. */
    @Test
    void aPlusSignIsABlankUnlessItIsRaw() {
        assertThat(query("atlos:incidents?query=a+b")).isEqualTo("a b");
        assertThat(query("atlos:incidents?query=a%2Bb")).isEqualTo("a b");
        assertThat(query("atlos:incidents?query=RAW(a+b)")).isEqualTo("a+b");
    }

    private String query(String uri) {
        return context.getEndpoint(uri, AtlosEndpoint.class).getConsumerConfiguration().getQuery();
    }

    @Test
    void madeByTellsPeopleFromTokens() throws Exception {
        String slug = server.cases().addIncident("An incident that people and tokens comment on");
        server.cases().comment(slug, "By a person");
        context.start();
        context.createProducerTemplate().requestBodyAndHeader("atlos:incidents?operation=addComment", "By a token", AtlosConstants.SLUG, slug);
        poll("updates?madeBy=people");
        awaitDelivered(1);
        awaitPolls(3);
        assertThat(sink.all()).isNotEmpty().allMatch(one -> ((Update) one.record()).getApiTokenId() == null)
                .noneMatch(one -> "By a token".equals(((Update) one.record()).getExplanation()));
        sink.clear();
        context.stop();
        context = newContext();
        poll("updates?madeBy=tokens");
        awaitDelivered(1);
        awaitPolls(3);
        assertThat(sink.all()).isNotEmpty().allMatch(one -> ((Update) one.record()).getApiTokenId() != null);
    }

    @Test
    void requestsPerMinuteIsSharedByAllEndpointsOfOneToken() throws Exception {
        poll("incidents?requestsPerMinute=300");
        add("atlos:updates?delay=100&initialDelay=0&requestsPerMinute=300", "updates");
        awaitPolls(12);
        Instant first = server.requests().get(0).at();
        RecordedRequest twelfth = server.requests().get(11);
        // 300 a minute are 200 ms apart for both routes together, 2.2 s in all; each on its own would take half of it, without a budget 0.6 s.
        assertThat(Duration.between(first, twelfth.at())).isGreaterThan(Duration.ofMillis(1500));
    }
}
