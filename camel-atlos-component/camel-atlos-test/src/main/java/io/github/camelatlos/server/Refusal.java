package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/** A refusal in the server's own words; measured: nearly every one of them has status 401. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient JsonNode error;

    Refusal(String text) {
        this(Json.text(text));
    }

    Refusal(JsonNode error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    static Refusal ofField(String field, String message) {
        return new Refusal(Json.object().put(field, message));
    }

    JsonNode error() {
        return error;
    }

    /** Runs a part of the checks; what it refuses is added to the other fields' errors. Null if it refuses. */
    static <T> T collect(ObjectNode errors, Supplier<T> part) {
        try {
            return part.get();
        } catch (Refusal e) {
            errors.setAll((ObjectNode) e.error());
            return null;
        }
    }

    static void ofAll(ObjectNode errors) {
        if (!errors.isEmpty()) {
            throw new Refusal(errors);
        }
    }
}
