package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** Forms with files, from the short notation of the recordings: {@code file=@a.txt;type=text/plain;filename=b.txt}. */
final class WireBodies {

    private static final String PNG = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
            + "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082";

    private WireBodies() {
    }

    static byte[] multipart(JsonNode parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonNode part : parts) {
            String[] field = part.textValue().split("=", 2);
            out.writeBytes(utf8("--B\r\nContent-Disposition: form-data; name=\"" + field[0] + "\""));
            if (field[1].startsWith("@")) {
                String local = field[1].substring(1).split(";")[0];
                out.writeBytes(utf8("; filename=\"" + name(field[1], local) + "\"\r\nContent-Type: text/plain\r\n\r\n"));
                out.writeBytes(content(local));
            } else {
                out.writeBytes(utf8("\r\n\r\n" + field[1]));
            }
            out.writeBytes(utf8("\r\n"));
        }
        out.writeBytes(utf8("--B--\r\n"));
        return out.toByteArray();
    }

    static byte[] png() {
        return HexFormat.of().parseHex(PNG);
    }

    private static String name(String field, String local) {
        int at = field.indexOf("filename=");
        String name = at < 0 ? local : field.substring(at + "filename=".length());
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
    }

    /** Big files are scaled down; the test sets the limit accordingly. */
    private static byte[] content(String local) {
        return switch (local) {
            case "a.txt" -> utf8("hello");
            case "x" -> utf8("hello world\n");
            case "empty.txt" -> new byte[0];
            case "b.bin" -> new byte[1000];
            case "big.bin" -> new byte[3_000_000];
            case "huge.bin" -> new byte[20_500_000];
            case "i.png" -> png();
            case "v.mp4" -> Films.mp4(Duration.ofSeconds(2));
            default -> utf8("this is not what its name says");
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
