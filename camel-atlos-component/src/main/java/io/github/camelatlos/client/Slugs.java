package io.github.camelatlos.client;

import java.util.Locale;
import java.util.regex.Pattern;

/** The slugs of incidents. Measured: the server takes them in any letter case, with or without the project's prefix. */
public final class Slugs {

    /** Longer than any slug; before the pattern, which takes stack for each part. */
    private static final int LONGEST = 200;
    private static final Pattern SHAPE = Pattern.compile("(?:[\\p{Alnum}_]{1,32}-)*+[\\p{Alnum}]{2,32}");

    private Slugs() {
    }

    /** One spelling for all of an incident's. */
    public static String canonical(String slug) {
        String bare = slug.strip();
        return bare.substring(bare.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it cannot be a slug */
    public static String checked(String slug) {
        if (slug == null || slug.length() > LONGEST || !SHAPE.matcher(slug.strip()).matches()) {
            String shown = slug == null ? "" : slug.length() > LONGEST ? slug.substring(0, LONGEST) + "…" : slug;
            throw new IllegalArgumentException("'" + shown.replaceAll("\\p{Cntrl}", "?") + "' is not the slug of an incident; "
                    + "it looks like AB12CD or CIV-AB12CD");
        }
        return slug.strip();
    }
}
