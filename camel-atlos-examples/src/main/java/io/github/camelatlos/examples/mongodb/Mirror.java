package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.bson.BsonSerializationException;
import org.bson.Document;
import org.bson.types.Decimal128;

/**
 * A record as a document that reads back equal. Metadata is other people's: what looks like MongoDB's extended JSON in it
 * ({@code $date}, {@code $oid}) is no date and no id, so nothing is parsed as such.
 */
public final class Mirror {

    /** Of an incident: the source material has a collection of its own, and would be out of date here. */
    private static final List<String> ELSEWHERE = List.of("source_material", "versions");
    /** Signed links are a way in for six hours, and nothing after that. */
    private static final String SIGNED = "access_url";
    /** MongoDB's own limit of nested levels. */
    private static final int DEEPEST = 100;
    private static final String INEXACT = "_json";

    public Document document(@Body AtlosRecord record) {
        ObjectNode json = record.json();
        json.remove(ELSEWHERE);
        json.remove("attachment_urls");
        for (JsonNode artifact : json.path("artifacts")) {
            if (artifact instanceof ObjectNode object) {
                object.remove(SIGNED);
            }
        }
        Numbers numbers = new Numbers();
        Document document = document(json, numbers, 1).append("_id", record.getId());
        return numbers.inexact ? document.append(INEXACT, json.toString()) : document;
    }

    private static Document document(JsonNode json, Numbers numbers, int depth) {
        if (depth > DEEPEST) {
            throw new BsonSerializationException("More than " + DEEPEST + " levels");
        }
        Document document = new Document();
        json.fields().forEachRemaining(field -> document.append(field.getKey(), value(field.getValue(), numbers, depth)));
        return document;
    }

    private static Object value(JsonNode json, Numbers numbers, int depth) {
        return switch (json.getNodeType()) {
            case OBJECT -> document(json, numbers, depth + 1);
            case ARRAY -> {
                if (depth >= DEEPEST) {
                    throw new BsonSerializationException("More than " + DEEPEST + " levels");
                }
                List<Object> list = new ArrayList<>();
                json.forEach(element -> list.add(value(element, numbers, depth + 1)));
                yield list;
            }
            case NUMBER -> numbers.value(json);
            case BOOLEAN -> json.booleanValue();
            case NULL, MISSING -> null;
            default -> json.asText();
        };
    }

    /** The BSON type that holds a number exactly; where there is none, its text, and it is remembered that there was such a one. */
    private static final class Numbers {

        private boolean inexact;

        private Object value(JsonNode json) {
            if (json.canConvertToInt() && json.isIntegralNumber()) {
                return json.intValue();
            } else if (json.canConvertToLong() && json.isIntegralNumber()) {
                return json.longValue();
            }
            BigDecimal exact = json.decimalValue();
            double nearest = exact.doubleValue();
            if (!json.isIntegralNumber() && Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(exact) == 0) {
                return nearest;
            }
            try {
                Decimal128 decimal = new Decimal128(exact);
                if (decimal.bigDecimalValue().compareTo(exact) == 0) {
                    return decimal;
                }
            } catch (NumberFormatException | ArithmeticException e) {
                // More than 34 digits, or out of its range.
            }
            inexact = true;
            return json.asText();
        }
    }
}
