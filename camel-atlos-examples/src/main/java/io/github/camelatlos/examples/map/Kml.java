package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The map's incidents as KML 2.2, for Google Earth and the like. By the JDK's own writer: JavaAPIforKml wants JAXB and the whole document as
 * objects, for four elements. A test holds what is written to OGC's schema.
 */
public final class Kml {

    private static final String NAMESPACE = "http://www.opengis.net/kml/2.2";

    public byte[] of(IncidentMap map) throws XMLStreamException {
        return of(map.features());
    }

    public byte[] of(List<? extends JsonNode> features) throws XMLStreamException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XMLStreamWriter out = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        out.writeStartElement("kml");
        out.writeDefaultNamespace(NAMESPACE);
        out.writeStartElement("Document");
        for (JsonNode feature : features) {
            placemark(out, feature);
        }
        out.writeEndDocument();
        out.close();
        return bytes.toByteArray();
    }

    private static void placemark(XMLStreamWriter out, JsonNode feature) throws XMLStreamException {
        JsonNode properties = feature.path("properties");
        out.writeStartElement("Placemark");
        element(out, "name", properties.path("slug").asText());
        String date = properties.path("date").asText("");
        if (date.matches("\\d{4}-\\d{2}-\\d{2}")) {
            out.writeStartElement("TimeStamp");
            element(out, "when", date);
            out.writeEndElement();
        }
        out.writeStartElement("ExtendedData");
        data(out, "status", properties);
        data(out, "date", properties);
        data(out, "updated", properties);
        data(out, "description", properties);
        out.writeEndElement();
        out.writeStartElement("Point");
        JsonNode place = feature.path("geometry").path("coordinates");
        element(out, "coordinates", place.path(0).asText() + "," + place.path(1).asText());
        out.writeEndElement();
        out.writeEndElement();
    }

    private static void data(XMLStreamWriter out, String name, JsonNode properties) throws XMLStreamException {
        if (properties.path(name).isTextual()) {
            out.writeStartElement("Data");
            out.writeAttribute("name", name);
            element(out, "value", properties.path(name).asText());
            out.writeEndElement();
        }
    }

    /** Without the control characters that XML has no way to write. */
    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", ""));
        out.writeEndElement();
    }
}
