package io.github.camelatlos.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Answers as Atlos does, at once or after a set time, with rows made while they are sent: the size of the list costs no memory. */
final class StubAtlos implements AutoCloseable {

    static final int PAGE = 100;
    /** Where a rival in another process learns when its first request came. */
    static final String FIRST = "/bench/first";
    private static final int PIECE = 16 * 1024;
    /** The token whose list is answered at once: rounds for the compiler need not take long. */
    static final String WARM = "W";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** One list for each token. */
    private static final class Rows {
        private final Instant oldest = Instant.now().minusSeconds(30L * 24 * 3600);
        private volatile int count;
        private volatile int bumped;
        private volatile Instant bumpedAt;
    }

    private final HttpServer server;
    private final Map<String, Rows> rows = new ConcurrentHashMap<>();
    private final Map<String, String> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicLong firstRequest = new AtomicLong();
    private final String project = "{\"id\":\"6a1f0a6e-0000-4000-8000-00000000000a\",\"name\":\"Invented\",\"code\":\"INV\",\"description\":\"" + "An invented project. ".repeat(20)
            + "\",\"color\":\"#000000\",\"active\":true,\"attributes\":[" + "{\"name\":\"Equipment\",\"description\":\"\",\"type\":\"multi_select\",\"options\":[\"Tank\",\"Drone\",\"Rifle\",\"Truck\"]},"
            .repeat(20) + "{\"name\":\"Note\",\"description\":\"\",\"type\":\"text\",\"options\":[]}]}";
    private volatile int latencyMillis;
    private volatile long bytesPerSecond;
    /** When all that was given to the line so far has gone over it. */
    private long lineFree;

    StubAtlos() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/v2/", this::handle);
        server.createContext(FIRST, this::tellFirst);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** So many rows, the last of which changed an hour ago. */
    void holds(String token, int count) {
        Rows list = new Rows();
        list.count = count;
        rows.put(token, list);
    }

    void latency(int millis) {
        latencyMillis = millis;
    }

    /** All answers share a line of so many bytes a second; 0: none. */
    void line(long bytes) {
        bytesPerSecond = bytes;
    }

    /** So many rows, the last ones of the list, change now. */
    void change(String token, int count) {
        Rows list = rows.get(token);
        list.bumpedAt = Instant.now();
        list.bumped = count;
    }

    void forget() {
        requests.set(0);
        firstRequest.set(0);
        mostOpen.set(0);
    }

    int requests() {
        return requests.get();
    }

    int mostOpen() {
        return mostOpen.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        firstRequest.compareAndSet(0, System.nanoTime());
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            if (latencyMillis > 0 && !isWarmingUp(exchange)) {
                Thread.sleep(latencyMillis);
            }
            String path = exchange.getRequestURI().getPath().substring("/api/v2/".length());
            byte[] answer = exchange.getRequestMethod().equals("POST") ? post(exchange, path) : get(exchange, path);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                send(exchange, answer, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException leftByTheReader) {
            exchange.close();
        } finally {
            open.decrementAndGet();
        }
    }

    /** When the first request came since this was asked before: the clock is the machine's, the same in each of its processes. */
    private void tellFirst(HttpExchange exchange) throws IOException {
        byte[] first = utf8(String.valueOf(firstRequest.getAndSet(0)));
        exchange.sendResponseHeaders(200, first.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(first);
        }
    }

    private void send(HttpExchange exchange, byte[] answer, OutputStream out) throws IOException, InterruptedException {
        if (bytesPerSecond == 0 || isWarmingUp(exchange)) {
            out.write(answer);
            return;
        }
        for (int at = 0; at < answer.length; at += PIECE) {
            int length = Math.min(PIECE, answer.length - at);
            TimeUnit.NANOSECONDS.sleep(onTheLine(length) - System.nanoTime());
            out.write(answer, at, length);
            out.flush();
        }
    }

    private synchronized long onTheLine(int bytes) {
        lineFree = Math.max(lineFree, System.nanoTime()) + bytes * 1_000_000_000L / bytesPerSecond;
        return lineFree;
    }

    private static boolean isWarmingUp(HttpExchange exchange) {
        return ("Bearer " + WARM).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private byte[] get(HttpExchange exchange, String path) {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (path.startsWith("source_material/")) {
            String id = path.substring(path.lastIndexOf('/') + 1);
            return utf8("{\"success\":true,\"result\":" + material(id, uploads.get(id)) + "}");
        }
        if (query.contains("deleted=true") || path.equals("updates")) {
            return utf8("{\"next\":null,\"results\":[],\"previous\":null}");
        }
        int at = query.indexOf("cursor=");
        String cursor = at < 0 ? "0" : query.substring(at + 7).split("&")[0];
        return page(rows.get(exchange.getRequestHeaders().getFirst("Authorization").substring(7)), path.equals("incidents"), Integer.parseInt(cursor),
                query.contains("sort=modified_asc"));
    }

    private byte[] page(Rows list, boolean incidents, int from, boolean oldestFirst) {
        // A list that changes now must not change between two pages of one walk.
        int count = list.count;
        ByteArrayOutputStream page = new ByteArrayOutputStream(PAGE * 5_000);
        int to = Math.min(from + PAGE, count);
        page.writeBytes(utf8("{\"next\":" + (to < count ? "\"" + to + "\"" : "null") + ",\"results\":["));
        byte[] rest = utf8(project);
        for (int i = from; i < to; i++) {
            if (i > from) {
                page.write(',');
            }
            int place = oldestFirst ? count - 1 - i : i;
            boolean bumped = place < list.bumped;
            // Bumped are the oldest ones, which move to the top; those between move down.
            int row = bumped ? list.bumped - 1 - place : count - 1 - place + list.bumped;
            String inserted = SECONDS.format(list.oldest.plusSeconds(row));
            String updated = bumped ? SECONDS.format(list.bumpedAt) : inserted;
            if (incidents) {
                page.writeBytes(utf8("{\"id\":\"" + id(row) + "\",\"slug\":\"I" + row + "\",\"deleted\":false,\"inserted_at\":\"" + inserted + "\",\"updated_at\":\"" + updated
                        + "\",\"attr_description\":\"A clinic was hit; two videos show it from the east, number " + row + "\",\"attr_status\":\"To Do\",\"attr_sensitive\":[\"Not Sensitive\"],"
                        + "\"attr_tags\":null,\"attr_date\":null,\"attr_more_info\":null,\"project_attributes\":[],\"source_material\":[],\"versions\":[],\"project\":"));
                page.writeBytes(rest);
                page.write('}');
            } else {
                page.writeBytes(utf8(material(id(row), null).replace("2026-01-01T00:00:00", inserted)));
            }
        }
        page.writeBytes(utf8("],\"previous\":null}"));
        return page.toByteArray();
    }

    private static String id(int row) {
        return String.format("6a1f0a6e-0000-4000-8000-%012d", row);
    }

    private static String material(String id, String sha256) {
        String artifact = sha256 == null ? "" : "{\"id\":\"" + sha256.substring(0, 32) + "\",\"type\":\"upload\",\"title\":null,\"file_size\":1,\"mime_type\":\"video/mp4\",\"access_url\":\"https://files.invalid/a\","
                + "\"file_hash_sha256\":\"" + sha256 + "\",\"perceptual_hashes\":{}}";
        return "{\"id\":\"" + id + "\",\"status\":\"complete\",\"metadata\":{\"source\":{\"note\":\"" + "Found on a public page. ".repeat(20)
                + "\"}},\"inserted_at\":\"2026-01-01T00:00:00\",\"updated_at\":\"2026-01-01T00:00:00\",\"incident_id\":\"6a1f0a6e-0000-4000-8000-00000000000b\",\"artifacts\":["
                + artifact + "],\"scoped_id\":1,\"source_url\":\"https://example.org/video\",\"upload_type\":\"user_provided\",\"visibility\":\"visible\"}";
    }

    private byte[] post(HttpExchange exchange, String path) throws IOException {
        if (!path.startsWith("source_material/upload/")) {
            exchange.getRequestBody().readAllBytes();
            return utf8("{\"success\":true}");
        }
        String id = path.substring(path.lastIndexOf('/') + 1);
        uploads.put(id, digestOfFile(exchange.getRequestBody(), exchange.getRequestHeaders().getFirst("Content-Type")));
        return utf8("{\"success\":true,\"result\":" + material(id, uploads.get(id)) + "}");
    }

    /** Of the last part, as both rivals send it: after the empty line that ends its head, up to the last boundary. */
    private static String digestOfFile(InputStream body, String contentType) throws IOException {
        String boundary = contentType.substring(contentType.indexOf("boundary=") + 9).split(";")[0];
        int tail = boundary.length() + 8;
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] buffer = new byte[1 << 16];
        int held = 0;
        boolean inFile = false;
        for (int n; (n = body.read(buffer, held, buffer.length - held)) >= 0;) {
            held += n;
            int from = 0;
            if (!inFile) {
                String text = new String(buffer, 0, held, StandardCharsets.ISO_8859_1);
                int head = text.indexOf("\r\n\r\n", Math.max(0, text.indexOf("name=\"file\"")));
                if (text.contains("name=\"file\"") && head >= 0) {
                    inFile = true;
                    from = head + 4;
                }
            }
            if (inFile && held - from > tail) {
                sha.update(buffer, from, held - from - tail);
                from = held - tail;
            }
            if (inFile) {
                System.arraycopy(buffer, from, buffer, 0, held - from);
                held -= from;
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
