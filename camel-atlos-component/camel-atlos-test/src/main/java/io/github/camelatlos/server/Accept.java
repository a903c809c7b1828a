package io.github.camelatlos.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The Accept header, as the server reads it. */
record Accept(List<String> types) {

    static Accept of(String header) {
        String all = header == null || header.isBlank() ? "*/*" : header;
        return new Accept(Arrays.stream(all.split(",")).map(t -> t.split(";")[0].trim().toLowerCase(Locale.ROOT)).toList());
    }

    /** Whether the API answers at all; measured: 406 for text/html or application/xml alone. */
    boolean admitsJson() {
        return types.stream().anyMatch(t -> isJson(t) || t.equals("*/*"));
    }

    /** Whether errors are rendered as JSON, which the server can't do. */
    boolean prefersJson() {
        for (String type : types) {
            if (isJson(type)) {
                return true;
            }
            if (type.equals("*/*") || type.equals("text/html")) {
                return false;
            }
        }
        return false;
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.equals("application/*");
    }
}
