package io.github.camelatlos.changes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows delivered last, with the timestamps they then had: where a page that is fetched again meets one of them, unmoved, the rest of it is known.
 */
final class Boundary {

    private static final int MOST = 500;

    private final Map<String, Instant> rows = new LinkedHashMap<>();

    void add(String id, Instant position) {
        rows.remove(id);
        rows.put(id, position);
        if (rows.size() > MOST) {
            rows.remove(rows.keySet().iterator().next());
        }
    }

    Map<String, Instant> rows() {
        return rows;
    }
}
