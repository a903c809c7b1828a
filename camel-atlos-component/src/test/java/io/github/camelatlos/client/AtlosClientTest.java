package io.github.camelatlos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.RowVisitor.Verdict;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Fault;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests end, and how pages are walked. */
@Timeout(60)
class AtlosClientTest {

    private static final Listing INCIDENTS = Listing.of(AtlosResource.INCIDENTS);

    private final AtlosServer server = AtlosServer.start();
    private final CamelContext context = new DefaultCamelContext();
    private final List<AtlosClient> open = new ArrayList<>();
    private final ConnectionPool pool = new ConnectionPool();
    private final Budgets budgets = new Budgets();
    private AtlosClient client;

    @BeforeEach
    void start() {
        context.start();
        client = client(Token.fixed(server.token()), 2, 0);
    }

    @AfterEach
    void stop() {
        open.forEach(AtlosClient::close);
        context.stop();
        server.close();
    }

    private AtlosClient client(Token token, int maxRetries, int requestsPerMinute) {
        return client(token, maxRetries, requestsPerMinute, Map.of());
    }

    private AtlosClient client(Token token, int maxRetries, int requestsPerMinute, Map<String, Object> http) {
        AtlosClient fresh = new AtlosClient("test", context, new ClientSettings(URI.create(server.baseUrl()), token, requestsPerMinute, maxRetries,
                Duration.ofMillis(100), Duration.ofSeconds(10), false, http), pool, budgets);
        open.add(fresh);
        return fresh;
    }

    private static Fault json(String body) {
        return Fault.answer(200, "application/json", body);
    }

    // ---- the line between not sent and lost

    @Test
    void aTokenThatCannotBeHadIsNotSent() {
        Supplier<String> failing = () -> {
            throw new IllegalStateException("the vault is sealed");
        };
        for (Supplier<String> supplier : List.<Supplier<String>>of(failing, () -> null, () -> " ", () -> "a b")) {
            Attempt<?> attempt = client(Token.from(supplier), 0, 0).addComment("AB12CD", "A comment");
            assertThat(attempt).isInstanceOfSatisfying(Attempt.NotSent.class, notSent -> {
                assertThat(notSent.reason().getKind()).isEqualTo(Kind.INVALID_TOKEN);
                assertThat(notSent.reason().getOperation()).isEqualTo("incidents addComment");
                assertThat(notSent.reason()).hasMessageContaining("nothing was sent");
            });
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFileThatCannotBeOpenedIsNotSent() {
        Upload upload = new Upload(() -> {
            throw new IOException("gone");
        }, 3, "a.txt", null);
        assertThat(client.upload(UUID.randomUUID().toString(), upload)).isInstanceOfSatisfying(Attempt.NotSent.class,
                notSent -> assertThat(notSent.reason().getKind()).isEqualTo(Kind.INVALID_INPUT));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeReadLeavesTheWriteOpen() {
        String deep = "[".repeat(1_500) + "]".repeat(1_500);
        for (String body : List.of("{\"success\":true,\"result\":{\"n\":1e2147483648}}", "{\"n\":" + "9".repeat(1_000_000) + "}",
                "{\"success\":true,\"result\":{\"n\":" + deep + "}}", "{\"success\":tr", "[]", "{\"success\":false}", "{\"success\":true}")) {
            server.faults().next(json(body));
            Attempt<?> attempt = client.setMetadata(UUID.randomUUID().toString(), "ns", null);
            assertThat(attempt).as(body.substring(0, Math.min(60, body.length()))).isInstanceOfSatisfying(Attempt.Lost.class, lost -> {
                assertThat(lost.reason().getKind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
                assertThat(lost.reason().getOperation()).isEqualTo("source-material setMetadata");
            });
        }
    }

    @Test
    void anErrorWhileAFileIsSentLeavesTheWriteOpen() {
        Upload upload = new Upload(() -> new java.io.InputStream() {
            @Override
            public int read() {
                throw new StackOverflowError();
            }
        }, -1, "a.txt", null);
        assertThat(client.upload(UUID.randomUUID().toString(), upload)).isInstanceOf(Attempt.Lost.class);
    }

    @Test
    void everyRefusalNamesItsOperation() {
        for (String body : List.of("[]", "{\"error\":\"media not found\"}", "{\"success\":false}", "7")) {
            server.faults().next(3, any -> true, json(body));
            assertThatThrownBy(() -> client.sourceMaterial(UUID.randomUUID().toString()))
                    .isInstanceOfSatisfying(AtlosException.class, e -> {
                        assertThat(e.getOperation()).isEqualTo("source-material get");
                        assertThat(e.getMessage()).startsWith("source-material get: ");
                    });
            server.faults().clear();
            server.faults().next(3, any -> true, json(body));
            assertThatThrownBy(() -> client.page(INCIDENTS, null, head -> Verdict.KEEP))
                    .isInstanceOfSatisfying(AtlosException.class, e -> assertThat(e.getOperation()).isEqualTo("incidents list"));
            server.faults().clear();
        }
    }

    // ---- pacing

    @ParameterizedTest
    @ValueSource(strings = { "0", "-5", "Sun, 06 Nov 1994 08:49:37 GMT" })
    void aRetryAfterInThePastIsNoLeaveToHammer(String retryAfter) {
        server.faults().always(any -> true, Fault.status(429, "Retry-After", retryAfter));
        // Its own back-off is 10 to 20 s; without it five retries went out within 38 ms.
        AtlosClient slow = new AtlosClient("test", context, new ClientSettings(URI.create(server.baseUrl()), Token.fixed(server.token()), 0, 5,
                Duration.ofSeconds(20), Duration.ofSeconds(20), false, Map.of()), pool, budgets);
        open.add(slow);
        CompletableFuture<Page> page = CompletableFuture.supplyAsync(() -> slow.page(INCIDENTS, null, head -> Verdict.KEEP));
        Awaitility.await().until(() -> server.requests().size() == 1);
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> server.requests().size() == 1);
        slow.stop();
        assertThat(page).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whoGivesUpWaitingForTheBudgetTakesNothing() throws Exception {
        Token token = Token.fixed(server.token());
        AtlosClient patient = client(token, 0, 60);
        AtlosClient leaving = client(token, 0, 60);
        patient.page(INCIDENTS, null, head -> Verdict.KEEP);
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(CompletableFuture.runAsync(() -> leaving.page(INCIDENTS, null, head -> Verdict.KEEP), task -> new Thread(task).start()));
        }
        Awaitility.await().until(() -> Thread.getAllStackTraces().values().stream()
                .filter(stack -> List.of(stack).toString().contains("Budget.await")).count() >= 20);
        leaving.stop();
        for (CompletableFuture<Void> each : waiting) {
            assertThatThrownBy(each::join).hasCauseInstanceOf(StopSignal.Stopped.class);
        }
        long started = System.nanoTime();
        patient.page(INCIDENTS, null, head -> Verdict.KEEP);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void uploadsLeaveAFifthOfTheConnections() {
        assertThat(client.uploadPlaces()).isEqualTo(16);
        assertThat(client(Token.fixed("T"), 0, 0, Map.of("connectionsPerRoute", "5")).uploadPlaces()).isEqualTo(4);
        assertThat(client(Token.fixed("T"), 0, 0, Map.of("connectionsPerRoute", "1")).uploadPlaces()).isEqualTo(1);
        assertThat(client(Token.fixed("T"), 0, 0, Map.of("maxTotalConnections", "10")).uploadPlaces()).isEqualTo(8);
    }

    // ---- rows

    @Test
    void whatIsInARowNeverFailsItsPage() {
        List<String> inside = List.of("[".repeat(20_000) + "]".repeat(20_000), "1".repeat(1_000_000), "1E2147483648", "{\"id\":\"other\"}", "null");
        StringBuilder page = new StringBuilder("{\"next\":null,\"results\":[");
        for (int i = 0; i < inside.size(); i++) {
            page.append(i == 0 ? "" : ",").append("{\"slug\":").append(inside.get(i)).append(",\"id\":\"row").append(i)
                    .append("\",\"inserted_at\":\"2026-11-22T12:44:28\",\"updated_at\":\"2026-11-22T12:44:28\",\"x\":").append(inside.get(i)).append("}");
        }
        server.faults().next(json(page.append("]}").toString()));
        List<Row> rows = client.page(INCIDENTS, null, head -> Verdict.KEEP).rows();

        assertThat(rows).extracting(row -> row.head().id()).containsExactly("row0", "row1", "row2", "row3", "row4");
        for (Row row : rows.subList(0, 3)) {
            Incident incident = (Incident) row.toRecord(AtlosResource.INCIDENTS);
            assertThat(incident.toBytes()).isEqualTo(row.utf8());
            long started = System.nanoTime();
            assertThatThrownBy(incident::getStatus).isInstanceOfSatisfying(AtlosException.class,
                    e -> assertThat(e.getKind()).isEqualTo(Kind.UNEXPECTED_ANSWER)).hasMessageContaining("this record cannot be read");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(((Incident) rows.get(4).toRecord(AtlosResource.INCIDENTS)).getSlug()).isNull();
    }

    @Test
    void theProjectIsParsedOnceAndStandsInEveryRecord() {
        server.cases().addIncidents(3);
        List<Row> rows = client.page(INCIDENTS, null, head -> Verdict.KEEP).rows();
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(row.head().project().project()).isSameAs(rows.get(0).head().project().project()));
        for (Row row : rows) {
            Incident incident = (Incident) row.toRecord(AtlosResource.INCIDENTS);
            assertThat(incident.json()).isEqualTo(row.json());
            assertThat(incident.json().toString()).isEqualTo(row.json().toString());
            assertThat(incident).isEqualTo(new Incident(row.json()));
            // What one hands out is not what the others see.
            ((com.fasterxml.jackson.databind.node.ObjectNode) incident.json().get("project")).put("name", "Another");
            assertThat(incident.getProjectName()).isEqualTo(row.json().path("project").path("name").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"id\":\"p\"}", "null", "7", "[{\"id\":\"p\"}]", "{}", "{\"id\":{\"id\":1}}", "{\"id\":\"p\"},\"project\":{\"id\":\"q\",\"x\":[1]}",
            "{\"id\":\"p\"},\"project\":null", "null,\"project\":{\"id\":\"q\"}" })
    void aProjectOfAnyShapeIsReadAsItStands(String project) {
        String row = "{\"copy\":{\"id\":\"p\"},\"id\":\"a\",\"inserted_at\":\"2026-11-22T12:44:28\",\"project\":" + project + ",\"z\":{\"id\":\"p\"}}";
        server.faults().next(json("{\"next\":null,\"results\":[" + row + "," + row + ", " + row.replace("\"a\"", "\"longer id\"") + "]}"));
        for (Row each : client.page(INCIDENTS, null, head -> Verdict.KEEP).rows()) {
            assertThat(((Incident) each.toRecord(AtlosResource.INCIDENTS)).json()).isEqualTo(each.json());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-32" })
    void aPageInAnotherCharsetIsSaidInWords(String charset) throws Exception {
        byte[] page = "{\"next\":null,\"results\":[{\"id\":\"a\",\"inserted_at\":\"2026-11-22T12:44:28\"}]}".getBytes(charset);
        assertThatThrownBy(() -> read(page)).isInstanceOf(AtlosException.class).hasMessageContaining("it is not UTF-8");
    }

    @Test
    void invalidUtf8IsSaidInWords() {
        byte[] page = "{\"next\":null,\"results\":[{\"id\":\"\u00c3(\",\"inserted_at\":\"2026-11-22T12:44:28\"}]}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(page)).isInstanceOf(AtlosException.class).hasMessageContaining("it is not UTF-8");
    }

    private static Page read(byte[] page) throws IOException {
        org.apache.hc.core5.http.message.BasicClassicHttpResponse response = new org.apache.hc.core5.http.message.BasicClassicHttpResponse(200);
        response.setEntity(new org.apache.hc.core5.http.io.entity.ByteArrayEntity(page, org.apache.hc.core5.http.ContentType.APPLICATION_JSON));
        return new PageReader(INCIDENTS.page(null), head -> Verdict.KEEP).read(new Answer(response, new Traffic()), new Refusals(Token.fixed("T")));
    }

    @Test
    void theHeadTellsWhatHeadersNeed() {
        String slug = server.cases().addIncident("An incident with everything");
        String material = server.cases().addSourceMaterial(slug, "https://example.org/video");
        Row incident = client.page(INCIDENTS, null, head -> Verdict.KEEP).rows().get(0);
        Row source = client.page(Listing.of(AtlosResource.SOURCE_MATERIAL), null, head -> Verdict.KEEP).rows().get(0);
        List<Row> updates = client.page(Listing.of(AtlosResource.UPDATES), null, head -> Verdict.KEEP).rows();

        assertThat(incident.head().slug()).isEqualTo(slug);
        assertThat(incident.head().projectId()).isEqualTo(incident.json().path("project").path("id").asText());
        assertThat(source.head().id()).isEqualTo(material);
        assertThat(source.head().incidentId()).isEqualTo(incident.head().id());
        assertThat(updates).allMatch(update -> update.head().incidentId().equals(incident.head().id()));
        assertThat(updates).anyMatch(update -> material.equals(update.head().sourceMaterialId()));
    }

    // ---- pages

    private List<String> walk(AtlosClient by, RowVisitor visitor) {
        List<String> ids = new ArrayList<>();
        try (PageStream pages = by.pages(INCIDENTS, null)) {
            while (pages.hasNext()) {
                Page page = pages.next(visitor);
                page.rows().forEach(row -> ids.add(row.head().id()));
                if (page.left()) {
                    break;
                }
            }
        }
        return ids;
    }

    @Test
    void aWalkReadsEachPageOnceInOrder() {
        server.cases().addIncidents(950);
        List<String> ids = walk(client, head -> Verdict.KEEP);

        assertThat(ids).hasSize(950).doesNotHaveDuplicates();
        assertThat(server.requests()).hasSize(10);
    }

    @Test
    void theNextPageIsOnItsWayWhileOneIsRead() {
        server.cases().addIncidents(300);
        AtomicInteger rows = new AtomicInteger();
        walk(client, head -> {
            if (rows.incrementAndGet() == 50) {
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.requests().size() == 2);
            }
            return Verdict.KEEP;
        });
        assertThat(rows).hasValue(300);
        assertThat(server.requests()).hasSize(3);
    }

    /** Wants every page, and does this at each row; told how many rows came before. */
    private static RowVisitor toTheEnd(IntConsumer atRow) {
        AtomicInteger rows = new AtomicInteger();
        return new RowVisitor() {
            @Override
            public boolean readsToTheEnd() {
                return true;
            }

            @Override
            public Verdict visit(RowHead head) {
                atRow.accept(rows.getAndIncrement());
                return Verdict.KEEP;
            }
        };
    }

    @Test
    void whereAllIsWantedTheNextPageIsAskedForBeforeAnAnswerIsWhole() {
        server.cases().addIncidents(400);
        server.faults().next(request -> String.valueOf(request.query()).contains("cursor="), Fault.slowBody(Duration.ofSeconds(4)));
        AtomicInteger rows = new AtomicInteger();
        CompletableFuture<List<String>> walk = CompletableFuture.supplyAsync(() -> walk(client, toTheEnd(rows::set)));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.requests().size() == 3);
        assertThat(rows).as("the last row that was read, counted from 0, when the third page was asked for").hasValue(99);
        assertThat(walk.join()).hasSize(400).doesNotHaveDuplicates();
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aSlowReaderOfAllHasOnePageAheadAndNotMore() {
        server.cases().addIncidents(500);
        List<String> ids = walk(client, toTheEnd(row -> {
            int most = Math.min(5, row / 100 + 2);
            if (row % 100 == 50) {
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.requests().size() == most);
                Awaitility.await().during(Duration.ofMillis(200)).until(() -> server.requests().size() == most);
            }
            assertThat(server.requests().size()).as("requests at row " + row).isLessThanOrEqualTo(most);
        }));
        assertThat(ids).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void aCursorThatAPageTellsTwiceIsTheLastOne() {
        String page = "{\"next\":%s,\"results\":[{\"id\":\"%s\",\"inserted_at\":\"2026-11-22T12:44:28\",\"updated_at\":\"2026-11-22T12:44:28\"}]%s}";
        server.faults().always(request -> String.valueOf(request.query()).contains("cursor=A"), json(page.formatted("\"B\"", "a", ",\"next\":\"C\"")));
        server.faults().always(request -> String.valueOf(request.query()).contains("cursor=B"), json(page.formatted("null", "wrong", "")));
        server.faults().always(request -> String.valueOf(request.query()).contains("cursor=C"), json(page.formatted("null", "c", "")));
        server.faults().always(any -> true, json(page.formatted("\"A\"", "first", "")));
        assertThat(walk(client, toTheEnd(row -> { }))).containsExactly("first", "a", "c");
    }

    @Test
    void whatIsGivenUpHasNoFollower() throws Exception {
        server.cases().addIncidents(300);
        server.faults().next(Fault.delay(Duration.ofMillis(500)));
        ClientSettings settings = new ClientSettings(URI.create(server.baseUrl()), Token.fixed(server.token()), 0, 0, Duration.ofMillis(100), Duration.ofSeconds(1), false, Map.of());
        try (Transport transport = new Transport(context, settings, pool, budgets, new Traffic(), new StopSignal());
             LookAhead ahead = new LookAhead(transport, INCIDENTS)) {
            ahead.ask(null);
            LookAhead.Request request = ahead.take(true);
            ahead.close();
            assertThat(request.read(new PageReader(INCIDENTS.page(null), head -> Verdict.KEEP)).rows()).hasSize(100);
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> server.requests().size() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 7_001 })
    void aCursorThatIsNoneIsNotFollowed(int length) {
        String page = "{\"next\":\"%s\",\"results\":[{\"id\":\"a\",\"inserted_at\":\"2026-11-22T12:44:28\",\"updated_at\":\"2026-11-22T12:44:28\"}]}";
        server.faults().next(json(page.formatted("A")));
        server.faults().next(json(page.formatted("x".repeat(length))));
        AtlosClient once = client(Token.fixed(server.token()), 0, 0);
        try (PageStream pages = once.pages(INCIDENTS, null)) {
            RowVisitor visitor = toTheEnd(row -> { });
            pages.next(visitor);
            server.faults().always(any -> true, json(page.formatted("x".repeat(length))));
            assertThatThrownBy(() -> pages.next(visitor)).isInstanceOf(AtlosException.class).hasMessageContaining("its cursor is empty or too long");
        }
        assertThat(server.requests()).as("two pages, and the second once more").hasSize(3);
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> server.requests().size() == 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "{\"next\":\"A\",\"results\":[                     | A",
        "{\"previous\":null,\"count\":3,\"next\":\"A\",\"re   | A",
        "{\"next\":\"A                                    | none",
        "{\"next\":null,\"other\":{\"next\":\"Z\"}           | none",
        "{\"next\":5,\"next\":\"A\"                          | none",
        "{\"links\":{\"next\":\"Z\"},\"next\":\"A\"            | none",
        "{\"results\":[],\"next\":\"A\"}                     | none",
        "[\"next\",\"A\"]                                | none",
        "<html>                                        | none" })
    void onlyThePagesOwnCursorBeforeItsRowsIsToldEarly(String begin, String cursor) {
        assertThat(PageReader.next(begin.getBytes(StandardCharsets.UTF_8))).isEqualTo(cursor);
    }

    @Test
    void whatIsRefusedAheadIsNotAskedForAgain() {
        server.cases().addIncidents(300);
        server.faults().always(request -> String.valueOf(request.query()).contains("cursor="), Fault.status(403));
        assertThatThrownBy(() -> walk(client, head -> Verdict.KEEP)).isInstanceOf(AtlosException.class).hasMessageContaining("403");
        assertThat(server.requests()).hasSize(2);
    }

    /** It tells no length, or one that is not that of the page. */
    @Test
    void pagesThatAProxyPacksAreReadWhole() {
        server.cases().addIncidents(350);
        Queue<String> encodings = new ConcurrentLinkedQueue<>();
        HttpHandler packing = new EncodingHandler(ProxyHandler.builder().setProxyClient(new LoadBalancingProxyClient().addHost(URI.create(server.baseUrl()))).build(),
                new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 100));
        Undertow proxy = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(exchange -> {
            exchange.addResponseCommitListener(answer -> encodings.add(String.valueOf(answer.getResponseHeaders().getFirst(Headers.CONTENT_ENCODING))));
            packing.handleRequest(exchange);
        }).build();
        proxy.start();
        try {
            int port = ((InetSocketAddress) proxy.getListenerInfo().get(0).getAddress()).getPort();
            AtlosClient behind = new AtlosClient("test", context, new ClientSettings(URI.create("http://127.0.0.1:" + port), Token.fixed(server.token()), 0, 0,
                    Duration.ofMillis(100), Duration.ofSeconds(10), false, Map.of()), pool, budgets);
            open.add(behind);
            assertThat(walk(behind, head -> Verdict.KEEP)).hasSize(350).doesNotHaveDuplicates();
            assertThat(walk(behind, toTheEnd(row -> { }))).hasSize(350);
            assertThat(encodings).hasSize(8).containsOnly("gzip");
        } finally {
            proxy.stop();
        }
    }

    @Test
    void nothingIsAskedForAheadWhereNothingIsKept() {
        server.cases().addIncidents(300);
        try (PageStream pages = client.pages(INCIDENTS, null)) {
            pages.next(head -> Verdict.LEAVE);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aFaultOfTheRequestAheadIsForgotten() {
        server.cases().addIncidents(600);
        Set<Fault> faults = Set.of(Fault.RESET, Fault.EMPTY_500, Fault.RESET_MID_BODY, Fault.HTML_200, Fault.badGateway(), Fault.tooManyRequests());
        for (Fault fault : faults) {
            server.faults().next(request -> request.query() != null && request.query().contains("cursor="), fault);
            assertThat(walk(client, head -> Verdict.KEEP)).as(fault.toString()).hasSize(600).doesNotHaveDuplicates();
            assertThat(server.faults().pending()).isFalse();
        }
    }

    @Test
    void anExpiredCursorIsToldAlsoWhenItWasUsedAhead() {
        server.cases().addIncidents(300);
        assertThatThrownBy(() -> walk(client, head -> {
            server.expireCursors();
            return Verdict.KEEP;
        })).isInstanceOfSatisfying(AtlosException.class, e -> assertThat(e.getKind()).isEqualTo(Kind.EXPIRED_CURSOR));
    }

    @Test
    void aStopCutsBothRequestsOff() throws Exception {
        server.cases().addIncidents(300);
        server.faults().always(request -> request.query() != null && request.query().contains("cursor="), Fault.delay(Duration.ofSeconds(20)));
        CompletableFuture<List<String>> walk = CompletableFuture.supplyAsync(() -> walk(client, head -> Verdict.KEEP));
        Awaitility.await().until(() -> server.requests().size() == 2);
        client.stop();
        assertThatThrownBy(() -> walk.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(StopSignal.Stopped.class);
    }

    @Test
    void theBudgetHoldsForRequestsAhead() {
        server.cases().addIncidents(500);
        long started = System.nanoTime();
        walk(client(Token.fixed(server.token()), 0, 600), head -> Verdict.KEEP);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void pagesInACircleEnd() {
        String page = "{\"next\":\"%s\",\"results\":[{\"id\":\"%s\",\"inserted_at\":\"2026-11-22T12:44:28\",\"updated_at\":\"2026-11-22T12:44:28\"}]}";
        server.faults().always(request -> String.valueOf(request.query()).contains("cursor=A"), json(page.formatted("B", "a")));
        server.faults().always(any -> true, json(page.formatted("A", "b")));
        assertThatThrownBy(() -> walk(client, head -> Verdict.SKIP)).isInstanceOfSatisfying(AtlosException.class, e -> {
            assertThat(e.getKind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
            assertThat(e.getMessage()).contains("do not lead on");
        });
        assertThat(server.requests().size()).isBetween(3, 45);
    }

    @Test
    void emptyPagesWithAnotherToFollowEnd() {
        server.faults().always(any -> true, json("{\"next\":\"A\",\"results\":[]}"));
        assertThatThrownBy(() -> walk(client, head -> Verdict.SKIP)).hasMessageContaining("do not lead on");
    }

    @Test
    void aCachedDateIsCorrectedByItsAge() throws Exception {
        org.apache.hc.core5.http.message.BasicClassicHttpResponse response = new org.apache.hc.core5.http.message.BasicClassicHttpResponse(200);
        response.setHeader("Date", "Sun, 22 Nov 2026 12:00:00 GMT");
        response.setHeader("Age", "90");
        assertThat(new Answer(response, new Traffic()).date()).isEqualTo(Instant.parse("2026-11-22T12:01:30Z"));
        response.setHeader("Age", "soon");
        assertThat(new Answer(response, new Traffic()).date()).isNull();
    }

    @Test
    void portsThatAreMeantAnywayAreTheSameServer() {
        assertThat(ClientSettings.baseUrl("https://platform.atlos.org:443/", false)).isEqualTo(ClientSettings.baseUrl("https://Platform.atlos.org", false));
        assertThat(ClientSettings.baseUrl("http://localhost:80", false)).isEqualTo(ClientSettings.baseUrl("http://localhost", false));
        assertThat(ClientSettings.baseUrl("https://localhost:80", false)).hasPort(80);
    }
}
