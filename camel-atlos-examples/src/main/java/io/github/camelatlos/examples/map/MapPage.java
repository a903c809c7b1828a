package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;

/** The map in a browser. Everything it needs comes from here: nothing is fetched from the internet unless tiles are asked for. */
public final class MapPage {

    private record Part(String resource, String type) {
    }

    private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/dist/";
    private static final String JSON = "application/json";
    private static final Map<String, Part> PARTS = Map.of(
            "/", new Part("map/page/index.html", "text/html; charset=utf-8"),
            "/map.css", new Part("map/page/map.css", "text/css; charset=utf-8"),
            "/map.js", new Part("map/page/map.js", "text/javascript; charset=utf-8"),
            "/groups.js", new Part("map/page/groups.js", "text/javascript; charset=utf-8"),
            "/land.geojson", new Part("map/page/land.geojson", "application/geo+json"),
            "/leaflet/leaflet.css", new Part(LEAFLET + "leaflet.css", "text/css; charset=utf-8"),
            "/leaflet/leaflet.js", new Part(LEAFLET + "leaflet.js", "text/javascript; charset=utf-8"));

    private IncidentMap map;
    private String tiles = "";
    private String attribution = "";
    private String note = "";

    public void setMap(IncidentMap map) {
        this.map = map;
    }

    /** A URL with {z}, {x} and {y}, or empty: whoever runs that server sees which places are looked at. */
    public void setTiles(String tiles) {
        this.tiles = tiles;
    }

    public void setAttribution(String attribution) {
        this.attribution = attribution;
    }

    /** What the page says about where the incidents come from. */
    public void setNote(String note) {
        this.note = note;
    }

    public void answer(@Header(Exchange.HTTP_PATH) String path, @Header(Exchange.HTTP_URL) String url, Exchange exchange)
            throws IOException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("Content-Security-Policy", policy());
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        String name = path == null || path.isEmpty() ? "/" : path;
        if (!isLocal(url)) {
            refuse(message, 403, "This page is for this computer only.");
        } else if (name.equals("/incidents.geojson")) {
            give(message, "application/geo+json", map.geoJson());
        } else if (name.equals("/settings.json")) {
            give(message, JSON, new ObjectMapper().writeValueAsBytes(Map.of("note", note, "tiles", tiles, "attribution", attribution)));
        } else if (PARTS.containsKey(name)) {
            give(message, PARTS.get(name).type, read(PARTS.get(name).resource));
        } else {
            refuse(message, 404, "Not here.");
        }
    }

    /** A name of somebody else's that leads to this computer would let their page read the map. */
    private static boolean isLocal(String url) {
        // Not the Host header: HTTP/2, which Java's own client asks for, has none.
        return url != null && url.matches("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/.*)?");
    }

    private String policy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
                + (tiles.isEmpty() ? "" : " " + origin()) + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private String origin() {
        URI uri = URI.create(tiles.replaceAll("[{}]", ""));
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static void give(Message message, String type, byte[] bytes) {
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(bytes);
    }

    private static void refuse(Message message, int code, String text) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, code);
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        message.setBody(text);
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = MapPage.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("Not on the class path: " + resource);
            }
            return in.readAllBytes();
        }
    }
}
