package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the page is made of, by the names it has in a browser: served by {@link MapPage}, copied into a published folder. */
public final class PageFiles {

    /** The page itself, which each makes its own. */
    public static final String INDEX = "index.html";

    private static final String PAGE = "map/page/";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final List<String> OWN = List.of(INDEX, "map.css", "dom.js", "incidents.js", "filters.js", "address.js", "basemap.js",
            "markers.js", "card.js", "list.js", "panel.js", "time.js", "changes.js", "page.js");
    private static final Map<String, String> BORROWED = Map.of(
            "leaflet/leaflet.css", WEBJARS + "leaflet/1.9.4/dist/leaflet.css",
            "leaflet/leaflet.js", WEBJARS + "leaflet/1.9.4/dist/leaflet.js",
            "supercluster/supercluster.min.js", WEBJARS + "supercluster/7.1.5/dist/supercluster.min.js");

    private final Map<String, String> resources = new TreeMap<>(BORROWED);

    public PageFiles() {
        OWN.forEach(name -> resources.put(name, PAGE + name));
        baseMap().forEach(name -> resources.put("base/" + name + ".js", PAGE + "base/" + name + ".js"));
    }

    /** Its own list names the tiles; with it come the places and their names. */
    private static List<String> baseMap() {
        try {
            List<String> names = new ArrayList<>(List.of("index", "places"));
            content("index").path(1).forEach(tile -> names.add(tile.asText()));
            content("places").path(1).path("languages").forEach(language -> names.add("names-" + language.asText()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode content(String name) throws IOException {
        String script = new String(read(PAGE + "base/" + name + ".js"), StandardCharsets.UTF_8);
        return new ObjectMapper().readTree(script.replaceAll("^basemap\\(", "[").replaceAll("\\);\\s*$", "]"));
    }

    public Stream<String> names() {
        return resources.keySet().stream();
    }

    public Optional<byte[]> bytes(String name) throws IOException {
        return resources.containsKey(name) ? Optional.of(read(resources.get(name))) : Optional.empty();
    }

    public static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "json" -> "application/json";
            case "geojson" -> "application/geo+json";
            case "kml" -> "application/vnd.google-earth.kml+xml";
            case "csv" -> "text/csv; charset=utf-8";
            case "xml" -> "application/atom+xml; charset=utf-8";
            default -> "application/octet-stream";
        };
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("Not on the class path: " + resource);
            }
            return in.readAllBytes();
        }
    }
}
