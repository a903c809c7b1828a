package io.github.camelatlos.examples.custody;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A calendar of OpenTimestamps that writes the format by hand, so that the code under test is not checked by itself; honest, or lying in one way. */
public final class TestCalendar implements AutoCloseable {

    enum Lie {
        NONE, AWAY, GARBAGE, EMPTY, CUT, UNKNOWN_OPERATION, LONG_ARGUMENT, LONG_MESSAGE, DEEP, ENDLESS, HUGE_NUMBER, MORE_AFTER_THE_END, OTHER_CALENDAR, NO_ADDRESS, REDIRECT
    }

    private final HttpServer server;
    private final SecureRandom random = new SecureRandom();
    private final List<byte[]> digests = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();
    private volatile Lie lie = Lie.NONE;
    private volatile int height;

    public TestCalendar() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/digest", this::digest);
        server.createContext("/timestamp/", this::timestamp);
        server.createContext("/elsewhere", exchange -> {
            asked.add("elsewhere");
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void lies(Lie how) {
        lie = how;
    }

    /** From now on what was pending is in that block. */
    public void isInBlock(int number) {
        height = number;
    }

    /** All bytes that it was given. */
    List<byte[]> digests() {
        return digests;
    }

    List<String> asked() {
        return asked;
    }

    private void digest(HttpExchange exchange) throws IOException {
        asked.add("digest");
        byte[] digest = exchange.getRequestBody().readNBytes(65);
        digests.add(digest);
        byte[] time = ByteBuffer.allocate(4).putInt((int) Instant.now().getEpochSecond()).array();
        byte[] secret = random(8);
        String commitment = HexFormat.of().formatHex(time) + HexFormat.of().formatHex(digest) + HexFormat.of().formatHex(secret);
        known.put(commitment, random(32));
        answer(exchange, 200, joined(step(0xf1, time), step(0xf0, secret), pending(url())));
    }

    private void timestamp(HttpExchange exchange) throws IOException {
        String commitment = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        asked.add("timestamp " + commitment);
        byte[] sibling = known.get(commitment);
        if (sibling == null) {
            answer(exchange, 404, "Commitment not found".getBytes());
        } else if (height == 0) {
            answer(exchange, 404, "Pending confirmation in Bitcoin blockchain".getBytes());
        } else {
            // The calendar's own tree, the transaction (its id is a double SHA-256), and the block's tree.
            answer(exchange, 200, joined(step(0xf0, sibling), of(0x08), step(0xf1, new byte[40]), step(0xf0, new byte[8]), of(0x08), of(0x08),
                    step(0xf0, sibling), of(0x08), of(0x08), attestation("0588960d73d71901", number(height))));
        }
    }

    private void answer(HttpExchange exchange, int status, byte[] honest) throws IOException {
        try (exchange) {
            byte[] body = switch (lie) {
                case GARBAGE -> "<html>Buy this domain</html>".getBytes();
                case EMPTY -> new byte[0];
                case CUT -> java.util.Arrays.copyOf(honest, honest.length - 3);
                case UNKNOWN_OPERATION -> joined(of(0x67), pending(url()));
                case LONG_ARGUMENT -> joined(of(0xf0), number(5000), new byte[5000], pending(url()));
                case LONG_MESSAGE -> joined(step(0xf0, new byte[4000]), step(0xf0, new byte[4000]), pending(url()));
                case DEEP -> joined(deep(), pending(url()));
                case ENDLESS -> new byte[1 << 20];
                case HUGE_NUMBER -> joined(of(0xf0), HexFormat.of().parseHex("ffffffffffffffffff7f"));
                case MORE_AFTER_THE_END -> joined(pending(url()), of(0x00));
                case OTHER_CALENDAR -> pending("http://127.0.0.1:1");
                case NO_ADDRESS -> pending("http://x y\nz");
                default -> honest;
            };
            if (lie == Lie.REDIRECT) {
                exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            }
            exchange.sendResponseHeaders(lie == Lie.AWAY ? 503 : lie == Lie.REDIRECT ? 307 : lie == Lie.NONE ? status : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] pending(String uri) {
        byte[] text = uri.getBytes(StandardCharsets.US_ASCII);
        return attestation("83dfe30d2ef90c8e", joined(number(text.length), text));
    }

    private static byte[] attestation(String tag, byte[] payload) {
        return joined(of(0x00), HexFormat.of().parseHex(tag), number(payload.length), payload);
    }

    private static byte[] step(int tag, byte[] argument) {
        return joined(of(tag), number(argument.length), argument);
    }

    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int left = value;
        for (; left > 127; left >>= 7) {
            out.write(left & 127 | 128);
        }
        out.write(left);
        return out.toByteArray();
    }

    private static byte[] deep() {
        byte[] all = new byte[300];
        java.util.Arrays.fill(all, (byte) 0x08);
        return all;
    }

    private static byte[] of(int one) {
        return new byte[] { (byte) one };
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
