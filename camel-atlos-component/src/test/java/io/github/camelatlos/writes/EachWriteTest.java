package io.github.camelatlos.writes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.Budgets;
import io.github.camelatlos.client.ClientSettings;
import io.github.camelatlos.client.ConnectionPool;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Token;
import io.github.camelatlos.client.Upload;
import io.github.camelatlos.input.AttributeChange;
import io.github.camelatlos.input.NewIncident;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import io.github.camelatlos.server.Project;
import io.github.camelatlos.server.Request;
import io.github.camelatlos.writes.Write.Repeat;
import io.github.camelatlos.writes.Write.Shown;
import io.github.camelatlos.writes.Write.Terms;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of write takes for its own, and what not: before it is sent, when it was, and when somebody else was there meanwhile. */
class EachWriteTest {

    private static final String OPERATION = "the operation";
    private static final String NEAR = "Reported Near";
    private static final String IMPACT = "Impact";

    private static AtlosServer server;
    private static DefaultCamelContext context;
    private static AtlosClient client;

    private final CaseFile cases = server.cases();
    private Lookup lookup;
    private String slug;
    private String id;

    @BeforeAll
    static void start() {
        server = AtlosServer.builder().archiveFor(Duration.ofHours(1)).start();
        context = new DefaultCamelContext();
        context.start();
        client = client(server.token());
    }

    private static AtlosClient client(String token) {
        return new AtlosClient("test", context, new ClientSettings(URI.create(server.baseUrl()), Token.fixed(token), 0, 2, Duration.ofMillis(1),
                Duration.ofMillis(2), false, Map.of()), new ConnectionPool(), new Budgets());
    }

    @AfterAll
    static void stop() {
        client.close();
        context.stop();
        server.close();
    }

    @BeforeEach
    void fresh() {
        lookup = new Lookup(client);
        slug = cases.addIncident("Written to, and looked at");
        id = cases.addSourceMaterial(slug, "https://example.org/first");
        server.clearRequests();
    }

    @AfterEach
    void whole() {
        server.faults().clear();
    }

    private static boolean isRead(Request request) {
        return !request.isPost();
    }

    private static void unreadable() {
        server.faults().always(EachWriteTest::isRead, Fault.EMPTY_500);
    }

    private static Shown look(Write<?> write) {
        return write.look(false).shown();
    }

    private static <R> Attempt.Answered<R> answered(Attempt<R> attempt) {
        assertInstanceOf(Attempt.Answered.class, attempt);
        return (Attempt.Answered<R>) attempt;
    }

    // ---- comments

    private CommentWrite comment(String to, String text) {
        return new CommentWrite(lookup, OPERATION, to, text);
    }

    @Test
    void aCommentIsOursIfItIsNewOfATokenAndOfOurWords() {
        answered(client.addComment(slug, "ours"));
        CommentWrite write = comment(slug, " ours\n");
        assertEquals(new Terms(OPERATION, Repeat.NEVER, false), write.terms());
        assertNull(write.before().there());
        assertEquals(Shown.AS_BEFORE, look(write));
        cases.comment(slug, "ours");
        answered(client.addComment(slug, "theirs"));
        answered(client.updateAttribute(slug, "status", TextNode.valueOf("Completed"), "ours"));
        assertEquals(Shown.AS_BEFORE, look(write));
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
    }

    @Test
    void aCommentIsFoundBelowTwoHundredLaterOnes() {
        CommentWrite write = comment(slug, "ours");
        write.before();
        answered(write.send());
        for (int i = 0; i < 210; i++) {
            cases.comment(slug, "later " + i);
        }
        assertEquals(Shown.THERE, look(write));
    }

    /** Not all of what was there before is known: nothing that is as old as where the look before ended is new. */
    @Test
    void anOldCommentIsNotTakenForNewAndTheListIsReadNoFurtherThanNeeded() {
        answered(client.addComment(slug, "ours"));
        server.clock().advance(Duration.ofMinutes(1));
        for (int i = 0; i < 150; i++) {
            cases.comment(slug, "later " + i);
        }
        answered(client.addComment(slug, "the last"));
        server.clearRequests();
        CommentWrite write = comment(slug, "ours");
        write.before();
        assertEquals(Shown.AS_BEFORE, look(write));
        assertEquals(2 + 2, server.requests("GET").size());
        server.clock().advance(Duration.ofMinutes(1));
        answered(write.send());
        server.clearRequests();
        assertEquals(Shown.THERE, look(write));
        CommentWrite next = comment(slug, "next");
        next.before();
        assertEquals(Shown.AS_BEFORE, look(next));
        assertEquals(2 + 1 + 1, server.requests("GET").size());
    }

    /** A row of a clock that was ahead once says nothing about how old the others are. */
    @Test
    void aCommentIsFoundBelowOneOfTheFuture() {
        cases.at(cases.now().plusSeconds(3_600)).comment(slug, "from tomorrow");
        CommentWrite write = comment(slug, "ours");
        write.before();
        server.clock().advance(Duration.ofSeconds(2));
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
    }

    @Test
    void withoutALookBeforeACommentIsStillSentAndNotLookedFor() {
        unreadable();
        CommentWrite write = comment(slug, "ours");
        assertNull(write.before().there());
        assertEquals(4, server.requests("GET").size());
        answered(write.send());
        server.faults().clear();
        assertEquals(Shown.UNREADABLE, look(write));
    }

    @ParameterizedTest
    @ValueSource(strings = { "CIV-", "", "civ-", "ATL-" })
    void anIncidentOfTheFirstYearsIsWrittenToByWhatItIsFiledUnder(String start) {
        String legacy = cases.addLegacyIncident("Of the first years");
        String shown = start + legacy.substring("ATL-".length());
        assertEquals(legacy, Lookup.filed(lookup.incident(shown), shown));
        Listing updates = Listing.of(AtlosResource.UPDATES).with("slug", shown);
        assertEquals(Listing.of(AtlosResource.UPDATES).with("slug", legacy), lookup.filed(updates));
        CommentWrite comment = comment(shown, "ours");
        comment.before();
        answered(comment.send());
        assertEquals(Shown.THERE, look(comment));
        SourceMaterialWrite material = new SourceMaterialWrite(lookup, OPERATION, shown, "https://example.org/l", false);
        material.before();
        answered(material.send());
        assertEquals(Shown.THERE, look(material));
        AttributeWrite attribute = attribute(shown, "status", TextNode.valueOf("Completed"), null, true);
        attribute.before();
        answered(attribute.send());
        assertEquals(Shown.THERE, look(attribute));
    }

    // ---- attributes

    private static AttributeChange change(String name, JsonNode value) {
        return AttributeChange.of(OPERATION, "field", name, value);
    }

    private AttributeWrite attribute(String to, String name, JsonNode value, String explanation, boolean verify) {
        return new AttributeWrite(lookup, new ProjectAttributes(lookup), OPERATION, to, change(name, value), explanation, verify);
    }

    private AttributeWrite attribute(String name, JsonNode value, String explanation) {
        return attribute(slug, name, value, explanation, true);
    }

    private static JsonNode list(String... values) {
        return Json.MAPPER.valueToTree(values);
    }

    @Test
    void onlyAttributesThatTheServerLosesAreReadBack() {
        assertEquals(new Terms(OPERATION, Repeat.ALWAYS, false), attribute("status", TextNode.valueOf("Completed"), null).terms());
        assertEquals(new Terms(OPERATION, Repeat.ALWAYS, true), attribute(NEAR, TextNode.valueOf("x"), null).terms());
        assertEquals(new Terms(OPERATION, Repeat.ALWAYS, false), attribute(slug, NEAR, TextNode.valueOf("x"), null, false).terms());
    }

    @ParameterizedTest
    @ValueSource(strings = { "status", NEAR })
    void anAttributeIsThereAsBeforeOrSomebodysElse(String name) {
        String old = name.equals(NEAR) ? "old" : "In Progress";
        String mine = name.equals(NEAR) ? "ours" : "Completed";
        cases.edit(slug, name, old);
        AttributeWrite write = attribute(name, TextNode.valueOf(mine), null);
        assertNull(write.before().there());
        assertEquals(1, server.requests("GET").size());
        assertEquals(Shown.AS_BEFORE, look(write));
        assertEquals(Shown.AS_BEFORE, write.look(true).shown());
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
        cases.edit(slug, name, name.equals(NEAR) ? "theirs" : "Cancelled");
        assertEquals(Shown.CHANGED, look(write));
        assertEquals(Shown.CHANGED, write.look(true).shown());
    }

    @Test
    void anAttributeThatIsRetiredMeanwhileHasNoValue() {
        cases.addAttribute("Short-lived", Project.Type.TEXT);
        AttributeWrite write = attribute("Short-lived", TextNode.valueOf("x"), null);
        write.before();
        cases.retireAttribute("Short-lived");
        assertEquals(Shown.AS_BEFORE, look(write));
    }

    @Test
    void aListIsASetOfTexts() {
        AttributeWrite write = attribute("tags", list("b", "a", "a"), null);
        write.before();
        cases.edit(slug, "tags", List.of("a", "b"));
        assertEquals(Shown.THERE, look(write));
        cases.edit(slug, "tags", List.of("a"));
        assertEquals(Shown.CHANGED, look(write));
    }

    /** Where the value is the same as before, only the explanation shows that it was sent. */
    @Test
    void theSameValueWithAnExplanationIsKnownByItsEntry() {
        cases.edit(slug, "status", "Completed", "why");
        AttributeWrite write = attribute("status", TextNode.valueOf("Completed"), " why ");
        write.before();
        assertEquals(Shown.AS_BEFORE, look(write));
        assertEquals(Shown.THERE, write.look(true).shown());
        answered(client.updateAttribute(slug, "status", TextNode.valueOf("Completed"), "another"));
        answered(client.updateAttribute(slug, "tags", list("a"), "why"));
        answered(client.addComment(slug, "why"));
        assertEquals(Shown.AS_BEFORE, look(write));
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
    }

    @Test
    void anotherValueWithAnExplanationIsKnownByTheValue() {
        AttributeWrite write = attribute("status", TextNode.valueOf("Completed"), "why");
        write.before();
        assertEquals(1, server.requests("GET").size());
        cases.edit(slug, "status", "Completed");
        assertEquals(Shown.THERE, look(write));
    }

    @ParameterizedTest
    @CsvSource({ "time, 14:05", "assignments, ''" })
    void whatIncidentsDoNotShowIsKnownByItsEntry(String name, String value) {
        AttributeWrite write = attribute(name, value.isEmpty() ? list() : TextNode.valueOf(value), null);
        write.before();
        assertEquals(Shown.AS_BEFORE, look(write));
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
    }

    @Test
    void aPersonsChangeOfWhatIncidentsDoNotShowIsNotTakenForOurs() {
        AttributeWrite write = attribute("time", TextNode.valueOf("14:05"), null);
        write.before();
        cases.edit(slug, "time", "15:00");
        assertEquals(Shown.AS_BEFORE, look(write));
    }

    @Test
    void withoutALookBeforeAnEntryIsNotLookedFor() {
        server.faults().always(request -> isRead(request) && request.isTo("updates"), Fault.EMPTY_500);
        AttributeWrite write = attribute("time", TextNode.valueOf("14:05"), null);
        write.before();
        server.faults().clear();
        answered(write.send());
        assertEquals(Shown.UNREADABLE, look(write));
    }

    @Test
    void withoutALookBeforeABuiltInAttributeIsSentAndItsOldValueUnknown() {
        unreadable();
        AttributeWrite write = attribute("status", TextNode.valueOf("Completed"), null);
        assertNull(write.before().there());
        server.faults().clear();
        assertEquals(Shown.UNREADABLE, look(write));
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
    }

    @Test
    void withoutALookBeforeACustomAttributeIsNotSentWhereItIsToBeProved() {
        unreadable();
        AtlosException told = assertThrows(AtlosException.class, () -> attribute(NEAR, TextNode.valueOf("x"), null).before());
        assertTrue(told.getMessage().startsWith(OPERATION + ": nothing was sent, since the record could not be read first."), told.getMessage());
        assertEquals(OPERATION, told.getOperation());
        assertEquals(3, server.requests("GET").size());
    }

    /** Its type is known all the same, from another incident. */
    @Test
    void aCustomAttributeThatIsNotReadBackIsCheckedByTheProject() {
        server.faults().always(request -> isRead(request) && request.query().contains(slug.substring(slug.length() - 5)), Fault.EMPTY_500);
        AttributeWrite write = attribute(slug, IMPACT, list("Structure"), null, false);
        write.before();
        answered(write.send());
        AtlosException refused = assertThrows(AtlosException.class, () -> attribute(slug, IMPACT, TextNode.valueOf("Structure"), null, false).before());
        assertEquals(Kind.INVALID_INPUT, refused.getKind());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void anIncidentThatIsGoneCannotBeLookedAt() {
        AttributeWrite write = attribute("status", TextNode.valueOf("Completed"), null);
        write.before();
        cases.delete(slug);
        assertEquals("the incident is not found", write.look(false).trouble());
    }

    @Test
    void clearingWhatIsEmptyIsDone() {
        AttributeWrite write = attribute("more_info", TextNode.valueOf(""), null);
        write.before();
        assertNull(answered(write.send()).value());
        Fault refusal = Fault.answer(401, "application/json", "{\"error\":{\"attr_more_info\":\"A change is required.\"}}");
        server.faults().next(request -> request.isPost(), refusal);
        assertInstanceOf(Attempt.Refused.class, attribute("more_info", TextNode.valueOf("text"), null).send());
        server.faults().next(request -> request.isPost(), Fault.answer(401, "application/json", "{\"error\":{\"attr_more_info\":\"something else\"}}"));
        assertInstanceOf(Attempt.Refused.class, write.send());
        server.faults().next(request -> request.isPost(), Fault.answer(401, "application/json", "{\"error\":\"unauthorized\"}"));
        assertInstanceOf(Attempt.Refused.class, write.send());
    }

    @Test
    void whatAtlosProbablyCannotTakeIsNamed() {
        AtlosException failure = new AtlosException(Kind.SERVER_ERROR, OPERATION, 500, "", Map.of(), "failed", null);
        assertEquals("", attribute("status", TextNode.valueOf("Completed"), null).hint());
        assertNull(attribute("status", TextNode.valueOf("Completed"), null).refused(failure));
        assertTrue(attribute(NEAR, TextNode.valueOf("x"), null).hint().contains("type"));
        AttributeWrite assigned = attribute("assignments", list("3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11"), null);
        assertTrue(assigned.hint().contains("somebody"));
        AtlosException told = assigned.refused(failure);
        assertEquals(Kind.INVALID_INPUT, told.getKind());
        assertEquals(500, told.getStatus());
        assertTrue(told.getFields().containsKey("body"));
        assertTrue(metadata("ns", null, true).hint().contains("words"));
        assertTrue(upload("x".getBytes(), true, true).hint().contains("second"));
        assertEquals("", comment(slug, "x").hint());
    }

    // ---- metadata

    private MetadataWrite metadata(String namespace, JsonNode content, boolean verify) {
        return new MetadataWrite(lookup, OPERATION, id, namespace, content, verify);
    }

    private static ObjectNode content(String n) {
        return (ObjectNode) Json.object(("{\"n\":" + n + "}").getBytes());
    }

    @Test
    void metadataIsThereAsBeforeOrSomebodysElse() {
        cases.setMetadata(id, "other", content("0"));
        MetadataWrite write = metadata("ns", content("1"), true);
        assertEquals(new Terms(OPERATION, Repeat.ALWAYS, true), write.terms());
        assertFalse(metadata("ns", content("1"), false).terms().verified());
        assertFalse(write.before().archiving());
        assertEquals(Shown.AS_BEFORE, look(write));
        SourceMaterial answer = answered(write.send()).value();
        assertEquals(1, answer.getMetadata().path("ns").path("n").asInt());
        assertEquals(Shown.THERE, look(write));
        assertEquals(id, write.look(true).record().getId());
        cases.setMetadata(id, "ns", content("2"));
        assertEquals(Shown.CHANGED, look(write));
        assertEquals(id, write.look(false).record().getId());
    }

    /** Measured: the key stays, with null as its value. */
    @Test
    void anErasedNamespaceIsLikeOneThatNeverWas() {
        MetadataWrite never = metadata("ns", null, true);
        never.before();
        assertEquals(Shown.THERE, look(never));
        cases.setMetadata(id, "ns", content("1"));
        MetadataWrite erase = metadata("ns", null, true);
        erase.before();
        assertEquals(Shown.AS_BEFORE, look(erase));
        answered(erase.send());
        assertEquals(Shown.THERE, look(erase));
    }

    @Test
    void metadataThatCouldNotBeReadBeforeIsSentWhereNothingIsToBeProved() {
        unreadable();
        assertThrows(AtlosException.class, () -> metadata("ns", content("1"), true).before());
        MetadataWrite write = metadata("ns", content("1"), false);
        assertFalse(write.before().archiving());
        server.faults().clear();
        assertEquals(Shown.UNREADABLE, look(write));
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
        MetadataWrite known = metadata("ns", content("2"), false);
        known.before();
        assertEquals(Shown.AS_BEFORE, look(known));
    }

    @ParameterizedTest
    @CsvSource({ "pending, true", "processing, true", "complete, false", "error, false" })
    void whatIsBeingArchivedIsWaitedForUnlessNothingIsToBeProved(String status, boolean archiving) {
        id = cases.pasteUrl(slug, "https://example.org/archived");
        cases.setStatus(id, status);
        assertEquals(archiving, metadata("ns", content("1"), true).before().archiving());
        assertFalse(metadata("ns", content("1"), false).before().archiving());
        assertEquals(archiving, upload("x".getBytes(), true, true).before().archiving());
        assertFalse(upload("x".getBytes(), true, false).before().archiving());
        MetadataWrite write = metadata("ns", null, true);
        assertEquals(archiving, write.look(true).archiving());
        UploadWrite upload = upload("x".getBytes(), false, true);
        upload.before();
        assertEquals(archiving, upload.look(true).archiving());
    }

    /** It is pending for a second too, and keeps what is written. */
    @Test
    void whatWasCreatedWithoutArchivingIsNotWaitedFor() {
        cases.setStatus(id, "pending");
        assertFalse(metadata("ns", content("1"), true).before().archiving());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "1 | 1 | true", "1 | 2 | false", "1 | 1.0 | true", "1e300 | 1e300 | true", "9007199254740993 | 9007199254740993 | true",
            "9007199254740993 | 9007199254740992 | false", "9007199254740993 | 9007199254740992.0 | true", "0.1 | 0.2 | false", "1 | \"1\" | false",
            "[1,2] | [1.0,2] | true", "[1,2] | [2,1] | false", "[1] | [1,1] | false", "{\"a\":1,\"b\":2} | {\"b\":2.0,\"a\":1} | true",
            "{\"a\":1} | {\"a\":1,\"b\":1} | false", "{\"a\":1} | {\"b\":1} | false", "{\"a\":[{\"x\":1}]} | {\"a\":[{\"x\":1.0}]} | true",
            "null | null | true", "null | {} | false", "true | false | false", "\"a\" | \"a\" | true", "{} | [] | false", "1 | [1] | false" })
    void jsonIsTheSameIfItSaysTheSame(String one, String other, boolean same) throws IOException {
        assertEquals(same, SameJson.exactly(Json.MAPPER.readTree(one), Json.MAPPER.readTree(other)));
        assertEquals(same, SameJson.exactly(Json.MAPPER.readTree(other), Json.MAPPER.readTree(one)));
    }

    // ---- uploads

    private final OutgoingFile.Counters counters = new OutgoingFile.Counters();

    private UploadWrite upload(byte[] bytes, boolean skipDuplicates, boolean verify) {
        return upload(() -> new ByteArrayInputStream(bytes), bytes.length, skipDuplicates, verify);
    }

    private UploadWrite upload(Upload.Source source, long length, boolean skipDuplicates, boolean verify) {
        return new UploadWrite(lookup, OPERATION, new UploadWrite.Order(id, () -> new OutgoingFile(source, length, id, counters), "file.txt", "a title", skipDuplicates,
                verify));
    }

    @Test
    void aFileIsThereIfANewOneHasItsDigest() {
        cases.upload(id, "evidence".getBytes(), "txt", null);
        UploadWrite write = upload("evidence".getBytes(), false, true);
        assertEquals(new Terms(OPERATION, Repeat.IF_UNDONE, true), write.terms());
        assertNull(write.before().there());
        SourceMaterial answer = answered(write.send()).value();
        assertEquals("a title", answer.getArtifacts().get(1).title());
        assertEquals(Shown.THERE, look(write));
        assertEquals(id, write.look(true).record().getId());
        assertEquals(List.of(8L, 1L, 0L), List.of(counters.bytes().sum(), counters.files().sum(), counters.duplicates().sum()));
    }

    @Test
    void aFileThatWasThereBeforeOrIsAnothersIsNot() {
        cases.upload(id, "evidence".getBytes(), "txt", null);
        server.faults().next(request -> request.isPost(), Fault.EMPTY_500);
        UploadWrite write = upload("evidence".getBytes(), false, true);
        write.before();
        assertInstanceOf(Attempt.Lost.class, write.send());
        cases.upload(id, "elsewise".getBytes(), "txt", null);
        assertEquals(Shown.AS_BEFORE, look(write));
        assertEquals(0, counters.files().sum());
        assertNull(write.notCarriedOut(new AtlosException(Kind.SERVER_ERROR, OPERATION, "lost")));
    }

    @Test
    void aFileThatNeedNotBeProvedIsStillFoundWhereItsAnswerWasLost() {
        UploadWrite write = upload("evidence".getBytes(), false, false);
        assertFalse(write.terms().verified());
        write.before();
        answered(write.send());
        assertEquals(Shown.THERE, look(write));
    }

    @Test
    void whatTheRecordHoldsAlreadyIsNotSentAgain() {
        cases.upload(id, "evidence".getBytes(), "txt", null);
        for (boolean verify : List.of(true, false)) {
            assertEquals(id, upload("evidence".getBytes(), true, verify).before().there().getId());
        }
        assertNull(upload("elsewise".getBytes(), true, true).before().there());
        assertNull(upload("evidence, more".getBytes(), true, true).before().there());
        assertNull(upload("evidence".getBytes(), false, true).before().there());
        assertEquals(List.of(0L, 2L), List.of(counters.bytes().sum(), counters.duplicates().sum()));
    }

    /** A digest costs a reading of the whole file. */
    @Test
    void aFileOfAnotherSizeIsNotRead() {
        cases.upload(id, "evidence".getBytes(), "txt", null);
        assertNull(upload(() -> {
            throw new IOException("must not be read");
        }, 9, true, true).before().there());
        AtlosException told = assertThrows(AtlosException.class, () -> upload(() -> {
            throw new IOException("the disk is gone");
        }, 8, true, true).before());
        assertEquals(Kind.INVALID_INPUT, told.getKind());
        assertTrue(told.getFields().get("body").contains("the disk is gone"), told.toString());
    }

    @Test
    void aRecordThatCannotBeReadBeforeStopsAnUploadUnlessNothingIsToBeKnown() {
        unreadable();
        assertThrows(AtlosException.class, () -> upload("x".getBytes(), true, false).before());
        assertThrows(AtlosException.class, () -> upload("x".getBytes(), false, true).before());
        UploadWrite write = upload("x".getBytes(), false, false);
        assertNull(write.before().there());
        answered(write.send());
        server.faults().clear();
        assertEquals(Shown.UNREADABLE, look(write));
    }

    @Test
    void anAnswerThatShowsOtherBytesProvesNothing() {
        String other = "{\"success\":true,\"result\":" + cases.sourceMaterial(id) + "}";
        for (boolean verify : List.of(true, false)) {
            UploadWrite write = upload("evidence".getBytes(), false, verify);
            write.before();
            server.faults().next(request -> request.isPost(), Fault.answer(200, "application/json", other));
            Attempt<SourceMaterial> attempt = write.send();
            if (verify) {
                AtlosException told = assertInstanceOf(Attempt.Lost.class, attempt).reason();
                assertEquals(Kind.UNEXPECTED_ANSWER, told.getKind());
                assertTrue(told.getMessage().contains("SHA-256"), told.getMessage());
            } else {
                answered(attempt);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 7, 9 })
    void aFileThatIsNotOfItsLengthIsNotTakenForEvidence(int length) {
        UploadWrite write = upload(() -> new ByteArrayInputStream("evidence".getBytes()), length, false, true);
        write.before();
        AtlosException lost = assertInstanceOf(Attempt.Lost.class, write.send()).reason();
        AtlosException told = write.notCarriedOut(lost);
        assertEquals(Kind.INVALID_INPUT, told.getKind());
        assertTrue(told.getMessage().contains((length < 8 ? "longer" : "shorter") + " than the " + length + " bytes"), told.getMessage());
        assertEquals(Shown.AS_BEFORE, look(write));
    }

    @Test
    void aConnectionThatBreaksBeforeTheEndOfTheFileHasStoredNothing() {
        server.faults().next(request -> request.isPost(), Fault.RESET);
        UploadWrite write = upload(new byte[30_000_000], false, true);
        write.before();
        AtlosException lost = assertInstanceOf(Attempt.Lost.class, write.send()).reason();
        AtlosException told = write.notCarriedOut(lost);
        assertEquals(Kind.SERVER_ERROR, told.getKind());
        assertTrue(told.getMessage().contains("nothing was stored"), told.getMessage());
    }

    // ---- the file on its way

    @Test
    void aFileIsReadAsOftenAsWantedAndCountedOnlyWhenItIsSent() throws IOException {
        Set<InputStream> open = new HashSet<>();
        OutgoingFile file = new OutgoingFile(() -> {
            InputStream in = new ByteArrayInputStream("evidence".getBytes()) {
                @Override
                public void close() {
                    open.remove(this);
                }
            };
            open.add(in);
            return in;
        }, 8, "to", counters);
        assertFalse(file.wasReadToItsEnd());
        assertNull(file.trouble());
        file.close();
        assertEquals(64, file.digest().length());
        assertEquals(0, counters.bytes().sum());
        try (InputStream in = file.open()) {
            assertFalse(file.wasReadToItsEnd());
            assertFalse(in.markSupported());
            assertEquals(0, in.read(new byte[0]));
            assertEquals('e', in.read());
            assertEquals(1, counters.bytes().sum());
        }
        // One that was not closed by its reader is closed by the next.
        file.open();
        InputStream last = file.open();
        assertEquals(1, open.size());
        assertEquals("evidence", new String(last.readAllBytes()));
        assertEquals(-1, last.read());
        assertTrue(file.wasReadToItsEnd());
        assertEquals(file.sha256(), file.digest());
        file.close();
        assertEquals(Set.of(), open);
        assertEquals(9, counters.bytes().sum());
    }

    @Test
    void whatAnUploadHoldsOpenIsClosedWithIt() throws IOException {
        boolean[] closed = new boolean[1];
        OutgoingFile file = new OutgoingFile(() -> new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        }, 1, "who", counters);
        UploadWrite write = new UploadWrite(lookup, OPERATION, new UploadWrite.Order(id, () -> file, "file.txt", null, false, false));
        Writer<SourceMaterial> writer = new Writer<>(client, write, Duration.ZERO, "who");
        writer.close();
        write.before();
        file.open();
        writer.close();
        assertTrue(closed[0]);
    }

    /** Whoever cannot close a file still has to leave its places to others. */
    @Test
    void aFileThatCannotBeClosedKeepsNobodyWaiting() throws IOException {
        OutgoingFile file = new OutgoingFile(() -> new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                throw new IllegalStateException("closed already");
            }
        }, 1, "to", counters);
        file.open();
        file.close();
    }

    // ---- new incidents

    private IncidentWrite incident(Map<String, Object> more) {
        ObjectNode given = Json.MAPPER.createObjectNode().put("description", "Something new happened").set("sensitive", list("Not Sensitive"));
        given.setAll((ObjectNode) Json.MAPPER.valueToTree(more));
        return new IncidentWrite(lookup, new ProjectAttributes(lookup), OPERATION, NewIncident.of(OPERATION, given));
    }

    @Test
    void aNewIncidentIsKnownByItsDescriptionAmongThoseThatWereNotThere() {
        answered(incident(Map.of()).send());
        IncidentWrite write = incident(Map.of("status", "Completed"));
        assertEquals(new Terms(OPERATION, Repeat.NEVER, false), write.terms());
        assertNull(write.before().there());
        cases.addIncident("Something else happened");
        assertEquals(Shown.AS_BEFORE, look(write));
        Incident made = answered(write.send()).value();
        // Measured: the answer shows no status.
        assertEquals("Completed", made.getStatus());
        assertEquals(Shown.THERE, look(write));
        assertEquals(made.getId(), write.look(false).record().getId());
        assertEquals("To Do", answered(incident(Map.of()).send()).value().getStatus());
    }

    @Test
    void aNewIncidentIsFoundThoughManyCameAfterItAndReadNoFurtherThanNeeded() {
        cases.addIncidents(250, cases.now().minusSeconds(600), Duration.ofSeconds(1));
        IncidentWrite write = incident(Map.of());
        write.before();
        assertEquals(1, server.requests("GET").size());
        answered(write.send());
        cases.addIncidents(120);
        assertEquals(Shown.THERE, look(write));
        server.clearRequests();
        IncidentWrite other = incident(Map.of("description", "Never to be sent"));
        other.before();
        assertEquals(Shown.AS_BEFORE, look(other));
        assertTrue(server.requests("GET").size() <= 5, server.requests("GET").size() + " requests");
    }

    @Test
    void withoutALookBeforeANewIncidentIsSentAndNotLookedFor() {
        unreadable();
        IncidentWrite write = incident(Map.of());
        write.before();
        answered(write.send());
        server.faults().clear();
        assertEquals(Shown.UNREADABLE, look(write));
    }

    @Test
    void aNewIncidentsOwnAttributesAreSentUnderTheirIds() {
        IncidentWrite write = incident(Map.of("reported near", "the river"));
        write.before();
        answered(write.send());
        assertTrue(server.requests("POST").get(0).body().contains(cases.project().attributeId(NEAR)));
        assertThrows(AtlosException.class, () -> incident(Map.of(IMPACT, "no list")).before());
        assertThrows(AtlosException.class, () -> incident(Map.of("No such name", "x")).before());
    }

    /** Without patience where an answer was lost, for the writer looks again anyway. */
    @Test
    void aLookForWhatWasAnsweredGetsPastAPassingFault() {
        UploadWrite upload = upload("x".getBytes(), false, true);
        upload.before();
        for (Write<?> write : List.of(attribute("status", TextNode.valueOf("Completed"), null), metadata("ns", null, true), upload)) {
            server.faults().next(EachWriteTest::isRead, Fault.RESET);
            assertNotNull(write.look(true));
            server.faults().next(EachWriteTest::isRead, Fault.RESET);
            assertThrows(AtlosException.class, () -> write.look(false));
        }
    }

    // ---- new source material

    private SourceMaterialWrite material(String url) {
        return new SourceMaterialWrite(lookup, OPERATION, slug, url, false);
    }

    @Test
    void newSourceMaterialIsKnownByItsUrlAmongWhatWasNotThere() {
        SourceMaterialWrite write = material("https://example.org/first");
        assertEquals(new Terms(OPERATION, Repeat.NEVER, false), write.terms());
        assertNull(write.before().there());
        cases.addSourceMaterial(slug, "https://example.org/second");
        assertEquals(Shown.AS_BEFORE, look(write));
        SourceMaterial made = answered(write.send()).value();
        assertEquals(Shown.THERE, look(write));
        assertEquals(made.getId(), write.look(false).record().getId());
        cases.delete(slug);
        assertEquals(Shown.AS_BEFORE, look(write));
    }

    @Test
    void newSourceMaterialWithoutAUrlIsNeverKnown() {
        SourceMaterialWrite write = material(null);
        write.before();
        answered(write.send());
        assertEquals("source material without a URL looks like anybody's", write.look(false).trouble());
    }

    @Test
    void withoutALookBeforeNewSourceMaterialIsSentAndNotLookedFor() {
        unreadable();
        SourceMaterialWrite write = material("https://example.org/second");
        write.before();
        answered(write.send());
        server.faults().clear();
        assertEquals(Shown.UNREADABLE, look(write));
        assertNull(write.look(false).trouble());
    }

    // ---- what is known of the project

    @Test
    void theProjectIsAskedNowAndThenAndBeforeAnythingIsRefused() {
        ProjectAttributes project = new ProjectAttributes(lookup);
        for (int i = 0; i < 3; i++) {
            assertNotNull(project.check(known -> change(NEAR, TextNode.valueOf("x")).checkedBy(known)));
        }
        // GET /project, which this server has not, and an incident.
        assertEquals(2, server.requests("GET").size());
        cases.addAttribute("Brand New", Project.Type.TEXT);
        assertNotNull(project.check(known -> change("brand new", TextNode.valueOf("x")).checkedBy(known)));
        assertEquals(4, server.requests("GET").size());
        assertThrows(AtlosException.class, () -> project.check(known -> change("Never Heard Of", TextNode.valueOf("x")).checkedBy(known)));
        assertEquals(6, server.requests("GET").size());
        ProjectAttributes fresh = new ProjectAttributes(lookup);
        server.clearRequests();
        assertThrows(AtlosException.class, () -> fresh.check(known -> change("Never Heard Of", TextNode.valueOf("x")).checkedBy(known)));
        assertEquals(2, server.requests("GET").size());
    }

    @Test
    void ofAProjectThatCannotBeReadNothingIsKnown() {
        unreadable();
        AttributeChange byId = change(cases.project().attributeId(NEAR), TextNode.valueOf("x"));
        assertEquals(byId, new ProjectAttributes(lookup).check(byId::checkedBy));
    }

    @Test
    void aNewerServerIsAskedForTheProjectItself() {
        try (AtlosServer newer = AtlosServer.builder().project(true).start();
             AtlosClient other = new AtlosClient("test", context, new ClientSettings(URI.create(newer.baseUrl()), Token.fixed(newer.token()), 0, 0, Duration.ofMillis(1),
                     Duration.ofMillis(1), false, Map.of()), new ConnectionPool(), new Budgets())) {
            AttributeChange change = new ProjectAttributes(new Lookup(other)).check(known -> change(NEAR, TextNode.valueOf("x")).checkedBy(known));
            assertEquals(newer.cases().project().attributeId(NEAR), change.name());
            assertEquals(1, newer.requests("GET").size());
        }
    }

    @Test
    void whatIsNotFoundIsNamedAsItWasGiven() {
        Listing updates = Listing.of(AtlosResource.UPDATES).with("slug", "CIV-NOPE00").with("query", "x");
        assertEquals(updates, lookup.filed(updates));
        assertEquals("CIV-OTHER0", Lookup.filed(lookup.incident(slug), "CIV-OTHER0"));
        CommentWrite comment = comment("CIV-NOPE00", "x");
        comment.before();
        assertInstanceOf(Attempt.Refused.class, comment.send());
    }

    @Test
    void aSlugIsFoundOnALaterPage() {
        cases.addIncidents(120).forEach(one -> cases.edit(one, "description", "It speaks of " + slug));
        assertEquals(slug, lookup.incident(slug).getSlug());
        server.clearRequests();
        assertNotNull(lookup.anyIncident());
        assertEquals(1, server.requests("GET").size());
    }

    @Test
    void pagesInACircleAreNotReadForEver() {
        String page = "{\"next\":\"A\",\"results\":[{\"id\":\"a\",\"slug\":\"CIV-OTHER0\",\"inserted_at\":\"2026-11-22T12:44:28\","
                + "\"updated_at\":\"2026-11-22T12:44:28\"}]}";
        server.faults().always(any -> true, Fault.answer(200, "application/json", page));
        assertEquals(Kind.UNEXPECTED_ANSWER, assertThrows(AtlosException.class, () -> lookup.incident(slug)).getKind());
    }

    @Test
    void anIncidentIsFoundByItsSlugAndNotByWhatOnlyHoldsIt() {
        cases.addIncident("It speaks of " + slug + " too");
        assertEquals(slug, lookup.incident(slug.toLowerCase(Locale.ROOT)).getSlug());
        assertNull(lookup.incident("CIV-NOPE00"));
        server.faults().next(EachWriteTest::isRead, Fault.RESET_MID_BODY);
        assertEquals(slug, lookup.incident(slug).getSlug());
    }
}
