package io.github.camelatlos.input;

import java.util.regex.Pattern;

/** URLs of source material. Measured: the server takes anything, {@code javascript:} and "not a url" too. */
public final class WebAddress {

    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^\\s/?#\\p{Cntrl}]++[^\\s\\p{Cntrl}]*+");
    private static final int LONGEST = 8_000;

    private WebAddress() {
    }

    public static String http(String operation, String field, String text) {
        String url = PlainText.wellFormed(operation, field, text).strip();
        if (url.length() > LONGEST) {
            throw Invalid.input(operation, field, "the web address is longer than " + LONGEST + " characters");
        }
        if (!HTTP.matcher(url).matches()) {
            throw Invalid.input(operation, field, "this is no web address; give one that begins with http:// or https:// and holds no blanks");
        }
        return url;
    }
}
