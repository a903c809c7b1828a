package io.github.camelatlos.input;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A change of an attribute, checked as far as that goes without asking the server.
 *
 * @param name    as the route wants it
 * @param builtIn null where it is one of the project's own attributes
 * @param value   as it is to be sent
 */
public record AttributeChange(String operation, String name, BuiltInAttribute builtIn, JsonNode value) {

    /** The name that messages show for the value. */
    private static final String VALUE = "body";

    /**
     * @param field where the attribute's name comes from
     * @param name  a built-in name, with or without {@code attr_}, or a custom attribute's UUID
     */
    public static AttributeChange of(String operation, String field, String name, JsonNode value) {
        if (name == null || PlainText.isBlank(name)) {
            throw Invalid.input(operation, field, "the attribute to update is missing; give one of " + BuiltInAttribute.allNames()
                    + ", or the UUID of a custom attribute");
        }
        String given = name.strip();
        if (Names.isUuid(given)) {
            return new AttributeChange(operation, given.toLowerCase(Locale.ROOT), null, custom(operation, value));
        }
        String plain = given.startsWith("attr_") ? given.substring("attr_".length()) : given;
        BuiltInAttribute builtIn = BuiltInAttribute.named(plain).orElseThrow(() -> unknown(operation, field, plain));
        if (builtIn == BuiltInAttribute.GEOLOCATION) {
            // Measured: refused while there is none, and 200 with nothing changed where there is one.
            throw Invalid.input(operation, field, "Atlos cannot change the geolocation of an incident through its API; set it on the "
                    + "platform, or give it when the incident is created");
        }
        requireValue(operation, value);
        return new AttributeChange(operation, builtIn.wireName(), builtIn, builtIn.check(operation, VALUE, value));
    }

    /** The same change, its value checked against what is known of the project's attributes. */
    public AttributeChange checkedBy(CustomAttributes known) {
        return builtIn != null ? this : new AttributeChange(operation, name, null, known.check(operation, VALUE, name, value));
    }

    private static JsonNode custom(String operation, JsonNode value) {
        requireValue(operation, value);
        if (value.isTextual() && value.textValue().strip().startsWith("[")) {
            return value;
        }
        if (value.isArray()) {
            return Texts.list(operation, VALUE, value);
        }
        Texts.one(operation, VALUE, value);
        return value;
    }

    private static void requireValue(String operation, JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            throw Invalid.input(operation, VALUE, "there is no value; to clear the attribute give an empty text or an empty list");
        }
    }

    private static RuntimeException unknown(String operation, String field, String name) {
        String hint = BuiltInAttribute.isRetired(name)
                ? "this attribute is no longer built in, and Atlos fails on it; give the UUID of the custom attribute that took its place"
                : "Atlos has no built-in attribute of this name; give one of " + BuiltInAttribute.allNames()
                        + ", or the UUID of a custom attribute, as incidents show it in project_attributes";
        return Invalid.input(operation, field, hint);
    }
}
