package io.github.camelatlos.examples.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.map.Kml;
import io.github.camelatlos.examples.map.MapPage;
import io.github.camelatlos.examples.map.PageFiles;
import io.github.camelatlos.examples.map.TimeMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/** Makes the folder: the page, which needs no server, and the same incidents for other tools. */
final class SetWriter {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Nothing is asked for, so nothing can be told; who may hold the page in a frame only a server's header can say. */
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; "
            + "style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'\">";
    private static final String DATA = "<script src=\"data.js\" defer></script>";

    private final Rules rules;
    private final String atlos;

    /** @param atlos where the platform is, for links to it if the rules want them */
    SetWriter(Rules rules, String atlos) {
        this.rules = rules;
        this.atlos = atlos;
    }

    /** @param day in the page and the feed; or empty */
    SortedMap<String, byte[]> write(Screened screened, String day, List<Feed.Entry> entries) throws IOException, XMLStreamException {
        List<ObjectNode> features = screened.features();
        SortedMap<String, byte[]> files = new TreeMap<>();
        PageFiles page = new PageFiles();
        for (String name : page.names().toList()) {
            files.put(name, page.bytes(name).orElseThrow());
        }
        byte[] index = index(files.get(PageFiles.INDEX));
        files.put(PageFiles.INDEX, index);
        files.put("embed.html", MapPage.embedded(index));
        ObjectNode collection = collection(screened);
        files.put("incidents.geojson", MAPPER.writeValueAsBytes(collection));
        files.put("data.js", data(collection, day));
        files.put("incidents.kml", new Kml().of(features));
        files.put("incidents.csv", Csv.of(features));
        TimeMap timeMap = new TimeMap();
        files.put("timemap/events.json", timeMap.events(features));
        files.put("timemap/associations.json", timeMap.associations(features));
        files.put("timemap/sources.json", timeMap.sources(features));
        if (!rules.address().isEmpty()) {
            files.put("feed.xml", new Feed(rules.title(), rules.address()).of(entries));
        }
        return files;
    }

    private static byte[] index(byte[] page) {
        return new String(page, StandardCharsets.UTF_8).replace("<!-- published: policy -->", POLICY)
                .replace("<!-- published: data -->", DATA).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode collection(Screened screened) {
        ObjectNode collection = JSON.objectNode().put("type", "FeatureCollection").put("project", rules.title());
        if (rules.counts()) {
            ObjectNode withheld = collection.putObject("withheld");
            screened.counts().forEach((reason, count) -> withheld.put(reason.key(), count));
        }
        collection.putArray("features").addAll(screened.features());
        return collection;
    }

    /** As a script, which a page may load from a disk too. */
    private byte[] data(ObjectNode collection, String day) throws IOException {
        ObjectNode published = JSON.objectNode();
        published.putObject("settings").put("note", rules.note()).put("published", day).put("platform", rules.atlosLink() ? atlos : "");
        published.set("collection", collection);
        return ("window.publishedSet = " + MAPPER.writeValueAsString(published) + ";\n").getBytes(StandardCharsets.UTF_8);
    }
}
