package io.github.camelatlos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses a Camel that is too old, before it fails somewhere with a missing method. */
final class CamelVersion {

    private static final int MAJOR = 4;
    private static final int MINOR = 8;
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

    private CamelVersion() {
    }

    /** A version that says nothing, such as that of a vendor's own build, is let through. */
    static void check(String version) {
        Matcher numbers = NUMBERS.matcher(version == null ? "" : version);
        if (!numbers.matches()) {
            return;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        if (major < MAJOR || major == MAJOR && minor < MINOR) {
            throw new IllegalStateException("camel-atlos needs Camel " + MAJOR + "." + MINOR + " or later, and this is Camel " + version
                    + ". Upgrade Camel");
        }
    }
}
