package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Parameters as the server's framework builds them: {@code a=x} a text, {@code a[]=x} a list, {@code a[b]=x} a map. */
final class Params {

    private final ObjectNode tree = Json.object();

    ObjectNode tree() {
        return tree;
    }

    /** Absent and null are the same thing to nearly every route. */
    Optional<JsonNode> get(String name) {
        JsonNode value = tree.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String name) {
        return get(name).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    void addEncoded(String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                add(decode(equals < 0 ? pair : pair.substring(0, equals)), decode(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
    }

    void add(String name, String value) {
        int bracket = name.indexOf('[');
        if (bracket <= 0 || !name.endsWith("]")) {
            tree.put(name, value);
            return;
        }
        String root = name.substring(0, bracket);
        String inner = name.substring(bracket + 1, name.length() - 1);
        if (inner.isEmpty()) {
            ArrayNode list = tree.get(root) instanceof ArrayNode array ? array : tree.putArray(root);
            list.add(value);
        } else {
            ObjectNode map = tree.get(root) instanceof ObjectNode object ? object : tree.putObject(root);
            map.put(inner, value);
        }
    }

    /** What comes in the body wins over the query; a body that is no object goes under a name of its own. */
    void addJson(JsonNode body) {
        if (body instanceof ObjectNode object) {
            tree.setAll(object);
        } else {
            tree.set("_json", body);
        }
    }

    /** Plus signs are blanks; what isn't UTF-8 is a bad request. */
    static String decode(String text) {
        return decoded(text.replace('+', ' '));
    }

    static String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                if (i + 2 >= raw.length || Character.digit(raw[i + 1], 16) < 0 || Character.digit(raw[i + 2], 16) < 0) {
                    throw HtmlError.badRequest();
                }
                out.put((byte) (Character.digit(raw[i + 1], 16) * 16 + Character.digit(raw[i + 2], 16)));
                i += 2;
            } else {
                out.put(raw[i]);
            }
        }
        return utf8(out.flip());
    }

    static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw HtmlError.badRequest();
        }
    }
}
