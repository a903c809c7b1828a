package io.github.camelatlos.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request that came in.
 *
 * @param path      as sent, undecoded
 * @param query     as sent, undecoded; empty without one
 * @param headers   all of them, names in lower case
 * @param status    of the answer; 0 as long as there is none, and for ever where the connection was reset
 * @param at        by the server's clock
 * @param bodyBytes how many bytes of body came
 * @param body      the body as text where it was short and no form with files
 * @param host      the Host header: the API's own, or that of the stored files
 */
public record RecordedRequest(String method, String path, String query, Map<String, List<String>> headers, int status, Instant at,
        long bodyBytes, String body, String host) {

    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The value of a query parameter, decoded; null without one. */
    public String queryParameter(String name) {
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (URLDecoder.decode(parts[0], StandardCharsets.UTF_8).equals(name)) {
                return parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
