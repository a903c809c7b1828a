package io.github.camelatlos.input;

import java.io.IOException;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.github.camelatlos.model.Json;

/** JSON that people write as text. What is too large to be calculated with is refused while it is read. */
public final class JsonText {

    private static final ObjectReader STRICT = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final String NO_JSON = "it is not JSON; give a Map, or a text that is a JSON object";

    private JsonText() {
    }

    /** With a byte order mark or without. */
    public static JsonNode parsed(String operation, String field, String text) {
        try {
            return STRICT.readTree(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (StreamConstraintsException e) {
            throw Invalid.input(operation, field, "it is JSON that nobody should have to read: a number of more than " + Json.LONGEST_NUMBER
                    + " characters, or more than " + Json.DEEPEST + " levels in one another; write the number as text, flatten the rest");
        } catch (MismatchedInputException e) {
            throw Invalid.input(operation, field, e.getOriginalMessage().contains("uplicate field")
                    ? "the JSON holds one name twice, of which only the last would be kept; leave one out" : NO_JSON);
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw Invalid.input(operation, field, NO_JSON);
        }
    }
}
