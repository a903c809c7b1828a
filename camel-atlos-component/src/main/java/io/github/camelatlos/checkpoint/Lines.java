package io.github.camelatlos.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/**
 * A line is a JSON object whose last field is a checksum over the line and the checksum of the line before it, so that a line that is torn,
 * changed or out of its place is found out.
 */
final class Lines {

    private static final String CRC = ",\"crc\":\"";
    private static final int ENDING = CRC.length() + 8 + 2;

    private Lines() {
    }

    /** @param before the line before, or null */
    static String write(String before, ObjectNode json) {
        String text = json.toString();
        String body = text.substring(0, text.length() - 1);
        return body + CRC + crc(before, body) + "\"}";
    }

    /** What the line holds; null if it is not as it was written behind that line. */
    static ObjectNode read(String before, String line) {
        int end = line.length() - ENDING;
        if (end < 1 || !line.startsWith(CRC, end) || !line.startsWith(crc(before, line.substring(0, end)), end + CRC.length())) {
            return null;
        }
        return object(line);
    }

    /** Of any JSON object; null if it is none. */
    static ObjectNode object(String line) {
        try {
            JsonNode json = Json.MAPPER.readTree(line);
            return json instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String crc(String before, String body) {
        CRC32 crc = new CRC32();
        if (before != null) {
            crc.update(before.substring(before.length() - ENDING).getBytes(StandardCharsets.UTF_8));
        }
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
