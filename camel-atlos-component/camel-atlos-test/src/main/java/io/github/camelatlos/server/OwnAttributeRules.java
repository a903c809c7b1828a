package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the server makes of a value for an attribute of the project's own. Measured: a blank clears any of them; a text takes
 * lists and objects as they are and crashes on a number; a multi-select crashes on anything but a list; a select takes one text
 * and refuses a list; a date is not checked at all.
 */
final class OwnAttributeRules {

    private OwnAttributeRules() {
    }

    /** The value to store. What is refused shows the value beside what else the server's change holds. */
    static JsonNode checked(Project.Attribute attribute, JsonNode value, ObjectNode source) {
        if (value.isNull() || AttributeCasts.blank(value)) {
            return NullNode.instance;
        }
        String refusal = switch (attribute.type()) {
            case TEXT -> text(value);
            case MULTI_SELECT -> multiSelect(attribute, value);
            case SELECT -> value.isTextual() && attribute.options().contains(value.textValue())
                    ? null : Options.invalid(attribute.options());
            case DATE -> null;
        };
        if (refusal != null) {
            throw refused(refusal, source.set("value", value));
        }
        return value;
    }

    static Refusal refused(String text, JsonNode source) {
        ObjectNode error = Json.object();
        error.putArray("project_attributes").addObject().put("value", text).set("source", source);
        return new Refusal(error);
    }

    private static String text(JsonNode value) {
        if (!value.isTextual() && !value.isContainerNode()) {
            throw new ServerCrash("a number for a text");
        }
        return null;
    }

    private static String multiSelect(Project.Attribute attribute, JsonNode value) {
        if (!value.isArray()) {
            throw new ServerCrash("no list for a multi-select");
        }
        var wrong = Options.wrong(value, attribute.options());
        return wrong.isEmpty() ? null : Options.invalid(wrong, attribute.options());
    }
}
