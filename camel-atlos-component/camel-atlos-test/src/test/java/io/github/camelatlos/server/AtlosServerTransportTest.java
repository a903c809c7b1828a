package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.camelatlos.server.TestClient.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens, connections, limits and faults. */
class AtlosServerTransportTest {

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension(builder -> builder.idleTimeout(Duration.ofMillis(500)));

    private AtlosServer server;
    private TestClient client;
    private String slug;

    @BeforeEach
    void connect() {
        server = atlos.server();
        client = new TestClient(server);
        slug = server.cases().addIncident("A bridge somewhere");
    }

    @Test
    void tokensAreRefusedAndRotated() throws IOException {
        String old = server.token();
        assertEquals(44, old.length());
        assertEquals("{\"error\":\"invalid token or token not found\"}", client.get("/incidents", "nobody's").body());
        String fresh = server.rotate();
        assertEquals(401, client.get("/incidents", old).status());
        assertEquals(200, client.get("/incidents", fresh).status());
        String reader = server.newToken(Permission.READ);
        assertEquals(200, client.get("/updates", reader).status());
        server.revoke(reader);
        assertEquals(401, client.get("/updates", reader).status());
    }

    @Test
    void errorsAreEmptyWhereJsonIsAccepted() throws IOException {
        assertEquals(404, client.get("/nope").status());
        assertEquals(new Reply(500, "", ""), client.send(client.request("/nope").setHeader("Accept", "application/json").GET()));
        assertEquals(406, client.send(client.request("/incidents").setHeader("Accept", "text/html").GET()).status());
        assertEquals(414, client.get("/incidents?x=" + "y".repeat(9000)).status());
        assertEquals(431, client.send(client.request("/incidents").header("X-Long", "y".repeat(5000)).GET()).status());
    }

    @Test
    void idleConnectionsAreClosed() throws IOException {
        assertTrue(readAll().startsWith("HTTP/1.1 200"));
    }

    @Test
    void aResetIsAResetAndATruncationAnEnd() throws IOException {
        server.faults().next(Fault.RESET);
        assertThrows(SocketException.class, this::readAll);
        server.faults().next(Fault.RESET_MID_BODY);
        assertThrows(SocketException.class, this::readAll);
        server.faults().next(Fault.TRUNCATED_BODY);
        String cut = readAll();
        assertTrue(cut.contains("Content-Length: 15") && cut.endsWith("\r\n\r\n{\"statu"), cut);
    }

    private String readAll() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(server.baseUrl()).getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(("GET /health_check HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void everyRequestIsRecorded() throws IOException {
        server.clearRequests();
        client.post("/add_comment/" + slug, TestClient.json().put("message", "Hello"));
        RecordedRequest request = server.requests("POST").get(0);
        assertEquals("/api/v2/add_comment/" + slug, request.path());
        assertEquals(200, request.status());
        assertEquals("{\"message\":\"Hello\"}", request.body());
        assertEquals(19, request.bodyBytes());
        assertEquals("Bearer " + server.token(), request.header("authorization"));
    }

    @Test
    void faultsAnswerAsProxiesDo() throws IOException {
        server.faults().next(Fault.tooManyRequests(Duration.ofSeconds(7)));
        HttpResponse<String> busy = raw();
        assertEquals(429, busy.statusCode());
        assertEquals("7", busy.headers().firstValue("retry-after").orElseThrow());
        server.faults().next(Fault.unavailable(Instant.parse("2026-01-02T03:04:05Z")));
        assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", raw().headers().firstValue("retry-after").orElseThrow());
        server.faults().next(Fault.redirect("http://localhost/elsewhere"));
        assertEquals(302, raw().statusCode());
        server.faults().next(Request::isPost, Fault.RESET);
        server.faults().next(Request::isGet, Fault.HTML_200);
        assertEquals(200, raw().statusCode());
        assertTrue(server.faults().pending());
        server.faults().clear();
        server.faults().next(Fault.slowBody(Duration.ofMillis(200)));
        assertEquals(200, raw().statusCode());
        server.faults().rate(1, new Random(1), Fault.EMPTY_500);
        assertEquals(500, raw().statusCode());
    }

    @Test
    void aWriteCanBeCarriedOutAfterItsReset() {
        server.faults().next(Fault.commitsLate(Duration.ofMillis(300)));
        assertThrows(IOException.class, () -> client.post("/add_comment/" + slug, TestClient.json().put("message", "Late")));
        assertEquals(1, server.cases().updates(slug).size());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> server.cases().updates(slug).size() == 2);
    }

    @Test
    void comesBackOnItsPortWithoutItsCursors() throws IOException {
        server.cases().addIncidents(150);
        String cursor = client.get("/incidents").next();
        String url = server.baseUrl();
        server.stop();
        assertThrows(IOException.class, () -> client.get("/incidents"));
        server.restart();
        assertEquals(url, server.baseUrl());
        assertTrue(client.get("/incidents?cursor=" + cursor).json().has("error"));
        assertEquals(151, client.walk("/incidents").size());
    }

    @Test
    void readsBigUploadsWithoutKeepingThem() throws Exception {
        String id = server.cases().addSourceMaterial(slug, null);
        byte[] head = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--B--\r\n".getBytes(StandardCharsets.US_ASCII);
        long size = 200_000_000;
        Reply reply = client.send(client.request("/source_material/upload/" + id).header("Content-Type", "multipart/form-data; boundary=B")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                        Collections.enumeration(List.of(new ByteArrayInputStream(head), zeros(size),
                                new ByteArrayInputStream(tail)))))));
        assertEquals(200, reply.status(), reply.body());
        assertEquals(size, reply.json().at("/result/artifacts/0/file_size").longValue());
        String artifact = reply.json().at("/result/artifacts/0/id").textValue();
        assertThrows(IllegalArgumentException.class, () -> server.cases().view().bytes(artifact));
    }

    @Test
    void newerServersShowTheProjectAndBothValues() throws IOException {
        assertEquals(404, client.get("/project").status());
        try (AtlosServer newer = AtlosServer.builder().project(true).newer(true).start()) {
            TestClient other = new TestClient(newer);
            assertEquals(8, other.get("/project").json().at("/result/attributes").size());
            String own = newer.cases().addIncident("A bridge somewhere");
            newer.cases().edit(own, "status", "Completed");
            assertEquals(Map.of("new", "Completed", "old", "To Do"), newer.cases().updates(own).stream()
                    .filter(u -> u.get("type").textValue().equals("update_attribute"))
                    .map(u -> Map.of("new", u.at("/new_value/attr_status").textValue(), "old", u.at("/old_value/attr_status").textValue()))
                    .findAny().orElseThrow());
            assertEquals("direct", other.post("/source_material/new/" + own, Json.parse("{\"url\":\"x\",\"archive\":true}"))
                    .json().at("/result/upload_type").textValue());
        }
    }

    @Test
    void seedsAndPeopleFillTheLists() throws IOException {
        List<String> slugs = server.seed();
        assertEquals(300, slugs.size());
        assertEquals(301, client.walk("/incidents").size() + client.walk("/incidents?deleted=true").size());
        assertFalse(client.walk("/source_material").isEmpty());
        try (Investigators people = Investigators.start(server.cases(), Duration.ofMillis(1))) {
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> people.actions() > 50);
        }
        assertNull(client.get("/incidents?query=nothinglikethis").next());
    }

    private HttpResponse<String> raw() throws IOException {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(server.baseUrl() + "/api/v2/incidents"))
                    .header("Authorization", "Bearer " + server.token()).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static InputStream zeros(long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int from, int length) {
                int n = (int) Math.min(left, length);
                left -= n;
                Arrays.fill(target, from, from + n, (byte) 0);
                return n == 0 ? -1 : n;
            }
        };
    }
}
