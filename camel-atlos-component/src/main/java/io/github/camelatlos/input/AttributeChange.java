package io.github.camelatlos.input;

import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A change of an attribute, checked as far as that goes without asking the server.
 *
 * @param field   where the name comes from
 * @param name    as the route wants it; of one of the project's own attributes, before it is {@linkplain #checkedBy checked}, perhaps
 *                the name that people see
 * @param builtIn null where it is one of the project's own attributes
 * @param value   as it is to be sent
 */
public record AttributeChange(String operation, String field, String name, BuiltInAttribute builtIn, JsonNode value) {

    /** The name that messages show for the value. */
    private static final String VALUE = "body";

    /**
     * @param field where the attribute's name comes from
     * @param name  a built-in name, with or without {@code attr_}, or a custom attribute's UUID or name
     */
    public static AttributeChange of(String operation, String field, String name, JsonNode value) {
        if (name == null || PlainText.isBlank(name)) {
            throw Invalid.input(operation, field, "the attribute to update is missing; give one of " + BuiltInAttribute.allNames()
                    + ", or the name or UUID of a custom attribute");
        }
        String given = name.strip();
        if (Names.isUuid(given)) {
            return new AttributeChange(operation, field, given.toLowerCase(Locale.ROOT), null, custom(operation, value));
        }
        String plain = given.startsWith("attr_") ? given.substring("attr_".length()) : given;
        BuiltInAttribute builtIn = BuiltInAttribute.named(plain).orElse(null);
        return builtIn == null ? new AttributeChange(operation, field, plain, null, custom(operation, value))
                : ofBuiltIn(operation, field, builtIn, value);
    }

    private static AttributeChange ofBuiltIn(String operation, String field, BuiltInAttribute builtIn, JsonNode value) {
        if (builtIn == BuiltInAttribute.GEOLOCATION) {
            // Measured: refused while there is none, and 200 with nothing changed where there is one.
            throw Invalid.input(operation, field, "Atlos cannot change the geolocation of an incident through its API; set it on the "
                    + "platform, or give it when the incident is created");
        }
        requireValue(operation, value);
        return new AttributeChange(operation, field, builtIn.wireName(), builtIn, builtIn.checkUpdate(operation, VALUE, value));
    }

    /** The same change, its name and value checked against what is known of the project's attributes. */
    public AttributeChange checkedBy(CustomAttributes known) {
        if (builtIn != null) {
            return this;
        }
        Optional<BuiltInAttribute> seen = BuiltInAttribute.seenAs(name);
        if (seen.isPresent() && !known.has(name)) {
            return ofBuiltIn(operation, field, seen.get(), value);
        } else if (seen.isPresent()) {
            throw Invalid.input(operation, field, "'" + seen.get().wireName() + "' is built in, and the project has an attribute of this name too; "
                    + "write " + seen.get().wireName() + " in small letters for the one, the UUID for the other: " + known.all(name));
        }
        String id = Names.isUuid(name) ? name : known.idOf(operation, field, name).toLowerCase(Locale.ROOT);
        return new AttributeChange(operation, field, id, null, known.check(operation, VALUE, id, value));
    }

    private static JsonNode custom(String operation, JsonNode value) {
        requireValue(operation, value);
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
}
