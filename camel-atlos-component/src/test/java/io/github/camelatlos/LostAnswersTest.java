package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ATTRIBUTE;
import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.MESSAGE;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 3: where an answer was lost, nothing is written twice and what is told is true. */
class LostAnswersTest {

    private AtlosServer server;
    private CaseFile cases;
    private Connector atlos;

    /** A write to a record of its own, and how often it is there. */
    record Write(String uri, Object body, Map<String, Object> headers, String path, Callable<Integer> stored) {
    }

    enum Operation {
        CREATE_INCIDENT(false) {
            @Override
            Write on(CaseFile cases, int i) {
                String description = "A new incident " + i;
                return new Write("atlos:incidents?operation=create", Map.of("description", description, "sensitive", List.of("Not Sensitive")),
                        Map.of(), "/incidents/new", () -> (int) cases.view().slugs().stream()
                                .filter(slug -> cases.incident(slug).path("attr_description").asText().equals(description)).count());
            }
        },
        ADD_COMMENT(false) {
            @Override
            Write on(CaseFile cases, int i) {
                String slug = cases.addIncident("Commented on " + i);
                cases.comment(slug, "the same text");
                return new Write("atlos:incidents?operation=addComment", "the same text", Map.of(SLUG, slug), slug, () -> (int) cases.updates(slug)
                        .stream().filter(update -> update.path("explanation").asText().equals("the same text")).count() - 1);
            }
        },
        UPDATE_ATTRIBUTE(true) {
            @Override
            Write on(CaseFile cases, int i) {
                String slug = cases.addIncident("To be changed " + i);
                return new Write("atlos:incidents?operation=updateAttribute", "Completed", Map.of(SLUG, slug, ATTRIBUTE, "status", MESSAGE, "why"), slug,
                        () -> cases.incident(slug).path("attr_status").asText().equals("Completed") ? (int) cases.updates(slug).stream()
                                .filter(update -> update.path("explanation").asText().equals("why")).count() : 0);
            }
        },
        UPDATE_TO_THE_SAME_VALUE_WITH_AN_EXPLANATION(true) {
            @Override
            Write on(CaseFile cases, int i) {
                String slug = cases.addIncident("Not to be changed " + i);
                return new Write("atlos:incidents?operation=updateAttribute", "To Do", Map.of(SLUG, slug, ATTRIBUTE, "status", MESSAGE, "still"), slug,
                        () -> (int) cases.updates(slug).stream().filter(update -> update.path("explanation").asText().equals("still")).count());
            }
        },
        CREATE_SOURCE_MATERIAL(false) {
            @Override
            Write on(CaseFile cases, int i) {
                String slug = cases.addIncident("With sources " + i);
                cases.addSourceMaterial(slug, "https://example.org/same");
                return new Write("atlos:source-material?operation=create", "https://example.org/same", Map.of(SLUG, slug), slug,
                        () -> cases.view().sourceMaterialIds(slug).size() - 1);
            }
        },
        SET_METADATA(true) {
            @Override
            Write on(CaseFile cases, int i) {
                String id = cases.addSourceMaterial(cases.addIncident("With metadata " + i), "https://example.org/a");
                return new Write("atlos:source-material?operation=setMetadata", Map.of("n", i), Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns"), id,
                        () -> cases.sourceMaterial(id).path("metadata").path("ns").path("n").asInt(-1) == i ? 1 : 0);
            }
        },
        UPLOAD(false) {
            @Override
            Write on(CaseFile cases, int i) {
                String id = cases.addSourceMaterial(cases.addIncident("With files " + i), "https://example.org/a");
                cases.upload(id, "the same bytes".getBytes(), "txt", null);
                return new Write("atlos:source-material?operation=upload&skipDuplicates=false", "the same bytes".getBytes(),
                        Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt"), id, () -> cases.sourceMaterial(id).path("artifacts").size() - 1);
            }
        };

        final boolean repeatable;

        Operation(boolean repeatable) {
            this.repeatable = repeatable;
        }

        abstract Write on(CaseFile cases, int i);
    }

    @BeforeEach
    void start() {
        server = AtlosServer.start();
        cases = server.cases();
        atlos = Connector.to(server);
    }

    @AfterEach
    void stop() {
        atlos.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whatWasCarriedOutIsFoundAndNotSentAgain(Operation operation) throws Exception {
        carriedOut(operation, 1);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Operation.class)
    void whatWasCarriedOutIsFoundAndNotSentAgain20Times(Operation operation) throws Exception {
        carriedOut(operation, 4);
    }

    private void carriedOut(Operation operation, int times) throws Exception {
        List<Fault> faults = List.of(Fault.RESET_AFTER_COMMIT, Fault.EMPTY_500_AFTER_COMMIT, Fault.RESET_MID_BODY, Fault.TRUNCATED_BODY,
                Fault.commitsLate(Duration.ofMillis(1200)));
        for (int time = 0; time < times; time++) {
            for (Fault fault : faults) {
                Write write = operation.on(cases, server.requests().size());
                server.faults().next(request -> request.isPost() && request.isTo(write.path()), fault);
                Exchange exchange = atlos.send(write.uri(), write.body(), write.headers());
                assertNull(exchange.getException(), fault.toString());
                assertEquals(1, write.stored().call(), fault.toString());
                if (operation == Operation.CREATE_INCIDENT) {
                    Incident found = exchange.getMessage().getBody(Incident.class);
                    assertEquals(((Map<?, ?>) write.body()).get("description"), cases.incident(found.getSlug()).path("attr_description").asText());
                }
            }
        }
        assertEquals(times * faults.size(), server.requests("POST").size());
    }

    @Test
    void whatWasNotCarriedOutIsRepeatedOnlyWhereThatDoesNoHarm() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        int posts = 0;
        for (Operation operation : Operation.values()) {
            for (Fault fault : List.of(Fault.RESET, Fault.EMPTY_500, Fault.HTML_200, Fault.badGateway(), Fault.unavailable())) {
                Write write = operation.on(cases, tasks.size());
                server.faults().next(request -> request.isPost() && request.isTo(write.path()), fault);
                tasks.add(() -> notCarriedOut(operation, write, fault));
                posts += operation.repeatable ? 2 : 1;
            }
        }
        Crowd.all(tasks);
        assertEquals(posts, server.requests("POST").size());
    }

    private Void notCarriedOut(Operation operation, Write write, Fault fault) throws Exception {
        Exchange exchange = atlos.send(write.uri(), write.body(), write.headers());
        if (operation.repeatable) {
            assertNull(exchange.getException(), operation + " " + fault);
            assertEquals(1, write.stored().call(), operation + " " + fault);
        } else {
            assertEquals(Kind.UNCERTAIN, exchange.getException(AtlosException.class).getKind(), operation + " " + fault);
            assertEquals(0, write.stored().call(), operation + " " + fault);
        }
        return null;
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whatIsSentAwayIsSentAgain(Operation operation) throws Exception {
        Write write = operation.on(cases, 0);
        for (Fault fault : List.of(Fault.tooManyRequests(), Fault.tooManyRequests(Duration.ZERO), Fault.unavailable(Duration.ZERO))) {
            server.faults().next(request -> request.isPost(), fault);
        }
        assertNull(atlos.send(write.uri(), write.body(), write.headers()).getException());
        assertEquals(1, write.stored().call());
        assertEquals(4, server.requests("POST").size());
    }

    @Test
    void withoutAPossibilityToLookACommentIsStillWrittenAndALostOneUncertain() {
        String slug = cases.addIncident("In a list that is broken");
        server.faults().always(request -> request.isGet(), Fault.EMPTY_500);
        atlos.ok("atlos:incidents?operation=addComment", "one", Map.of(SLUG, slug), Object.class);
        server.faults().next(request -> request.isPost(), Fault.RESET_AFTER_COMMIT);
        assertEquals(Kind.UNCERTAIN, atlos.refused("atlos:incidents?operation=addComment", "two", Map.of(SLUG, slug)).getKind());
        assertEquals(2, cases.updates(slug).stream().filter(update -> update.path("type").asText().equals("comment")).count());
    }

    @Test
    void somebodysLaterEditIsLeftAlone() {
        String slug = cases.addIncident("Wanted by two");
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        AtomicBoolean edited = new AtomicBoolean();
        cases.onChange(change -> {
            if (edited.compareAndSet(false, true)) {
                cases.setMetadata(id, "ns", Json.MAPPER.createObjectNode().put("n", "somebody's"));
            }
        });
        server.faults().next(request -> request.isPost() && request.isTo(id), Fault.RESET_AFTER_COMMIT);
        AtlosException refusal = atlos.refused("atlos:source-material?operation=setMetadata", Map.of("n", "ours"),
                Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns"));
        assertEquals(Kind.UNCERTAIN, refusal.getKind());
        assertEquals("somebody's", cases.sourceMaterial(id).path("metadata").path("ns").path("n").asText());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void aLostRepeatableThatNeverArrivesEndsUncertain() {
        String slug = cases.addIncident("Out of reach");
        server.faults().always(request -> request.isPost(), Fault.EMPTY_500);
        AtlosConfiguration once = Connector.settings(server);
        once.setMaxRetries(1);
        try (Connector impatient = Connector.with(once)) {
            AtlosException refusal = impatient.refused("atlos:incidents?operation=updateAttribute", "Completed", Map.of(SLUG, slug, ATTRIBUTE, "status"));
            assertEquals(Kind.UNCERTAIN, refusal.getKind());
            assertTrue(Stream.of("500", "2 times").allMatch(refusal.getMessage()::contains), refusal.getMessage());
            assertEquals(2, server.requests("POST").size());
        }
    }

    /** What producer.md owns up to: of two requests that both were carried out Atlos keeps both explanations, and one value. */
    @Test
    void anExplanationStandsTwiceWhereItsFirstRequestIsCarriedOutAfterTheSecond() throws Exception {
        Write write = Operation.UPDATE_ATTRIBUTE.on(cases, 0);
        server.faults().next(request -> request.isPost(), Fault.commitsLate(Duration.ofSeconds(8)));
        assertNull(atlos.send(write.uri(), write.body(), write.headers()).getException());
        assertEquals(1, write.stored().call());
        await().untilAsserted(() -> assertEquals(2, write.stored().call()));
        assertEquals(2, server.requests("POST").size());
    }

    /** Each is told as what it probably is; nobody is told about images who sent none. */
    @Test
    void whatAtlosFailsOnIsToldAfterTwoRequests() throws Exception {
        String slug = cases.addIncident("Assigned to nobody");
        String id = cases.addSourceMaterial(slug, "https://example.org/a");
        server.faults().always(request -> request.isPost() && request.isTo("metadata"), Fault.EMPTY_500);
        List<AtlosException> told = Crowd.all(List.of(
                () -> atlos.refused("atlos:incidents?operation=updateAttribute", List.of("3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11"),
                        Map.of(SLUG, slug, ATTRIBUTE, "assignments")),
                () -> atlos.refused("atlos:source-material?operation=setMetadata", Map.of("n", 1), Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns")),
                () -> atlos.refused("atlos:source-material?operation=upload", "no picture".getBytes(), Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.png"))));
        assertEquals(List.of(Kind.INVALID_INPUT, Kind.UNCERTAIN, Kind.UNCERTAIN), told.stream().map(AtlosException::getKind).toList());
        List<String> words = List.of("nobody", "different words", "shorter than a second");
        for (int i = 0; i < words.size(); i++) {
            for (String word : words) {
                assertEquals(word.equals(words.get(i)), told.get(i).getMessage().contains(word), told.get(i).getMessage());
            }
        }
        assertEquals(List.of(2L, 2L, 1L), Stream.of("assignments", "metadata", "upload")
                .map(to -> server.requests("POST").stream().filter(request -> request.path().contains(to)).count()).toList());
        assertEquals(0, cases.updates(slug).stream().filter(update -> update.path("type").asText().equals("update_attribute")).count());
    }

    @Test
    void aPersonsCommentOfTheSameTextIsNotTakenForOurs() {
        String slug = cases.addIncident("Commented on by two");
        server.faults().next(request -> {
            if (request.isPost()) {
                cases.comment(slug, "the same words");
            }
            return request.isPost();
        }, Fault.RESET);
        assertEquals(Kind.UNCERTAIN, atlos.refused("atlos:incidents?operation=addComment", "the same words", Map.of(SLUG, slug)).getKind());
    }

    @Test
    void aStrangersSourceMaterialWithoutAUrlIsNotTakenForOurs() {
        String slug = cases.addIncident("With sources of two");
        server.faults().next(request -> {
            if (request.isPost()) {
                cases.addSourceMaterial(slug, null);
            }
            return request.isPost();
        }, Fault.RESET);
        assertEquals(Kind.UNCERTAIN, atlos.refused("atlos:source-material?operation=create", null, Map.of(SLUG, slug)).getKind());
        assertEquals(1, server.requests("POST").size());
    }
}
