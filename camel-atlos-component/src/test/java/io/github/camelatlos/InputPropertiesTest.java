package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.RecordedRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.Exchange;

/** Promise 1, for any text there is: it arrives exactly as it was given, in exactly the place it was meant for, or is refused. */
class InputPropertiesTest {

    private static final Set<Kind> REFUSED = Set.of(Kind.INVALID_INPUT, Kind.TOO_LARGE);

    private static AtlosServer server;
    private static Connector atlos;
    private static String slug;
    private static String id;

    @BeforeContainer
    static void start() {
        server = AtlosServer.start();
        atlos = Connector.to(server);
        slug = server.cases().addIncident("Written to");
        id = server.cases().addSourceMaterial(slug, "https://example.org/a");
    }

    @AfterContainer
    static void stop() {
        atlos.close();
        server.close();
    }

    @Provide
    Arbitrary<String> oddTexts() {
        Arbitrary<String> pieces = Arbitraries.of("/", "..", ".", "%2F", "%", "?", "#", ";", "\\", "\0", " ", "\u00a0", "\n", "é", "имя", "\u202e",
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67", "\uD83D", "\uDC69", "a", "metadata[]", "\"", "'", "<b>", "${body}", "&x=1", "\ufeff", "\u0301");
        Arbitrary<String> paths = Arbitraries.of(".", "..", "../..", "a/../b", "/", "//", "%2e%2e", "..%2f..", "");
        return Arbitraries.oneOf(paths, pieces.list().ofMaxSize(8).map(list -> String.join("", list)), Arbitraries.strings().ofMaxLength(40),
                pieces.flatMap(piece -> Arbitraries.integers().between(100, 3000).map(piece::repeat)));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void aNamespaceIsStoredUnderExactlyItsNameOrRefused(@ForAll("oddTexts") String namespace) {
        int before = server.requests("POST").size();
        Exchange exchange = atlos.send("atlos:source-material?operation=setMetadata", Map.of("its", namespace.length()),
                Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, namespace));
        if (!refused(exchange, before)) {
            assertEquals(namespace.length(), server.cases().sourceMaterial(id).path("metadata").path(namespace).path("its").asInt());
        }
        assertOnly("/api/v2/source_material/metadata/" + id + "/");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void aCommentIsStoredExactlyOrRefused(@ForAll("oddTexts") String text) {
        int before = server.requests("POST").size();
        Exchange exchange = atlos.send("atlos:incidents?operation=addComment", text, Map.of(SLUG, slug));
        if (!refused(exchange, before)) {
            assertTrue(server.cases().updates(slug).stream().anyMatch(update -> update.path("explanation").asText().equals(text)));
        }
        assertOnly("/api/v2/add_comment/" + slug);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void metadataIsStoredExactlyOrRefused(@ForAll("oddTexts") String key, @ForAll("oddTexts") String value, @ForAll double number) {
        // The JSON parser of the test server, not Atlos, takes no longer names.
        String name = "k" + key.substring(0, Math.min(key.length(), 10_000));
        int before = server.requests("POST").size();
        Exchange exchange = atlos.send("atlos:source-material?operation=setMetadata", Map.of(name, List.of(value, Map.of("n", number))),
                Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns"));
        if (!refused(exchange, before)) {
            JsonNode stored = server.cases().sourceMaterial(id).path("metadata").path("ns").path(name);
            assertEquals(value, stored.path(0).asText());
            assertEquals(number, stored.path(1).path("n").asDouble());
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void aSlugOrAnIdNeverReachesAnotherRoute(@ForAll("oddTexts") String odd) {
        atlos.send("atlos:incidents?operation=addComment", "x", Map.of(SLUG, odd));
        atlos.send("atlos:source-material?operation=get", "x", Map.of(SOURCE_MATERIAL_ID, odd));
        atlos.send("atlos:incidents?operation=updateAttribute", "x", Map.of(SLUG, slug, AtlosConstants.ATTRIBUTE, odd));
        for (RecordedRequest request : server.requests("POST")) {
            assertTrue(request.path().matches("/api/v2/(add_comment/[A-Za-z0-9_-]+|update/[A-Za-z0-9_-]+/[a-z_]+|source_material/metadata/[^/]+/[^/]+)"),
                    request.path());
        }
        server.clearRequests();
    }

    /** Refused means: of the right kind, and without any request that writes. */
    private static boolean refused(Exchange exchange, int postsBefore) {
        if (exchange.getException() == null) {
            return false;
        }
        AtlosException refusal = exchange.getException(AtlosException.class);
        assertTrue(refusal != null && REFUSED.contains(refusal.getKind()), String.valueOf(exchange.getException()));
        assertEquals(postsBefore, server.requests("POST").size());
        return true;
    }

    private static void assertOnly(String path) {
        server.requests("POST").forEach(request -> assertTrue(request.path().startsWith(path)
                && request.path().indexOf('/', path.length()) < 0, request.path()));
        server.clearRequests();
    }
}
