package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The text of a comment, or beside an attribute update. */
final class Explanation {

    private static final int LONGEST = 2500;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private Explanation() {
    }

    static String of(JsonNode value) {
        if (!value.isTextual()) {
            throw Refusal.ofField("explanation", "is invalid");
        }
        String text = value.textValue();
        // Measured: counted as a person counts; a family of three is one character.
        if (text.length() > LONGEST && GRAPHEME.matcher(text).results().count() > LONGEST) {
            throw Refusal.ofField("explanation", "Explanations cannot exceed 2500 characters.");
        }
        return text;
    }
}
