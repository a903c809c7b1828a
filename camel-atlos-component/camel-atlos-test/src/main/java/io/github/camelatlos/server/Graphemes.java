package io.github.camelatlos.server;

import java.util.regex.Pattern;

/** The length of a text as the server counts it. Measured: as a person counts; a family of three is one character. */
final class Graphemes {

    private static final Pattern ONE = Pattern.compile("\\X");

    private Graphemes() {
    }

    static boolean moreThan(int most, String text) {
        return text.length() > most && count(text) > most;
    }

    static boolean fewerThan(int least, String text) {
        return count(text.substring(0, Math.min(text.length(), 100 * least))) < least;
    }

    private static long count(String text) {
        return ONE.matcher(text).results().count();
    }
}
