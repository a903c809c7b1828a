package io.github.camelatlos.server;

import java.util.Locale;

/** The spellings of a slug that the server understands. */
final class Slug {

    private Slug() {
    }

    /**
     * As it is filed. Measured: any case, with any project's code before it, even a wrong one. An old slug is filed as
     * {@code ATL-LEG123}: it is found with that prefix alone, not as {@code CIV-LEG123}, which the platform shows.
     */
    static String filed(String spelling) {
        int dash = spelling.indexOf('-');
        boolean coded = dash >= 0 && !spelling.substring(0, dash).equals("ATL");
        return (coded ? spelling.substring(dash + 1) : spelling).toUpperCase(Locale.ROOT);
    }

    /** As the platform shows it. */
    static String shown(String filed, String projectCode) {
        return projectCode + "-" + filed.replace("ATL-", "");
    }
}
