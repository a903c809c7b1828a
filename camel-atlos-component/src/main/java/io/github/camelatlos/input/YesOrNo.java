package io.github.camelatlos.input;

import java.util.Locale;

/** A yes or no as people write it. */
public final class YesOrNo {

    private YesOrNo() {
    }

    /** No where nothing is given. */
    public static boolean of(String operation, String field, Object value) {
        String text = value == null ? "" : value.toString().strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "y", "on", "1" -> true;
            case "", "false", "no", "n", "off", "0" -> false;
            default -> throw Invalid.input(operation, field, "this is neither yes nor no; write true or false");
        };
    }
}
