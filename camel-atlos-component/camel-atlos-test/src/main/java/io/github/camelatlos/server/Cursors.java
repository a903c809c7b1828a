package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Cursors: sealed with a key that a restart forgets, bound to a token, good for a day, and different on every call. */
final class Cursors {

    /** A cursor that could be opened: where it points to, and which list and order it came from. */
    record Opened(String list, Sort sort, Row.Position position) {
    }

    private static final Duration LIFE = Duration.ofHours(24);
    private static final String PREFIX = "SFMyNTY.";

    private final Clock clock;
    private volatile byte[] key = freshKey();

    Cursors(Clock clock) {
        this.clock = clock;
    }

    void forgetAll() {
        key = freshKey();
    }

    String seal(String list, Sort sort, Row row, Token token) {
        ObjectNode json = Json.object().put("list", list).put("sort", sort.name()).put("token", fingerprint(token))
                .put("at", clock.millis()).put("id", row.id()).put("inserted", row.insertedAt()).put("updated", row.updatedAt())
                .put("description", row.description()).put("date", row.date());
        // Measured lengths: 990 characters, 648 for source material. What is random in them makes each one new.
        int length = list.equals("source_material") ? 440 : 695;
        json.put("noise", RandomIds.letters(Math.max(16, length - 11 - Json.bytes(json).length)));
        byte[] payload = Json.bytes(json);
        return PREFIX + encode(payload) + "." + encode(mac(payload));
    }

    /** Nothing for whatever the server answers with its error in a 200. */
    Optional<Opened> open(String cursor, Token token) {
        String[] parts = cursor.split("\\.", -1);
        if (!cursor.startsWith(PREFIX) || parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
            if (!encode(mac(payload)).equals(parts[2])) {
                return Optional.empty();
            }
            JsonNode json = Json.parse(payload);
            Instant issued = Instant.ofEpochMilli(json.get("at").longValue());
            if (!json.get("token").textValue().equals(fingerprint(token)) || !issued.plus(LIFE).isAfter(clock.instant())) {
                return Optional.empty();
            }
            return Optional.of(new Opened(json.get("list").textValue(), Sort.valueOf(json.get("sort").textValue()),
                    new Row.Position(json.get("id").textValue(), json.get("inserted").longValue(), json.get("updated").longValue(),
                            json.get("description").textValue(), json.get("date").textValue())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Not the token itself: a cursor ends up in logs. */
    private String fingerprint(Token token) {
        return encode(mac(token.value().getBytes(StandardCharsets.US_ASCII))).substring(0, 22);
    }

    private byte[] mac(byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] freshKey() {
        return RandomIds.letters(32).getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
