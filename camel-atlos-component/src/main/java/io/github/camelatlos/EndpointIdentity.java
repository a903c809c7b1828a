package io.github.camelatlos;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.SensitiveUtils;
import org.apache.camel.util.URISupport;

/**
 * The URI that an endpoint is known by. Camel compares endpoints by it, caches producers by it, and shows it in logs, exceptions
 * and JMX; so it must tell two tokens apart and hold neither. The secrets in it are replaced, and Camel's own parameter
 * {@code hash}, which it takes for nothing but identity, carries a digest of them that only this component can make.
 */
final class EndpointIdentity {

    private static final String HIDDEN = "xxxxxx";
    private static final String HASH = "hash";
    private static final int DIGEST_BYTES = 8;

    private final byte[] key = new byte[32];

    EndpointIdentity() {
        new SecureRandom().nextBytes(key);
    }

    /** @param parameters all of the endpoint's, also those that are not in the URI */
    String uri(String uri, Map<String, Object> parameters) throws URISyntaxException {
        Map<String, Object> secrets = new TreeMap<>(parameters);
        secrets.keySet().removeIf(name -> !SensitiveUtils.containsSensitive(name));
        if (secrets.isEmpty()) {
            return uri;
        }
        Map<String, Object> shown = URISupport.parseQuery(URISupport.extractQuery(uri));
        shown.replaceAll((name, value) -> SensitiveUtils.containsSensitive(name) ? HIDDEN : value);
        shown.merge(HASH, digest(secrets), (given, digest) -> given + "-" + digest);
        return URISupport.stripQuery(uri) + "?" + URISupport.createQueryString(shown, false);
    }

    private String digest(Map<String, Object> secrets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            secrets.forEach((name, value) -> {
                update(mac, name);
                update(mac, String.valueOf(value));
            });
            return HexFormat.of().formatHex(mac.doFinal(), 0, DIGEST_BYTES);
        } catch (GeneralSecurityException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static void update(Mac mac, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        mac.update(utf8);
    }
}
