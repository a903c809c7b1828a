package io.github.camelatlos.client;

import java.util.Locale;
import java.util.regex.Pattern;

/** The slugs of incidents. Measured: the server takes them in any letter case, with or without the project's prefix. */
public final class Slugs {

    private static final Pattern SHAPE = Pattern.compile("(?:[\\p{Alnum}_]{1,32}-)*[\\p{Alnum}]{2,32}");

    private Slugs() {
    }

    /** One spelling for all of an incident's. */
    public static String canonical(String slug) {
        String bare = slug.strip();
        return bare.substring(bare.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it cannot be a slug */
    public static String checked(String slug) {
        if (slug == null || !SHAPE.matcher(slug.strip()).matches()) {
            throw new IllegalArgumentException("'" + (slug == null ? "" : slug.replaceAll("\\p{Cntrl}", "?")) + "' is not the slug of an incident; "
                    + "it looks like AB12CD or CIV-AB12CD");
        }
        return slug.strip();
    }
}
