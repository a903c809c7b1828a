package io.github.camelatlos.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The least that an MP4 needs to tell how long it is: no pictures in it. */
final class Films {

    private Films() {
    }

    static byte[] mp4(Duration length) {
        ByteBuffer film = ByteBuffer.allocate(20 + 8 + 108);
        film.putInt(20).put(ascii("ftypisom")).putInt(512).put(ascii("isom"));
        film.putInt(116).put(ascii("moov"));
        film.putInt(108).put(ascii("mvhd")).putInt(0).putInt(0).putInt(0).putInt(1000).putInt((int) length.toMillis());
        return film.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
