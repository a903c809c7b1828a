package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ATTRIBUTE;
import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Writes that were answered with yes and undone by another writer are found out and written again; a later edit is left alone. */
class VerifiedWritesTest {

    @TempDir
    Path folder;

    @RegisterExtension
    final WrittenTo to = new WrittenTo();

    private final AtlosServer server = to.server;
    private final CaseFile cases = to.cases;
    private final Connector atlos = to.atlos;
    private final String slug = to.slug;
    private final String id = to.id;

    /** The server says yes, and then another writer's old copy wipes it out. */
    private void lose(int times, String answer) {
        server.faults().next(times, request -> request.isPost(), Fault.answer(200, "application/json; charset=utf-8", answer));
    }

    private String record(ObjectNode change) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
        ObjectNode record = (ObjectNode) Json.object(cases.sourceMaterial(id).toString().getBytes());
        record.setAll(change);
        return answer.set("result", record).toString();
    }

    @Test
    void lostMetadataIsWrittenAgain() {
        lose(2, record(Json.MAPPER.createObjectNode()));
        Map<String, Object> headers = Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns");
        atlos.ok("atlos:source-material?operation=setMetadata", Map.of("n", 1e300, "big", 12345678901234567L), headers, SourceMaterial.class);
        assertEquals(3, server.requests("POST").size());
        assertEquals(2, cases.sourceMaterial(id).path("metadata").path("ns").size());
        lose(9, record(Json.MAPPER.createObjectNode()));
        assertEquals(Kind.UNCERTAIN, atlos.refused("atlos:source-material?operation=setMetadata", Map.of("n", 2), headers).getKind());
        assertEquals(3 + 4, server.requests("POST").size());
    }

    @Test
    void aLostCustomAttributeIsWrittenAgain() {
        String impact = cases.project().attributeId("Impact");
        lose(1, "{\"success\":true}");
        atlos.ok("atlos:incidents?operation=updateAttribute", List.of("Structure"), Map.of(SLUG, slug, ATTRIBUTE, impact), Object.class);
        assertEquals(2, server.requests("POST").size());
        assertEquals("Structure", cases.incident(slug).path("attr_impact").path(0).asText());
    }

    @Test
    void aLostFileIsSentAgain() throws Exception {
        byte[] bytes = "evidence".getBytes();
        lose(1, shown(bytes));
        atlos.ok("atlos:source-material?operation=upload", bytes, Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt"), SourceMaterial.class);
        assertEquals(2, server.requests("POST").size());
        assertEquals(1, cases.sourceMaterial(id).path("artifacts").size());
    }

    /** An answer that shows these bytes. */
    private String shown(byte[] bytes) throws Exception {
        ObjectNode artifacts = Json.MAPPER.createObjectNode();
        artifacts.putArray("artifacts").addObject().put("id", "3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11")
                .put("file_hash_sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        return record(artifacts);
    }

    @Test
    void bytesThatArriveDamagedAreNotTakenForStored() {
        ObjectNode artifacts = Json.MAPPER.createObjectNode();
        artifacts.putArray("artifacts").addObject().put("id", "3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11").put("file_hash_sha256", "00ff");
        lose(1, record(artifacts));
        assertEquals(Kind.UNCERTAIN, atlos.refused("atlos:source-material?operation=upload", "evidence".getBytes(),
                Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt")).getKind());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void somebodysLaterEditIsLeftAlone() {
        AtomicBoolean edited = new AtomicBoolean();
        cases.onChange(change -> {
            if (edited.compareAndSet(false, true)) {
                cases.setMetadata(id, "ns", Json.MAPPER.createObjectNode().put("n", "somebody's"));
            }
        });
        SourceMaterial now = atlos.ok("atlos:source-material?operation=setMetadata", Map.of("n", "ours"), Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns"),
                SourceMaterial.class);
        assertEquals("somebody's", now.getMetadata().path("ns").path("n").asText());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void whatCannotBeReadBackIsUncertain() {
        AtomicBoolean written = new AtomicBoolean();
        cases.onChange(change -> written.set(true));
        server.faults().always(request -> request.isGet() && written.get(), Fault.EMPTY_500);
        AtlosException refusal = atlos.refused("atlos:source-material?operation=setMetadata", Map.of("n", "ours"), Map.of(SOURCE_MATERIAL_ID, id,
                NAMESPACE, "ns"));
        assertEquals(Kind.UNCERTAIN, refusal.getKind());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void verifyCanBeTurnedOff() {
        lose(1, record(Json.MAPPER.createObjectNode()));
        atlos.ok("atlos:source-material?operation=setMetadata&verify=false", Map.of("n", 1), Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns"),
                SourceMaterial.class);
        assertEquals(1, server.requests("POST").size());
        assertTrue(cases.sourceMaterial(id).path("metadata").isEmpty());
    }

    @Test
    void anAnswerThatComesTooLateIsFound() {
        server.faults().next(request -> request.isPost(), Fault.delay(Duration.ofSeconds(1)));
        Exchange exchange = atlos.send("atlos:incidents?operation=addComment&http.responseTimeout=300", "once", Map.of(SLUG, slug));
        assertNull(exchange.getException());
        assertEquals(1, cases.updates(slug).stream().filter(update -> update.path("type").asText().equals("comment")).count());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void aFileThatIsCutShortIsNotTakenForEvidence() throws IOException {
        Map<String, Object> headers = Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt");
        InputStream breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        AtlosException unreadable = atlos.refused("atlos:source-material?operation=upload",
                new SequenceInputStream(new ByteArrayInputStream(new byte[200_000]), breaking), headers);
        assertTrue(unreadable.getMessage().contains("the disk is gone"));
        assertEquals(0, server.requests("POST").size());
        for (int becomes : List.of(99_999, 100_001)) {
            Path file = Files.write(folder.resolve("growing.txt"), new byte[100_000]);
            // Still written to: its length is known by now, and nothing was sent yet.
            server.faults().next(request -> request.isGet() && !resized(file, becomes), Fault.RESET);
            AtlosException changed = atlos.refused("atlos:source-material?operation=upload", file.toFile(), headers);
            server.faults().clear();
            assertEquals(Kind.INVALID_INPUT, changed.getKind());
            assertTrue(changed.getMessage().contains("changed while it was read"), changed.getMessage());
        }
        assertTrue(cases.sourceMaterial(id).path("artifacts").isEmpty());
    }

    private static boolean resized(Path file, int length) {
        try {
            Files.write(file, new byte[length]);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Larger than what the buffers between take, so that it is never sent to its end. */
    @Test
    void aConnectionThatBreaksInMidFileHasStoredNothingAndSaysSo() {
        server.faults().next(request -> request.isPost(), Fault.RESET);
        AtlosException refusal = atlos.refused("atlos:source-material?operation=upload", new byte[50_000_000], Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.bin"));
        assertEquals(Kind.SERVER_ERROR, refusal.getKind(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("nothing was stored"), refusal.getMessage());
        assertTrue(cases.sourceMaterial(id).path("artifacts").isEmpty());
        assertEquals(1, server.requests("POST").size());
    }

    @Test
    void aConnectionThatBreaksAfterTheFileMayHaveStoredIt() {
        server.faults().next(request -> request.isPost(), Fault.EMPTY_500);
        AtlosException refusal = atlos.refused("atlos:source-material?operation=upload", new byte[10], Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.bin"));
        assertEquals(Kind.UNCERTAIN, refusal.getKind(), refusal.getMessage());
        assertEquals(1, server.requests("POST").size());
    }

    // ---- whatever goes wrong after a request went out leaves its fate as it is

    private AtlosConfiguration supplied(java.util.function.Supplier<String> token) {
        AtlosConfiguration configuration = Connector.settings(server);
        configuration.setToken(null);
        configuration.setTokenSupplier(token);
        return configuration;
    }

    @Test
    void aTokenThatCannotBeHadForTheSecondRequestLeavesTheFirstUncertain() {
        AtomicBoolean gone = new AtomicBoolean();
        for (String how : List.of("throws", "null")) {
            gone.set(false);
            try (Connector connector = Connector.with(supplied(() -> {
                if (!gone.get()) {
                    return server.token();
                } else if (how.equals("null")) {
                    return null;
                }
                throw new IllegalStateException("the vault is shut");
            }))) {
                server.faults().next(request -> {
                    gone.set(gone.get() || request.isPost());
                    return request.isPost();
                }, Fault.RESET);
                AtlosException refusal = connector.refused("atlos:incidents?operation=updateAttribute", "Completed", Map.of(SLUG, slug, ATTRIBUTE, "status"));
                assertEquals(Kind.UNCERTAIN, refusal.getKind(), how + ": " + refusal.getMessage());
                assertEquals("incidents updateAttribute", refusal.getOperation());
            }
        }
    }

    @Test
    void aFileThatIsAnsweredAndUndoneAndThenRefusedIsUncertain() throws Exception {
        byte[] bytes = "evidence".getBytes();
        lose(1, shown(bytes));
        server.faults().next(request -> request.isPost(), Fault.answer(401, "application/json", "{\"error\":\"api token not authorized to edit\"}"));
        AtlosException refusal = atlos.refused("atlos:source-material?operation=upload", bytes, Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt"));
        assertEquals(Kind.UNCERTAIN, refusal.getKind(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("not authorized"), refusal.getMessage());
        assertEquals(2, server.requests("POST").size());
    }

    @Test
    void anAnswerThatNoTypeHoldsLeavesItUncertainOrFound() {
        for (String number : List.of("1e2147483648", "1e-2147483649", "[".repeat(5_000))) {
            server.faults().next(request -> request.isPost(), Fault.answer(200, "application/json", "{\"success\":true,\"result\":{\"id\":" + number + "}}"));
            AtlosException refusal = atlos.refused("atlos:source-material?operation=create", "https://example.org/n", Map.of(SLUG, slug));
            assertEquals(Kind.UNCERTAIN, refusal.getKind(), refusal.getMessage());
            assertEquals("source-material create", refusal.getOperation());
        }
    }

    @Test
    void anAnswerThatNoTypeHoldsIsNoRecord() {
        for (String number : List.of("1e2147483648", "[".repeat(5_000))) {
            server.faults().next(request -> request.isGet(), Fault.answer(200, "application/json", "{\"result\":{\"id\":" + number + "}}"));
            assertEquals(Kind.UNEXPECTED_ANSWER, atlos.refused("atlos:source-material?operation=get&maxRetries=0", null, Map.of(SOURCE_MATERIAL_ID, id)).getKind());
        }
    }

    @Test
    void oneStaleReadBackDoesNotDoubleAFile() {
        AtomicBoolean posted = new AtomicBoolean();
        String stale = "{\"success\":true,\"result\":" + cases.sourceMaterial(id) + "}";
        cases.onChange(change -> posted.set(true));
        server.faults().next(3, request -> request.isGet() && posted.get(), Fault.answer(200, "application/json", stale));
        atlos.ok("atlos:source-material?operation=upload", "evidence".getBytes(), Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt"), SourceMaterial.class);
        assertFalse(server.faults().pending());
        assertEquals(1, server.requests("POST").size());
        assertEquals(1, cases.sourceMaterial(id).path("artifacts").size());
    }

    @Test
    void clearingWhatIsEmptyIsDoneAndAgainAfterARedelivery() {
        for (String attribute : List.of("more_info", "date", "geolocation_resolution")) {
            for (int time = 0; time < 2; time++) {
                atlos.ok("atlos:incidents?operation=updateAttribute", "", Map.of(SLUG, slug, ATTRIBUTE, attribute), Object.class);
            }
        }
        assertEquals(6, server.requests("POST").size());
    }

    @Test
    void uploadedFilesCountsWhatTheServerTook() throws Exception {
        org.apache.camel.AsyncProducer producer = atlos.context.getEndpoint("atlos:source-material?operation=upload").createAsyncProducer();
        atlos.context.addService(producer);
        server.faults().next(request -> request.isPost(), Fault.answer(401, "application/json", "{\"error\":\"api token not authorized to edit\"}"));
        long[] counts = new long[2];
        for (int i = 0; i < 2; i++) {
            Exchange exchange = new org.apache.camel.support.DefaultExchange(atlos.context);
            exchange.getMessage().setBody("evidence".getBytes());
            exchange.getMessage().setHeader(SOURCE_MATERIAL_ID, id);
            producer.process(exchange);
            counts[i] = ((io.github.camelatlos.producer.AtlosProducer) producer).getUploadedFiles();
        }
        assertEquals(0, counts[0]);
        assertEquals(1, counts[1]);
    }
}
