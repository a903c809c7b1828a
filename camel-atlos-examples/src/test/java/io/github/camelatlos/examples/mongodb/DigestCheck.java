package io.github.camelatlos.examples.mongodb;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's side of HTTP Digest, with nonces that live shortly and work once. */
final class DigestCheck {

    private static final String REALM = "MMS Public API";
    private static final Pattern PART = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

    private final String username;
    private final String password;
    private final Duration lifetime;
    private final Map<String, Long> nonces = new ConcurrentHashMap<>();

    DigestCheck(String username, String password, Duration lifetime) {
        this.username = username;
        this.password = password;
        this.lifetime = lifetime;
    }

    String challenge() {
        String nonce = UUID.randomUUID().toString();
        nonces.put(nonce, System.nanoTime() + lifetime.toNanos());
        return "Digest realm=\"" + REALM + "\", domain=\"\", nonce=\"" + nonce + "\", algorithm=MD5, qop=\"auth\", stale=false";
    }

    boolean isAuthentic(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("Digest ")) {
            return false;
        }
        Map<String, String> given = new HashMap<>();
        for (Matcher matcher = PART.matcher(header); matcher.find();) {
            given.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        Long until = nonces.remove(given.getOrDefault("nonce", ""));
        if (until == null || until < System.nanoTime() || !username.equals(given.get("username"))
                || !exchange.getRequestURI().toString().equals(given.get("uri"))) {
            return false;
        }
        String secret = md5(username + ":" + REALM + ":" + password);
        String request = md5(exchange.getRequestMethod() + ":" + given.get("uri"));
        return md5(String.join(":", secret, given.get("nonce"), given.get("nc"), given.get("cnonce"), given.get("qop"), request))
                .equals(given.get("response"));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
