package io.github.camelatlos.examples.map;

import java.io.IOException;
import java.net.ServerSocket;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The page on a port of its own, with a map that a test fills. */
final class PageHost implements AutoCloseable {

    private final Main camel = new Main();
    private final int port;
    private final MapPage page = new MapPage();

    PageHost() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        page.setPlatform("https://platform.atlos.org");
        camel.bind("page", page);
        camel.addInitialProperty("camel.server.enabled", "true");
        camel.addInitialProperty("camel.server.host", "127.0.0.1");
        camel.addInitialProperty("camel.server.port", "" + port);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/?matchOnUriPrefix=true").bean("page", "answer");
            }
        });
        camel.start();
    }

    /** What is shown from now on. */
    MapPage show(IncidentMap map) {
        page.setMap(map);
        return page;
    }

    String url() {
        return "http://localhost:" + port + "/";
    }

    @Override
    public void close() {
        camel.stop();
    }
}
