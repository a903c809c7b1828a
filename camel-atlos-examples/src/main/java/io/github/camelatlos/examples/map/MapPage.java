package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;

/** The map in a browser. Everything it needs comes from here: nothing is fetched from the internet unless tiles are asked for. */
public final class MapPage {

    private static final String EMBEDDED = "embed.html";

    private final PageFiles files = new PageFiles();
    private IncidentMap map;
    private String tiles = "";
    private String attribution = "";
    private String note = "";
    private String platform = "";
    private String embedIn = "";

    public void setMap(IncidentMap map) {
        this.map = map;
    }

    /** A URL with {z}, {x} and {y}, or empty: whoever runs that server sees which places are looked at. */
    public void setTiles(String tiles) {
        if (!tiles.matches("(https?://[^\\s;,'\"]+)?")) {
            throw new IllegalArgumentException("Tiles such as https://tiles.example.org/{z}/{x}/{y}.png, not '" + tiles + "'");
        }
        this.tiles = tiles;
    }

    public void setAttribution(String attribution) {
        this.attribution = attribution;
    }

    /** What the page says about where the incidents come from. */
    public void setNote(String note) {
        this.note = note;
    }

    /** Where Atlos is, so that a card can lead there. */
    public void setPlatform(String platform) {
        this.platform = platform.matches("https?://.*") ? platform.replaceAll("/+$", "") + "/" : "";
    }

    /** Which sites may hold embed.html in a frame, such as {@code https://news.example.org}; empty: none. */
    public void setEmbedIn(String sites) {
        if (!sites.matches("(https?://[A-Za-z0-9.:-]+( |$))*")) {
            throw new IllegalArgumentException("Sites such as https://news.example.org, with spaces between, not '" + sites + "'");
        }
        this.embedIn = sites.strip();
    }

    public void answer(@Header(Exchange.HTTP_PATH) String path, @Header(Exchange.HTTP_URL) String url,
            @Header("If-None-Match") String known, Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        String name = path == null || path.isEmpty() || path.equals("/") ? PageFiles.INDEX : path.substring(1);
        message.setHeader("Content-Security-Policy", policy(name));
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        if (!isLocal(url)) {
            refuse(message, 403, "This page is for this computer only.");
        } else if (name.equals("incidents.geojson")) {
            giveMap(message, known);
        } else if (name.equals("settings.json")) {
            give(message, name, new ObjectMapper().writeValueAsBytes(
                    Map.of("note", note, "tiles", tiles, "attribution", attribution, "platform", platform)));
        } else if (name.equals(EMBEDDED) && !embedIn.isEmpty()) {
            give(message, name, embedded(files.bytes(PageFiles.INDEX).orElseThrow()));
        } else if (files.bytes(name).isPresent()) {
            give(message, name, files.bytes(name).orElseThrow());
        } else {
            refuse(message, 404, "Not here.");
        }
    }

    /** The page asks again and again; what it has already is not sent twice. */
    private void giveMap(Message message, String known) {
        IncidentMap.Rendered rendered = map.rendered();
        message.setHeader("ETag", rendered.tag());
        if (rendered.tag().equals(known)) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
            message.setBody(null);
        } else {
            give(message, "incidents.geojson", rendered.bytes());
        }
    }

    /** The same page without its panels. */
    public static byte[] embedded(byte[] page) {
        return new String(page, StandardCharsets.UTF_8).replace("<body>", "<body class=\"embedded\">").getBytes(StandardCharsets.UTF_8);
    }

    /** A name of somebody else's that leads to this computer would let their page read the map. */
    private static boolean isLocal(String url) {
        // Not the Host header: HTTP/2, which Java's own client asks for, has none.
        return url != null && url.matches("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/.*)?");
    }

    private String policy(String name) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
                + (tiles.isEmpty() ? "" : " " + origin()) + "; base-uri 'none'; form-action 'none'; frame-ancestors "
                + (name.equals(EMBEDDED) && !embedIn.isEmpty() ? embedIn : "'none'");
    }

    private String origin() {
        URI uri = URI.create(tiles.replace("{s}", "*").replaceAll("[{}]", ""));
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static void give(Message message, String name, byte[] bytes) {
        message.setHeader(Exchange.CONTENT_TYPE, PageFiles.type(name));
        message.setBody(bytes);
    }

    private static void refuse(Message message, int code, String text) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, code);
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        message.setBody(text);
    }
}
