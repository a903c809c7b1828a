package io.github.camelatlos.input;

import java.util.Map;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;

/** Input that is refused before anything is sent. */
public final class Invalid {

    private Invalid() {
    }

    /**
     * @param field   the header, option or attribute it is about
     * @param message what is wrong, and what to do; without the value, which may be evidence
     */
    public static AtlosException input(String operation, String field, String message) {
        return refusal(Kind.INVALID_INPUT, operation, field, message);
    }

    public static AtlosException tooLarge(String operation, String field, String message) {
        return refusal(Kind.TOO_LARGE, operation, field, message);
    }

    private static AtlosException refusal(Kind kind, String operation, String field, String message) {
        return new AtlosException(kind, operation, 0, null, Map.of(field, message), operation + ", " + field + ": " + message
                + ". Nothing was sent", null);
    }
}
