package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;

/** The text of a comment, or beside an attribute update. */
final class Explanation {

    private static final int LONGEST = 2500;

    private Explanation() {
    }

    /** Beside an update it may be blank, which counts as none. */
    static String besideUpdate(JsonNode value) {
        String text = text(value, "Explanations cannot exceed 2500 characters.");
        return text.isBlank() ? null : text;
    }

    static String ofComment(JsonNode value) {
        String text = text(value, "Updates cannot exceed 2500 characters.");
        if (text.isBlank()) {
            throw Refusal.ofField("explanation", "A comment is required to post");
        }
        return text;
    }

    private static String text(JsonNode value, String tooLong) {
        if (!value.isTextual()) {
            throw Refusal.ofField("explanation", "is invalid");
        }
        if (Graphemes.moreThan(LONGEST, value.textValue())) {
            throw Refusal.ofField("explanation", tooLong);
        }
        return value.textValue();
    }
}
