package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ERASE;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1, for what bodies mean: the charset they are in, what of Java is JSON, and what stands against an erase. */
class ProducerBodyTest {

    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final String SET = "atlos:source-material?operation=setMetadata&namespace=ns";
    private static final String COMMENT = "atlos:incidents?operation=addComment";

    @RegisterExtension
    final WrittenTo to = new WrittenTo();

    private final AtlosServer server = to.server;
    private final CaseFile cases = to.cases;
    private final Connector atlos = to.atlos;
    private final String slug = to.slug;
    private final String id = to.id;

    @TempDir
    Path folder;

    private JsonNode namespace() {
        return cases.sourceMaterial(id).path("metadata").path("ns");
    }

    // ---- erase

    @Test
    void eraseIsRefusedWhereTheBodyHoldsAnything() {
        atlos.ok(SET, Map.of("kept", 1), Map.of(SOURCE_MATERIAL_ID, id), Object.class);
        int posts = server.requests("POST").size();
        for (Object body : List.of("{\"a\":1}", "{\"a\":1}".getBytes(), new ByteArrayInputStream("{\"a\":1}".getBytes()), List.of("a"), Map.of("a", 1),
                Json.MAPPER.createObjectNode().put("a", 1), Json.MAPPER.createArrayNode().add(1), 5, true, "some text", new String[] { "a" })) {
            AtlosException refusal = atlos.refused(SET, body, Map.of(SOURCE_MATERIAL_ID, id, ERASE, true));
            assertEquals(Kind.INVALID_INPUT, refusal.getKind(), body.getClass().getName());
        }
        assertEquals(posts, server.requests("POST").size());
        assertEquals(1, namespace().path("kept").asInt());
    }

    @Test
    void eraseIsCarriedOutWhereTheBodyHoldsNothing() {
        List<Object> nothing = new ArrayList<>(Arrays.asList(null, "", "  ", new byte[0], new ByteArrayInputStream(new byte[0]), Map.of(), List.of(),
                Json.MAPPER.createObjectNode(), Json.MAPPER.nullNode(), "null", "{}"));
        nothing.add(atlos.ok("atlos:source-material?operation=get", null, Map.of(SOURCE_MATERIAL_ID, id), Object.class));
        for (Object body : nothing) {
            atlos.ok(SET, Map.of("n", 1), Map.of(SOURCE_MATERIAL_ID, id), Object.class);
            atlos.ok(SET, body, Map.of(SOURCE_MATERIAL_ID, id, ERASE, "true"), Object.class);
            assertTrue(namespace().isNull(), String.valueOf(body));
        }
    }

    @Test
    void aHeaderLeftOverFromAFailedEraseDoesNotEraseTheNextSet() throws Exception {
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").doTry().setHeader(ERASE, constant(true)).setBody(constant(null)).to(SET + "&maxRetries=0")
                        .doCatch(AtlosException.class).end().setBody(constant("{\"n\":2}")).to(SET);
            }
        });
        server.faults().next(request -> request.isGet(), Fault.EMPTY_500);
        assertNull(atlos.send("direct:in", null, Map.of(SOURCE_MATERIAL_ID, id)).getException());
        assertEquals(2, namespace().path("n").asInt());
    }

    // ---- charset

    @Test
    void theCharsetThatTheContentTypeOrCamelNamesIsUsed() {
        String text = "Мост взорван";
        Map<String, Map<String, Object>> said = Map.of("content type", Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=windows-1251"),
                "quoted", Map.of(Exchange.CONTENT_TYPE, "text/plain;charset=\"Windows-1251\""), "header", Map.of(Exchange.CHARSET_NAME, "windows-1251"));
        said.forEach((how, headers) -> {
            Map<String, Object> all = new HashMap<>(headers);
            all.put(SLUG, slug);
            all.put(SOURCE_MATERIAL_ID, id);
            atlos.ok(COMMENT, new ByteArrayInputStream((text + how).getBytes(CYRILLIC)), all, Object.class);
            atlos.ok(COMMENT, (text + how + "bytes").getBytes(CYRILLIC), all, Object.class);
            atlos.ok(SET, ("{\"n\":\"" + text + how + "\"}").getBytes(CYRILLIC), all, Object.class);
            assertEquals(text + how, namespace().path("n").asText());
        });
        List<String> comments = cases.updates(slug).stream().map(update -> update.path("explanation").asText()).toList();
        said.keySet().forEach(how -> assertTrue(comments.containsAll(List.of(text + how, text + how + "bytes")), comments.toString()));
    }

    @Test
    void theCharsetOfTheFileComponentIsUsed() throws Exception {
        Files.write(folder.resolve("a.txt"), "Übung".getBytes(StandardCharsets.ISO_8859_1));
        atlos.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&noop=true&charset=iso-8859-1").setHeader(SLUG, constant(slug)).to(COMMENT).to("mock:done");
            }
        });
        MockEndpoint done = atlos.context.getEndpoint("mock:done", MockEndpoint.class);
        done.expectedMessageCount(1);
        done.assertIsSatisfied();
        assertTrue(cases.updates(slug).stream().anyMatch(update -> update.path("explanation").asText().equals("Übung")));
    }

    @Test
    void whatIsNoTextInItsCharsetIsRefused() {
        byte[] latin = "caf\u00e9 d\u00e9truit".getBytes(StandardCharsets.ISO_8859_1);
        for (Object body : List.of(latin, new ByteArrayInputStream(latin))) {
            AtlosException refusal = atlos.refused(COMMENT, body, Map.of(SLUG, slug));
            assertEquals(Kind.INVALID_INPUT, refusal.getKind());
            assertTrue(refusal.getMessage().contains("UTF-8"), refusal.getMessage());
        }
        assertEquals(Kind.INVALID_INPUT, atlos.refused(COMMENT, latin, Map.of(SLUG, slug, Exchange.CONTENT_TYPE, "text/plain; charset=klingon")).getKind());
        assertEquals(Kind.INVALID_INPUT, atlos.refused(COMMENT, folder.resolve("nowhere.txt"), Map.of(SLUG, slug)).getKind());
        assertEquals(0, server.requests().size());
    }

    // ---- JSON of Java

    private Kind refused(Object body) {
        return atlos.refused(SET, body, Map.of(SOURCE_MATERIAL_ID, id)).getKind();
    }

    @Test
    void whatHasAMeaningOfItsOwnInJavaIsRefusedAsMetadata() {
        for (Object value : List.of(new Date(), Calendar.getInstance(), Instant.now(), new IllegalStateException("x"), new Thread(), folder, this, new byte[1],
                new char[] { 'a' }, java.util.Optional.of("x"))) {
            assertEquals(Kind.INVALID_INPUT, refused(Map.of("x", List.of(value))), value.getClass().getName());
        }
        Map<Object, Object> twice = new LinkedHashMap<>();
        twice.put(1, "a");
        twice.put("1", "b");
        assertEquals(Kind.INVALID_INPUT, refused(twice));
        assertEquals(Kind.INVALID_INPUT, refused(Map.of(List.of(1), "b")));
        assertEquals(Kind.INVALID_INPUT, refused("{\"a\":1,\"b\":{\"c\":1,\"c\":2}}"));
        for (int depth : List.of(300, 900, 5000)) {
            assertEquals(Kind.INVALID_INPUT, refused("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)));
            Object deep = 1;
            for (int i = 0; i < depth; i++) {
                deep = Map.of("a", deep);
            }
            assertEquals(Kind.INVALID_INPUT, refused(deep));
        }
        assertEquals(0, server.requests().size());
    }

    @Test
    void whatIsJsonInJavaIsStoredAsItIs() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("list", Arrays.asList("a", null, 1L, 1.5, true, 'c'));
        body.put("array", new Object[] { "a", new int[] { 1, 2 } });
        body.put("id", java.util.UUID.fromString(id));
        body.put("kind", Kind.UNCERTAIN);
        body.put("node", Json.MAPPER.createObjectNode().put("x", 1));
        atlos.ok(SET, body, Map.of(SOURCE_MATERIAL_ID, id), Object.class);
        assertEquals("{\"array\":[\"a\",[1,2]],\"id\":\"" + id + "\",\"kind\":\"UNCERTAIN\",\"list\":[\"a\",null,1,1.5,true,\"c\"],\"node\":{\"x\":1}}",
                namespace().toString());
        atlos.ok(SET, "{\"a\":".repeat(150) + "1" + "}".repeat(150), Map.of(SOURCE_MATERIAL_ID, id), Object.class);
        atlos.ok(SET, ("\ufeff{\"bom\":1}").getBytes(StandardCharsets.UTF_8), Map.of(SOURCE_MATERIAL_ID, id), Object.class);
        assertEquals(1, namespace().path("bom").asInt());
        atlos.ok(SET, "\ufeff{\"bom\":2}", Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns"), Object.class);
        assertEquals(2, namespace().path("bom").asInt());
    }
}
