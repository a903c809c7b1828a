package io.github.camelatlos.input;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * However it is made, no input takes long: it is taken, or refused, before a deadline. Before there were bounds, a URL of 80 KB took
 * 82 s, {@code [1e-150000000,0]} as a place 80 s, and a whole number of a million digits 19 s.
 */
class InputDeadlineTest {

    /** For inputs of up to some megabytes, on a machine with other things to do. */
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final String OPERATION = "deadline";
    private static final ObjectNode PROJECT = object("""
            {"project_attributes":[{"id":"00000000-0000-4000-8000-000000000001","name":"Choice"},{"id":"00000000-0000-4000-8000-000000000002","name":"Day"}],
             "project":{"attributes":[{"name":"Choice","type":"select","options":["One","Two"]},{"name":"Day","type":"date","options":[]}]}}""");

    private interface Input {
        Object take(String text);
    }

    /** Everything that a text can be given to. */
    private static final Map<String, Input> TEXTS = Map.ofEntries(
            Map.entry("comment", text -> PlainText.comment(OPERATION, "body", text)),
            Map.entry("url", text -> WebAddress.http(OPERATION, "url", text)),
            Map.entry("slug", text -> Names.slug(OPERATION, "slug", text)),
            Map.entry("id", text -> Names.sourceMaterialId(OPERATION, "id", text)),
            Map.entry("namespace", text -> Names.namespace(OPERATION, "namespace", text)),
            Map.entry("file name", text -> FileName.toSend(OPERATION, "name", text)),
            Map.entry("yes or no", text -> YesOrNo.of(OPERATION, "archive", text)),
            Map.entry("attribute", text -> AttributeChange.of(OPERATION, "attribute", text, TextNode.valueOf("x"))
                    .checkedBy(CustomAttributes.ofIncident(PROJECT))),
            Map.entry("json", text -> JsonValue.checked(OPERATION, "body", JsonText.parsed(OPERATION, "body", text))),
            Map.entry("metadata", text -> Metadata.check(OPERATION, JsonText.parsed(OPERATION, "body", text))),
            Map.entry("new incident", text -> NewIncident.checkedBy(CustomAttributes.ofIncident(PROJECT), OPERATION, NewIncident.of(OPERATION,
                    Json.MAPPER.createObjectNode().put("description", text).put("geolocation", text).put("Choice", text)
                            .set("sensitive", TextNode.valueOf(text))))),
            Map.entry("records", text -> {
                ObjectNode json = Json.MAPPER.createObjectNode().put("inserted_at", "2026-01-01T00:00:00").put("slug", text).put("attr_tags", text);
                return new Incident(json).attribute(text) + new SourceMaterial(json).getMetadata().toString() + new Update(json).getNewValue();
            }));

    @Provide
    Arbitrary<String> longTexts() {
        Arbitrary<String> pieces = Arbitraries.of("a-", "-", "http://", "https://a", "a", " ", "\t", "/", ".", "..", "<title", "%", "[", "{\"a\":", "[[", "1", "9",
                "0.", "1e", "e-150000000", "\"", "\\", "\u0301", "\uD83D\uDC69\u200D", "\uD83C\uDDFA", "\uD83D", "é", "\0", "2024-", "AB12CD-", "x.y", ",", "true");
        Arbitrary<String> runs = Combinators.combine(pieces, Arbitraries.of(1, 10, 1_000, 80_000, 400_000)).as(String::repeat);
        return Combinators.combine(Arbitraries.of("", "http://", "https://example.org/", "[", "{\"a\":", "a.", "CIV-", "\""), runs, runs,
                Arbitraries.of("", " ", "]", "}", "\"", "\n", "x")).as((start, one, two, end) -> start + one + two + end);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void everyTextIsTakenOrRefusedInTime(@ForAll("longTexts") String text) {
        TEXTS.forEach((name, input) -> inTime(name + " of " + text.length(), () -> input.take(text)));
        for (BuiltInAttribute attribute : BuiltInAttribute.values()) {
            inTime(attribute.wireName(), () -> attribute.checkUpdate(OPERATION, "body", TextNode.valueOf(text)));
            inTime(attribute.wireName(), () -> attribute.checkUpdate(OPERATION, "body", Json.MAPPER.createArrayNode().add(text).add(text)));
        }
        for (String custom : List.of("Choice", "Day")) {
            inTime(custom, () -> AttributeChange.of(OPERATION, "attribute", custom, TextNode.valueOf(text)).checkedBy(CustomAttributes.ofIncident(PROJECT)));
        }
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.of(1, 20, 1_000, 131_072, 149_000, 1_000_000, 4_000_000).map("9"::repeat);
        Arbitrary<String> fractions = Arbitraries.of("", ".0", "." + "1".repeat(140_000), ".5" + "0".repeat(100_000));
        Arbitrary<String> exponents = Arbitraries.of("", "e5", "e-5", "e400", "e-400", "e150000000", "e-150000000", "e2147483647", "e-2147483647", "e2147483648",
                "e99999999999999999999");
        return Combinators.combine(Arbitraries.of("", "-"), digits, fractions, exponents).as((sign, a, b, c) -> sign + a + b + c);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void everyNumberIsTakenOrRefusedInTime(@ForAll("numbers") String number) {
        String place = "{\"type\":\"Point\",\"coordinates\":[" + number + ",0]}";
        inTime("place " + number.length(), () -> BuiltInAttribute.GEOLOCATION.check(OPERATION, "geolocation", JsonText.parsed(OPERATION, "body", place)));
        inTime("pair " + number.length(), () -> BuiltInAttribute.GEOLOCATION.check(OPERATION, "geolocation", TextNode.valueOf(number + "," + number)));
        inTime("metadata " + number.length(), () -> Json.bytes(Metadata.check(OPERATION, JsonText.parsed(OPERATION, "body", "{\"n\":" + number + "}"))));
        inTime("date", () -> BuiltInAttribute.DATE.check(OPERATION, "date", JsonText.parsed(OPERATION, "body", "{\"year\":" + number + ",\"month\":1,\"day\":1}")));
        inTime("records", () -> {
            JsonNode value = JsonText.parsed(OPERATION, "body", number);
            ObjectNode json = Json.MAPPER.createObjectNode().put("inserted_at", "2026-01-01T00:00:00");
            json.putArray("artifacts").addObject().set("file_size", value);
            json.putObject("attr_geolocation").putArray("coordinates").add(value).add(value);
            json.putArray("project_attributes").addObject().put("name", "n").set("value", value);
            new SourceMaterial(json).getArtifacts();
            Incident incident = new Incident(json);
            String.valueOf(incident.getGeolocation() + String.valueOf(incident.attribute("n")));
        });
        inTime("text", () -> AttributeChange.of(OPERATION, "attribute", "Choice", JsonText.parsed(OPERATION, "body", number))
                .checkedBy(CustomAttributes.ofIncident(PROJECT)));
    }

    /** As Java code gives them, past any parser. */
    @Test
    void numbersOfJavaAreBoundToo() {
        BigInteger million = BigInteger.ONE.shiftLeft(3_400_000);
        for (Object value : List.of(million, new BigDecimal(million, 5), new BigDecimal(BigInteger.ONE, 150_000_000), new BigDecimal(BigInteger.ONE, -150_000_000),
                new BigDecimal("1E-2147483647"), Double.NaN, Float.POSITIVE_INFINITY)) {
            JsonNode node = Json.MAPPER.valueToTree(value);
            ObjectNode place = Json.MAPPER.createObjectNode();
            place.putArray("coordinates").add(node).add(0);
            refused(() -> JsonValue.of(OPERATION, "body", Map.of("n", value)));
            refused(() -> BuiltInAttribute.GEOLOCATION.check(OPERATION, "geolocation", place));
            refused(() -> BuiltInAttribute.DATE.check(OPERATION, "date", Json.MAPPER.createObjectNode().<ObjectNode>set("year", node)));
        }
    }

    @Test
    void whatIsNestedDeeplyIsRefused() {
        for (int depth : List.of(250, 900, 5_000, 400_000)) {
            refused(() -> Metadata.check(OPERATION, JsonText.parsed(OPERATION, "body", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth))));
            refused(() -> Metadata.check(OPERATION, JsonText.parsed(OPERATION, "body", "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}")));
        }
        inTime("200 levels", () -> Metadata.check(OPERATION, JsonText.parsed(OPERATION, "body", "{\"a\":".repeat(150) + "1" + "}".repeat(150))));
    }

    /** What was measured before, on the very inputs. */
    @Test
    void theInputsThatTookSecondsAreRefused() {
        refused(() -> WebAddress.http(OPERATION, "url", "https://" + "a".repeat(80_000) + " "));
        refused(() -> BuiltInAttribute.GEOLOCATION.check(OPERATION, "geolocation", object("{\"coordinates\":[1e-150000000,0]}")));
        refused(() -> JsonText.parsed(OPERATION, "body", "{\"n\":" + "7".repeat(1_000_000) + "}"));
        refused(() -> Names.slug(OPERATION, "slug", "a-".repeat(3_000)));
    }

    /** The longest that is looked at at all, as often as a busy route may have it: a pattern that goes back and forth took 20 times as long. */
    @Test
    void aHundredOfTheLongestUrlsTakeNoTime() {
        String url = "https://" + "a".repeat(7_980) + " b";
        inTime("100 URLs", () -> {
            for (int i = 0; i < 100; i++) {
                refused(() -> WebAddress.http(OPERATION, "url", url));
            }
        });
    }

    private static void refused(Runnable input) {
        assertTimeoutPreemptively(DEADLINE, () -> {
            try {
                input.run();
            } catch (AtlosException refusal) {
                assertTrue(refusal.getKind() == Kind.INVALID_INPUT || refusal.getKind() == Kind.TOO_LARGE, refusal.getMessage());
                return;
            }
            throw new AssertionError("taken");
        });
    }

    private static void inTime(String what, Runnable input) {
        assertTimeoutPreemptively(DEADLINE, () -> {
            try {
                input.run();
            } catch (AtlosException refusal) {
                assertTrue(refusal.getKind() == Kind.INVALID_INPUT || refusal.getKind() == Kind.TOO_LARGE, refusal.getMessage());
                assertTrue(refusal.getMessage().length() < 2_000, "a refusal that repeats its input");
            }
        }, what);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonText.parsed(OPERATION, "body", json);
    }
}
