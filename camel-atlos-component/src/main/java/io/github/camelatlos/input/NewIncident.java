package io.github.camelatlos.input;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A new incident: what the route takes, made of what people give, which may be an incident as the server shows it. */
public final class NewIncident {

    private static final Logger LOG = LoggerFactory.getLogger(NewIncident.class);
    private static final String ATTR = "attr_";

    /** What an incident that was read holds beside its attributes; a new one gets its own. */
    private static final Set<String> SERVERS_OWN = Set.of("id", "slug", "deleted", "inserted_at", "updated_at", "project", "source_material",
            "versions", "project_attributes", "attr_type", "attr_impact", "attr_equipment", "attr_general_location");

    /** Measured: a new incident drops these without a word. */
    private static final Set<BuiltInAttribute> DROPPED = Set.of(BuiltInAttribute.GEOLOCATION_RESOLUTION, BuiltInAttribute.ASSIGNMENTS,
            BuiltInAttribute.TIME);

    private final String operation;
    private final ObjectNode taken = Json.MAPPER.createObjectNode();

    private NewIncident(String operation) {
        this.operation = operation;
    }

    /** The body for the server. */
    public static ObjectNode of(String operation, ObjectNode given) {
        NewIncident incident = new NewIncident(operation);
        boolean wasRead = given.properties().stream().anyMatch(field -> field.getKey().startsWith(ATTR));
        given.properties().stream().filter(field -> !field.getValue().isNull())
                .filter(field -> !wasRead || !SERVERS_OWN.contains(field.getKey()))
                .forEach(field -> incident.take(field.getKey(), field.getValue()));
        if (wasRead) {
            given.path("project_attributes").forEach(attribute -> incident.takeCustom(attribute.path("id").asText(""), attribute.path("value")));
        }
        incident.require(BuiltInAttribute.DESCRIPTION, "say in at least 8 characters what happened");
        incident.require(BuiltInAttribute.SENSITIVE, "give a list such as [\"Not Sensitive\"]");
        return incident.taken;
    }

    private void take(String key, JsonNode value) {
        String plain = key.startsWith(ATTR) ? key.substring(ATTR.length()) : key;
        Optional<BuiltInAttribute> builtIn = BuiltInAttribute.named(plain);
        if (builtIn.isPresent()) {
            takeBuiltIn(builtIn.get(), key, value);
        } else if (key.equals("urls")) {
            put(key, key, urls(value));
        } else if (Names.isUuid(key)) {
            takeCustom(key, value);
        } else {
            // The name of one of the project's own, it seems.
            put(key, key, JsonValue.checked(operation, "body", value));
        }
    }

    private void takeBuiltIn(BuiltInAttribute attribute, String key, JsonNode value) {
        if (!DROPPED.contains(attribute)) {
            put(attribute.wireName(), key, attribute.check(operation, key, value));
        } else if (key.startsWith(ATTR)) {
            LOG.warn("{}: {} of the given incident is left out, since Atlos drops it from a new incident; set it afterwards with updateAttribute",
                    operation, key);
        } else {
            throw Invalid.input(operation, key, "Atlos drops this from a new incident without a word; leave it out, and set it afterwards with "
                    + "updateAttribute");
        }
    }

    private void takeCustom(String id, JsonNode value) {
        if (Names.isUuid(id) && !value.isNull() && !value.isMissingNode()) {
            put(id.toLowerCase(Locale.ROOT), id, JsonValue.checked(operation, id, value));
        }
    }

    private ArrayNode urls(JsonNode value) {
        ArrayNode urls = Texts.list(operation, "urls", value);
        urls.forEach(url -> WebAddress.http(operation, "urls", url.textValue()));
        return urls;
    }

    private void put(String name, String given, JsonNode value) {
        if (taken.has(name)) {
            throw Invalid.input(operation, given, "this attribute is given twice; leave one out");
        }
        taken.set(name, value);
    }

    private void require(BuiltInAttribute attribute, String what) {
        if (!taken.has(attribute.wireName())) {
            throw Invalid.input(operation, attribute.wireName(), "a new incident needs it; " + what);
        }
    }

    /** Whether anything in it has to be checked against the project's own attributes. */
    public static boolean hasCustom(ObjectNode incident) {
        return incident.properties().stream().anyMatch(field -> isCustom(field.getKey()));
    }

    private static boolean isCustom(String key) {
        return BuiltInAttribute.named(key).isEmpty() && !key.equals("urls");
    }

    /** The same, its custom attributes under their UUIDs and checked against what is known of them. */
    public static ObjectNode checkedBy(CustomAttributes known, String operation, ObjectNode incident) {
        NewIncident checked = new NewIncident(operation);
        incident.properties().forEach(field -> {
            String key = field.getKey();
            if (!isCustom(key)) {
                checked.put(key, key, field.getValue());
            } else if (known.isEmpty() && !Names.isUuid(key) && !BuiltInAttribute.isRetired(key)) {
                // The server knows which names there are, and refuses an unknown one by name.
                checked.put(key, key, field.getValue());
            } else {
                String id = Names.isUuid(key) ? key : known.idOf(operation, key, key).toLowerCase(Locale.ROOT);
                checked.put(id, key, known.check(operation, key, id, field.getValue()));
            }
        });
        return checked.taken;
    }
}
