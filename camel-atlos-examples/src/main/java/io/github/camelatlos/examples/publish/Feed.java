package io.github.camelatlos.examples.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An Atom feed (RFC 4287) of what was published or changed as published; when something changed in Atlos is not in it. */
final class Feed {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final int MOST = 100;

    /** An incident as it is published, and since when it is published like that. */
    record Entry(JsonNode feature, Instant since, boolean isNew) {
    }

    private final String title;
    private final String address;

    Feed(String title, String address) {
        this.title = title;
        this.address = address.replaceAll("/+$", "") + "/";
    }

    byte[] of(List<Entry> entries) throws XMLStreamException {
        List<Entry> latest = entries.stream().sorted(Comparator.comparing(Entry::since).reversed()
                .thenComparing(entry -> entry.feature.path("id").asText())).limit(MOST).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XMLStreamWriter out = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        out.writeStartElement("feed");
        out.writeDefaultNamespace(ATOM);
        element(out, "title", title.isEmpty() ? "Incidents" : title);
        element(out, "id", address + "feed.xml");
        element(out, "updated", latest.isEmpty() ? Instant.EPOCH.toString() : latest.get(0).since.toString());
        link(out, "self", address + "feed.xml");
        link(out, "alternate", address);
        out.writeStartElement("author");
        element(out, "name", title.isEmpty() ? "Incidents" : title);
        out.writeEndElement();
        for (Entry entry : latest) {
            entry(out, entry);
        }
        out.writeEndDocument();
        out.close();
        return bytes.toByteArray();
    }

    private void entry(XMLStreamWriter out, Entry entry) throws XMLStreamException {
        JsonNode properties = entry.feature.path("properties");
        String slug = properties.path("slug").asText();
        out.writeStartElement("entry");
        element(out, "title", slug + ": " + properties.path("status").asText());
        element(out, "id", "urn:uuid:" + UUID.nameUUIDFromBytes((address + slug).getBytes(StandardCharsets.UTF_8)));
        element(out, "updated", entry.since.toString());
        link(out, "alternate", address + "index.html#open=" + java.net.URLEncoder.encode(slug, StandardCharsets.UTF_8));
        String what = entry.isNew ? "Published" : "Changed";
        element(out, "summary", what + ". " + properties.path("date").asText("No date") + ". " + properties.path("description").asText(""));
        out.writeEndElement();
    }

    private static void link(XMLStreamWriter out, String relation, String address) throws XMLStreamException {
        out.writeEmptyElement("link");
        out.writeAttribute("rel", relation);
        out.writeAttribute("href", address);
    }

    /** Without the control characters that XML has no way to write. */
    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text.strip().replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", ""));
        out.writeEndElement();
    }
}
