package io.github.camelatlos.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The other host, which holds the stored files. It wants a signed link, and never a token. */
final class Downloads implements HttpHandler {

    private final ArtifactLinks links;
    private final FileStore files;
    private final RequestLog log;

    Downloads(ArtifactLinks links, FileStore files, RequestLog log) {
        this.links = links;
        this.files = files;
        this.log = log;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach(values -> headers.put(values.getHeaderName().toString().toLowerCase(Locale.ROOT), List.copyOf(values)));
        RequestLog.Entry entry = log.begin(
                new Request(exchange.getRequestMethod().toString(), exchange.getRequestURI(), exchange.getQueryString(), headers));
        Optional<byte[]> bytes = admitted(exchange) ? files.bytes(artifactId(exchange)) : Optional.empty();
        int status = bytes.isPresent() ? 200 : admitted(exchange) ? 404 : 403;
        entry.status(status);
        exchange.setStatusCode(status);
        String path = exchange.getRequestPath();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, FileStore.mimeType(path.substring(path.lastIndexOf('.') + 1)));
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes.orElse(new byte[0])));
    }

    private boolean admitted(HttpServerExchange exchange) {
        String expires = parameter(exchange, "Expires");
        return expires.matches("\\d{1,12}") && links.admits(exchange.getRequestPath(), Long.parseLong(expires),
                parameter(exchange, "Nonce"), parameter(exchange, "Signature"));
    }

    private static String artifactId(HttpServerExchange exchange) {
        String[] parts = exchange.getRequestPath().split("/");
        return parts.length > 2 ? parts[2] : "";
    }

    private static String parameter(HttpServerExchange exchange, String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? "" : values.getFirst();
    }
}
