package io.github.camelatlos.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The web that the invented sources are on. Some pages are gone, as on the real one. */
public final class SourceSite implements AutoCloseable {

    private static final int ONE_IN = 25;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "source-site");
        thread.setDaemon(true);
        return thread;
    });

    public SourceSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", SourceSite::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether that page is one of those that are gone. */
    public static boolean isGone(String path) {
        return Math.floorMod(path.hashCode(), ONE_IN) == 0;
    }

    /** The page at that path; the same bytes each time. */
    public static byte[] page(String path) {
        return """
                <!doctype html>
                <html lang="en">
                <title>Invented source</title>
                <h1>Invented source %s</h1>
                <p>Made up for a demonstration. No place, person or event in it exists.</p>
                </html>
                """.formatted(path.replaceAll("[^A-Za-z0-9/._-]", "")).getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] page = isGone(path) ? "Gone.".getBytes(StandardCharsets.UTF_8) : page(path);
            exchange.getResponseHeaders().set("Content-Type", isGone(path) ? "text/plain" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(isGone(path) ? 404 : 200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
