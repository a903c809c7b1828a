package io.github.camelatlos.examples.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A site as badly behaved as sites are. */
final class Web implements AutoCloseable {

    private static final byte[] PAGE = "<p>What was seen</p>".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> hits = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    Web() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The path of each request. */
    List<String> hits() {
        return hits;
    }

    /** From now on that path answers so. */
    void answers(String path, int status) {
        answers.put(path, status);
    }

    static byte[] page(String path) {
        return (new String(PAGE, StandardCharsets.UTF_8) + path).getBytes(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            hits.add(path);
            if (path.startsWith("/redirect/") || path.equals("/loop")) {
                exchange.getResponseHeaders().set("Location", path.equals("/loop") ? path : exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(302, -1);
            } else if (path.startsWith("/hang")) {
                closed.await();
            } else if (path.startsWith("/drip")) {
                drip(exchange);
            } else if (path.startsWith("/endless")) {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(new byte[8192]);
                }
            } else if (path.startsWith("/short")) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(PAGE);
                exchange.getResponseBody().flush();
            } else {
                byte[] page = page(path);
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(answers.getOrDefault(path, 200), page.length);
                exchange.getResponseBody().write(page);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never idle, never done. */
    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        while (!closed.await(50, TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
