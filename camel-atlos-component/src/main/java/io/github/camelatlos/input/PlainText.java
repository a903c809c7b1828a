package io.github.camelatlos.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as the server takes it. */
public final class PlainText {

    /** Measured: a comment, or the explanation of a change, has at most 2,500 characters. */
    public static final int LONGEST_MESSAGE = 2_500;

    /** Measured: one emoji of a family is one character to the server, and five to Java's BreakIterator. */
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private PlainText() {
    }

    /** The text of a comment: not blank, not too long. */
    public static String comment(String operation, String field, String text) {
        if (text == null || isBlank(text)) {
            throw Invalid.input(operation, field, "the comment is empty or blank; give it a text");
        }
        return explanation(operation, field, text);
    }

    /** The explanation that goes with a change, or null. */
    public static String explanation(String operation, String field, String text) {
        if (text == null) {
            return null;
        }
        if (isLongerThan(wellFormed(operation, field, text), LONGEST_MESSAGE)) {
            throw Invalid.input(operation, field, "the text is longer than the " + LONGEST_MESSAGE
                    + " characters that Atlos takes; shorten it, or split it into several comments");
        }
        return text;
    }

    /** Measured: a NUL anywhere makes the server fail with an empty 500. */
    public static String wellFormed(String operation, String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw Invalid.input(operation, field, "the text holds a NUL character (\\u0000), on which Atlos fails; remove it");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw Invalid.input(operation, field, "the text holds half a character (a lone surrogate), as from text cut in the "
                        + "middle of an emoji; repair the text");
            }
        }
        return text;
    }

    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85);
    }

    /** Whether it has more characters than that, as a person counts. */
    static boolean isLongerThan(String text, int most) {
        return text.length() > most && count(text, most + 1) > most;
    }

    /** How many characters, but no more than it takes to know enough. */
    static int count(String text, int enough) {
        int count = 0;
        for (Matcher matcher = GRAPHEME.matcher(text); count < enough && matcher.find();) {
            count++;
        }
        return count;
    }
}
