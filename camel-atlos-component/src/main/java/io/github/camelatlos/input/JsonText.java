package io.github.camelatlos.input;

import java.io.IOException;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.Json;

/** JSON that people write as text. What is too large to be calculated with is refused while it is read. */
public final class JsonText {

    private JsonText() {
    }

    public static JsonNode parsed(String operation, String field, String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw Invalid.input(operation, field, "it is JSON that nobody should have to read: a number of more than " + Json.LONGEST_NUMBER
                    + " characters, or more than " + Json.DEEPEST + " levels in one another; write the number as text, flatten the rest");
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw Invalid.input(operation, field, "it is not JSON; give a Map, or a text that is a JSON object");
        }
    }
}
