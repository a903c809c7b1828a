package io.github.camelatlos.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed links to stored files, on another host than the API. Each call gives another one; each lasts six hours. */
final class ArtifactLinks {

    private static final Duration LIFE = Duration.ofHours(6);

    private final byte[] key = RandomIds.letters(32).getBytes(StandardCharsets.US_ASCII);
    private final Clock clock;
    private volatile String base = "";

    ArtifactLinks(Clock clock) {
        this.clock = clock;
    }

    void base(String url) {
        base = url;
    }

    String to(Artifact artifact) {
        long expires = clock.instant().plus(LIFE).getEpochSecond();
        String nonce = RandomIds.letters(8);
        return base + artifact.path() + "?Expires=" + expires + "&Nonce=" + nonce + "&Signature="
                + signature(artifact.path(), expires, nonce);
    }

    String toAttachment(String name) {
        return base + "/attachments/" + name;
    }

    boolean admits(String path, long expires, String nonce, String signature) {
        return clock.instant().getEpochSecond() < expires && signature(path, expires, nonce).equals(signature);
    }

    private String signature(String path, long expires, String nonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((path + expires + nonce).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
