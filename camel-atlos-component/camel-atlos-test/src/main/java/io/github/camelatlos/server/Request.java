package io.github.camelatlos.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as faults are chosen by: the path as sent, undecoded, and header names in lower case. */
public record Request(String method, String path, String query, Map<String, List<String>> headers) {

    /** Without blanks around it, as the real server reads it (measured for the token). */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0).trim();
    }

    public boolean isGet() {
        return method.equals("GET");
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    public boolean isTo(String part) {
        return path.contains(part);
    }
}
