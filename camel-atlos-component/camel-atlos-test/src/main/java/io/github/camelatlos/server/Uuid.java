package io.github.camelatlos.server;

import java.util.Locale;
import java.util.regex.Pattern;

/** Ids in paths: any case, but nothing else than a UUID. */
final class Uuid {

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Uuid() {
    }

    static boolean is(String text) {
        return text.length() == 36 && FORM.matcher(text).matches();
    }

    static String parse(String text) {
        if (!is(text)) {
            throw new ServerCrash("no UUID");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
