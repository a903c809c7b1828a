package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Fault;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 4: a stream is read once and kept until the exchange is over, with stream caching off too. */
class ProducerStreamTest {

    private static final String UPLOAD = "atlos:source-material?operation=upload&maxRetries=0";

    @RegisterExtension
    final WrittenTo to = new WrittenTo();

    private final AtlosServer server = to.server;
    private final CaseFile cases = to.cases;
    private final Connector atlos = to.atlos;
    private final String slug = to.slug;
    private final String id = to.id;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Map<String, Object> headers() {
        return Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "film.bin");
    }

    private void routes(RouteBuilder routes) throws Exception {
        atlos.context.addRoutes(routes);
    }

    private void assertStored(byte[] bytes) {
        assertStored(id, bytes);
    }

    private void assertStored(String record, byte[] bytes) {
        JsonNode artifacts = cases.sourceMaterial(record).path("artifacts");
        assertEquals(1, artifacts.size());
        assertEquals(sha256(bytes), artifacts.path(0).path("file_hash_sha256").asText());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Exchange exchange) throws IOException {
        return exchange.getMessage().getBody(InputStream.class).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 10, 1_000_000, 20_000_000 })
    void aRedeliverySendsTheSameBytes(int length) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(1));
                from("direct:in").noStreamCaching().to(UPLOAD);
            }
        });
        server.faults().next(request -> request.isGet(), Fault.tooManyRequests());
        server.faults().next(request -> request.isPost(), Fault.tooManyRequests());
        server.faults().next(request -> request.isPost(), Fault.status(503, "Retry-After", "0"));
        assertNull(atlos.send("direct:in", new ByteArrayInputStream(bytes(length)), headers()).getException());
        assertStored(bytes(length));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theDeadLetterGetsTheBytes(boolean original) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                var handler = deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(1);
                errorHandler(original ? handler.useOriginalMessage() : handler);
                from("direct:in").noStreamCaching().to(UPLOAD);
            }
        });
        server.faults().always(request -> request.isPost(), Fault.tooManyRequests());
        MockEndpoint dead = atlos.context.getEndpoint("mock:dead", MockEndpoint.class);
        byte[][] got = new byte[1][];
        dead.whenAnyExchangeReceived(exchange -> got[0] = read(exchange));
        atlos.send("direct:in", new ByteArrayInputStream(bytes(1_000_000)), headers());
        assertArrayEquals(bytes(1_000_000), got[0]);
        assertEquals(3, server.requests("POST").size());
    }

    @Test
    void aWireTapAndAnAggregatorAfterAFailedUploadGetTheBytes() throws Exception {
        AggregationStrategy first = (old, fresh) -> old == null ? fresh : old;
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").noStreamCaching().doTry().to(UPLOAD).doCatch(AtlosException.class).end()
                        .wireTap("seda:tapped").to("direct:aggregate");
                from("seda:tapped").noStreamCaching().delay(300).to("mock:tapped");
                from("direct:aggregate").noStreamCaching().aggregate(constant(1), first).completionSize(2).to("mock:aggregated");
            }
        });
        MockEndpoint tapped = atlos.context.getEndpoint("mock:tapped", MockEndpoint.class);
        MockEndpoint aggregated = atlos.context.getEndpoint("mock:aggregated", MockEndpoint.class);
        byte[][] got = new byte[2][];
        tapped.whenAnyExchangeReceived(exchange -> got[0] = read(exchange));
        aggregated.whenAnyExchangeReceived(exchange -> got[1] = read(exchange));
        tapped.expectedMinimumMessageCount(1);
        aggregated.expectedMessageCount(1);
        server.faults().always(request -> request.isPost(), Fault.tooManyRequests());
        atlos.send("direct:in", new ByteArrayInputStream(bytes(1_000_000)), headers());
        tapped.assertIsSatisfied();
        assertArrayEquals(bytes(1_000_000), got[0]);
        System.gc();
        atlos.send("direct:in", new ByteArrayInputStream(bytes(900_000)), headers());
        aggregated.assertIsSatisfied();
        assertArrayEquals(bytes(1_000_000), got[1]);
    }

    @Test
    void aWireTapGetsTheBytesThoughTheRouteThatTappedIsOver() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").noStreamCaching().doTry().to(UPLOAD).doCatch(AtlosException.class).end().wireTap("seda:tapped").setBody(constant("gone"));
                from("seda:tapped").noStreamCaching().delay(500).to("mock:tapped");
            }
        });
        MockEndpoint tapped = atlos.context.getEndpoint("mock:tapped", MockEndpoint.class);
        byte[][] got = new byte[1][];
        tapped.whenAnyExchangeReceived(exchange -> got[0] = read(exchange));
        tapped.expectedMessageCount(1);
        server.faults().always(request -> request.isPost(), Fault.tooManyRequests());
        assertEquals("gone", atlos.ok("direct:in", new ByteArrayInputStream(bytes(1_000_000)), headers(), String.class));
        tapped.assertIsSatisfied();
        assertArrayEquals(bytes(1_000_000), got[0]);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void bothBranchesOfAMulticastStoreTheWholeStream(boolean parallel) throws Exception {
        String other = cases.addSourceMaterial(slug, "https://example.org/b");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").noStreamCaching().multicast().parallelProcessing(parallel).stopOnException().to("direct:one", "direct:other");
                from("direct:one").noStreamCaching().setHeader(SOURCE_MATERIAL_ID, constant(id)).to(UPLOAD);
                from("direct:other").noStreamCaching().setHeader(SOURCE_MATERIAL_ID, constant(other)).to(UPLOAD);
            }
        });
        assertNull(atlos.send("direct:in", new ByteArrayInputStream(bytes(1_000_000)), headers()).getException());
        assertStored(id, bytes(1_000_000));
        assertStored(other, bytes(1_000_000));
    }

    @Test
    void aStreamThatBrokeOffIsNotTakenForAShorterOneByTheRedelivery() throws Exception {
        InputStream breaking = new InputStream() {
            private boolean broken;

            @Override
            public int read() throws IOException {
                if (broken) {
                    return -1;
                }
                broken = true;
                throw new IOException("the network is gone");
            }
        };
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:in").noStreamCaching().to(UPLOAD);
            }
        });
        Exchange exchange = atlos.send("direct:in", new SequenceInputStream(new ByteArrayInputStream(bytes(200_000)), breaking), headers());
        assertEquals(Kind.INVALID_INPUT, exchange.getException(AtlosException.class).getKind());
        assertEquals(0, server.requests("POST").size());
    }

    /** An {@link Error} ends a reading too, in memory or on disk: what was read until then is no file. */
    @ParameterizedTest
    @ValueSource(ints = { 10, 200_000 })
    void aStreamThatEndedInAnErrorIsNotTakenForAShorterOneByTheRedelivery(int length) throws Exception {
        InputStream breaking = new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError("invented");
            }
        };
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:in").noStreamCaching().to(UPLOAD);
            }
        });
        InputStream stream = new SequenceInputStream(new ByteArrayInputStream(bytes(length)), breaking);
        assertNotNull(atlos.send("direct:in", stream, headers()).getException());
        assertEquals(0, server.requests("POST").size());
    }

    @Test
    void aStreamOfAnExchangeThatIsOverIsRefused() {
        InputStream stream = new ByteArrayInputStream(bytes(300_000));
        assertNull(atlos.send(UPLOAD, stream, headers()).getException());
        await().untilAsserted(() -> {
            System.gc();
            AtlosException refusal = atlos.refused(UPLOAD, stream, headers());
            assertTrue(refusal.getMessage().contains("read before"), refusal.getMessage());
        });
        assertStored(bytes(300_000));
    }

    @Test
    void aRedeliveredStreamOfTextIsTheSameText() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:in").noStreamCaching().to("atlos:source-material?operation=create&maxRetries=0");
            }
        });
        for (Object stream : List.of(new ByteArrayInputStream("https://example.org/ü".getBytes(StandardCharsets.UTF_8)), new StringReader("https://example.org/ü"))) {
            server.faults().next(request -> request.isPost(), Fault.tooManyRequests());
            Exchange exchange = atlos.send("direct:in", stream, Map.of(SLUG, slug));
            assertNull(exchange.getException());
            assertEquals("https://example.org/ü", exchange.getMessage().getBody(io.github.camelatlos.model.SourceMaterial.class).getSourceUrl());
        }
    }

    @Test
    void nothingIsLeftInTheSpoolDirectory(@org.junit.jupiter.api.io.TempDir Path spool) throws Exception {
        atlos.context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
        server.faults().next(request -> request.isPost(), Fault.tooManyRequests());
        atlos.send(UPLOAD, new ByteArrayInputStream(bytes(1_000_000)), headers());
        atlos.send(UPLOAD, new ByteArrayInputStream(bytes(1_000_000)), headers());
        try (Stream<Path> left = Files.list(spool)) {
            assertEquals(List.of(), left.toList());
        }
        assertStored(bytes(1_000_000));
    }

    @Test
    void aTextIsRefusedWithAHintAndItsBytesAreTaken() throws Exception {
        AtlosException refusal = atlos.refused(UPLOAD, "/data/film.mp4", headers());
        assertEquals(Kind.INVALID_INPUT, refusal.getKind());
        assertTrue(Stream.of("File", "Path", "bytes").allMatch(refusal.getMessage()::contains), refusal.getMessage());
        assertEquals(Kind.INVALID_INPUT, atlos.refused(UPLOAD, new StringBuilder("text"), headers()).getKind());
        assertEquals(0, server.requests().size());
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").convertBodyTo(byte[].class).to(UPLOAD);
            }
        });
        assertNull(atlos.send("direct:in", "the text itself", headers()).getException());
        assertStored("the text itself".getBytes(StandardCharsets.UTF_8));
    }
}
