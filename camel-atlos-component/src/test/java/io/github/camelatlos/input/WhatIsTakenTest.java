package io.github.camelatlos.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken as it is, what is put right, and what is refused, at the very edge of each rule. Whole exchanges are in BadInputTest. */
class WhatIsTakenTest {

    private static final String OP = "the operation";
    private static final String FIELD = "field";
    private static final String ONE = "00000000-0000-4000-8000-00000000000a";
    private static final String TWO = "00000000-0000-4000-8000-00000000000B";
    private static final String FAMILY = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    private static String refused(Supplier<?> input) {
        return refusal(Kind.INVALID_INPUT, input).getMessage();
    }

    private static AtlosException refusal(Kind kind, Supplier<?> input) {
        AtlosException told = assertThrows(AtlosException.class, input::get);
        assertEquals(kind, told.getKind(), told.getMessage());
        assertEquals(OP, told.getOperation());
        assertTrue(told.getMessage().startsWith(OP + ", ") && told.getMessage().endsWith(". Nothing was sent"), told.getMessage());
        assertEquals(1, told.getFields().size());
        return told;
    }

    private static void refusedSaying(String words, Supplier<?> input) {
        String told = refused(input);
        assertTrue(told.contains(words), told);
    }

    // ---- built-in attributes

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "STATUS      | \"To Do\"                                                     | \"To Do\"",
        "STATUS      | \"Cancelled\"                                                 | \"Cancelled\"",
        "DATE        | \" 2026-02-28 \"                                              | \"2026-02-28\"",
        "DATE        | \"\"                                                          | \"\"",
        "DATE        | {\"year\":2026,\"month\":2,\"day\":3}                         | \"2026-02-03\"",
        "TIME        | \" 14:05 \"                                                   | \"14:05\"",
        "TIME        | \"14:05:06\"                                                  | \"14:05:06\"",
        "TIME        | \"\"                                                          | \"\"",
        "MORE_INFO   | \"\"                                                          | \"\"",
        "MORE_INFO   | 5                                                             | \"5\"",
        "MORE_INFO   | true                                                          | \"true\"",
        "TAGS        | []                                                            | []",
        "TAGS        | [\"a\",\"b\"]                                                 | [\"a\",\"b\"]",
        "TAGS        | \" [\\\"a\\\"]\"                                              | [\"a\"]",
        "SENSITIVE   | [\"Not Sensitive\"]                                           | [\"Not Sensitive\"]",
        "SENSITIVE   | [\"Graphic Violence\",\"Deleted by Source\"]                  | [\"Graphic Violence\",\"Deleted by Source\"]",
        "RESTRICTIONS| [\"Frozen\"]                                                  | [\"Frozen\"]",
        "RESTRICTIONS| []                                                            | []",
        "GEOLOCATION_RESOLUTION | \"Vicinity\"                                       | \"Vicinity\"",
        "GEOLOCATION_RESOLUTION | \" \"                                              | \"\"",
        "ASSIGNMENTS | [\"00000000-0000-4000-8000-00000000000a\"]                    | [\"00000000-0000-4000-8000-00000000000a\"]",
        "GEOLOCATION | \" 50.45 , -30.5 \"                                           | \"50.45,-30.5\"",
        "GEOLOCATION | \"90,180\"                                                    | \"90,180\"",
        "GEOLOCATION | \"-90,-180.0\"                                                | \"-90,-180.0\"",
        "GEOLOCATION | {\"type\":\"Point\",\"coordinates\":[2.29,48.85,7]}           | \"48.85,2.29\"",
        "GEOLOCATION | {\"coordinates\":[1e1,5e-7]}                                  | \"0.0000005,10\"",
        "GEOLOCATION | {\"coordinates\":[0.1234567890123456789012345,1]}             | \"1,0.12345678901234567890\"" })
    void aBuiltInAttributeTakes(BuiltInAttribute attribute, String value, String sent) {
        assertEquals(json(sent), attribute.check(OP, FIELD, json(value)));
        assertEquals(json(sent), attribute.checkUpdate(OP, FIELD, json(value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "STATUS      | \"to do\"                                     | did you mean 'To Do'?",
        "STATUS      | \"Bogus and much else\"                       | valid are: To Do, In Progress",
        "STATUS      | [\"To Do\"]                                   | this is a list",
        "STATUS      | {\"a\":1}                                     | this is no plain text",
        "STATUS      | null                                          | this is no plain text",
        "DATE        | \"2026-02-30\"                                | this is no day",
        "DATE        | \"2026-02-28T10:00:00Z\"                      | this is no day",
        "DATE        | {\"year\":2026,\"month\":13,\"day\":3}        | this is no day",
        "DATE        | {\"year\":2026,\"month\":1}                   | this is no day",
        "DATE        | {\"year\":2026.5,\"month\":1,\"day\":1}       | this is no day",
        "DATE        | {\"year\":99999999999,\"month\":1,\"day\":1}  | this is no day",
        "TIME        | \"25:00\"                                     | this is no time of day",
        "TAGS        | \"one\"                                       | must be a list of texts",
        "TAGS        | [1]                                           | something that is no text",
        "TAGS        | [null]                                        | something that is no text",
        "TAGS        | \"[1\"                                        | it is not JSON",
        "TAGS        | [\"a\\u0000\"]                                | a NUL character",
        "SENSITIVE   | []                                            | the list is empty",
        "SENSITIVE   | [\"Not Sensitive\",\"Graphic Violence\"]      | stands beside something sensitive",
        "SENSITIVE   | [\"Secret\"]                                  | not a value that Atlos knows",
        "RESTRICTIONS| [\"Secret\"]                                  | valid are: Frozen, Hidden",
        "GEOLOCATION_RESOLUTION | \"Roughly\"                        | valid are: Exact, Vicinity, Locality",
        "ASSIGNMENTS | [\"ana\"]                                     | not their names",
        "DESCRIPTION | \"1234567\"                                   | shorter than 8",
        "DESCRIPTION | \"         \"                                 | shorter than 8",
        "MORE_INFO   | \"a\\u0000b\"                                 | a NUL character",
        "MORE_INFO   | \"\\ud83d\"                                   | half a character",
        "MORE_INFO   | \"\\ude00\\ud83d\"                            | half a character",
        "GEOLOCATION | \"90.1,0\"                                    | this place is not on Earth",
        "GEOLOCATION | \"0,-180.1\"                                  | this place is not on Earth",
        "GEOLOCATION | \"50.45\"                                     | this is no place",
        "GEOLOCATION | \".5,1\"                                      | this is no place",
        "GEOLOCATION | [48.8,2.2]                                    | this is no place",
        "GEOLOCATION | {\"coordinates\":[\"1\",2]}                   | this is no place",
        "GEOLOCATION | {\"coordinates\":[1,\"2\"]}                   | this is no place",
        "GEOLOCATION | {\"coordinates\":[1]}                         | this is no place",
        "GEOLOCATION | {\"coordinates\":[1e-70,1]}                   | this is no place",
        "GEOLOCATION | {\"coordinates\":[123456789012345678901,1]}   | this is no place" })
    void aBuiltInAttributeRefuses(BuiltInAttribute attribute, String value, String words) {
        refusedSaying(words, () -> attribute.check(OP, FIELD, json(value)));
    }

    @Test
    void numbersOfJavaThatAreNoPlaceAreRefused() {
        for (JsonNode number : List.of(DoubleNode.valueOf(Double.NaN), FloatNode.valueOf(Float.POSITIVE_INFINITY),
                DecimalNode.valueOf(new BigDecimal(BigInteger.TEN.pow(90), 89)))) {
            ObjectNode place = Json.MAPPER.createObjectNode();
            place.putArray("coordinates").add(number).add(1);
            refusedSaying("this is no place", () -> BuiltInAttribute.GEOLOCATION.check(OP, FIELD, place));
        }
        ObjectNode fine = Json.MAPPER.createObjectNode();
        fine.putArray("coordinates").add(FloatNode.valueOf(0.5f)).add(DoubleNode.valueOf(1.5));
        assertEquals(TextNode.valueOf("1.5,0.5"), BuiltInAttribute.GEOLOCATION.check(OP, FIELD, fine));
    }

    @Test
    void lengthsAreCountedAsAPersonCounts() {
        BuiltInAttribute.MORE_INFO.check(OP, FIELD, TextNode.valueOf("m".repeat(3_001)));
        BuiltInAttribute.MORE_INFO.checkUpdate(OP, FIELD, TextNode.valueOf(FAMILY.repeat(3_000)));
        refusedSaying("longer than the 3000", () -> BuiltInAttribute.MORE_INFO.checkUpdate(OP, FIELD, TextNode.valueOf("m".repeat(3_001))));
        BuiltInAttribute.DESCRIPTION.check(OP, FIELD, TextNode.valueOf(FAMILY.repeat(8)));
        BuiltInAttribute.DESCRIPTION.check(OP, FIELD, TextNode.valueOf(FAMILY.repeat(2_000)));
        refusedSaying("shorter than 8", () -> BuiltInAttribute.DESCRIPTION.check(OP, FIELD, TextNode.valueOf(FAMILY.repeat(7))));
        refusedSaying("longer than 2000", () -> BuiltInAttribute.DESCRIPTION.check(OP, FIELD, TextNode.valueOf(FAMILY.repeat(2_001))));
        BuiltInAttribute.TAGS.check(OP, FIELD, Json.MAPPER.createArrayNode().add("\uD83D\uDE00".repeat(255)));
        refusedSaying("longer than the 255", () -> BuiltInAttribute.TAGS.check(OP, FIELD, Json.MAPPER.createArrayNode().add("t".repeat(256))));
        refusedSaying("this is no day", () -> BuiltInAttribute.DATE.check(OP, FIELD, TextNode.valueOf("+" + "0".repeat(40) + "2026-01-01")));
        assertEquals("x".repeat(2_500), PlainText.comment(OP, FIELD, "x".repeat(2_500)));
        assertEquals(FAMILY.repeat(2_500), PlainText.explanation(OP, FIELD, FAMILY.repeat(2_500)));
        assertEquals(null, PlainText.explanation(OP, FIELD, null));
        refusedSaying("longer than the 2500", () -> PlainText.explanation(OP, FIELD, "x".repeat(2_501)));
        refusedSaying("empty or blank", () -> PlainText.comment(OP, FIELD, null));
        refusedSaying("empty or blank", () -> PlainText.comment(OP, FIELD, " \u0085\u00a0\u2003\n"));
    }

    @Test
    void anAttributeIsKnownByItsNamesAndNoOther() {
        assertEquals(BuiltInAttribute.MORE_INFO, BuiltInAttribute.named("more_info").orElseThrow());
        assertTrue(BuiltInAttribute.named("More Info").isEmpty());
        assertEquals(BuiltInAttribute.MORE_INFO, BuiltInAttribute.seenAs("more info").orElseThrow());
        assertEquals(BuiltInAttribute.GEOLOCATION_RESOLUTION, BuiltInAttribute.seenAs("GEOLOCATION_resolution").orElseThrow());
        assertTrue(BuiltInAttribute.seenAs("nothing").isEmpty());
        assertEquals("attr_more_info", BuiltInAttribute.MORE_INFO.recordName());
        assertEquals("status, description, date, time, more_info, tags, sensitive, restrictions, geolocation_resolution, assignments", BuiltInAttribute.allNames());
        assertTrue(BuiltInAttribute.isRetired("weather") && !BuiltInAttribute.isRetired("status"));
        assertEquals(List.of(BuiltInAttribute.TIME, BuiltInAttribute.ASSIGNMENTS),
                Arrays.stream(BuiltInAttribute.values()).filter(one -> !one.isShown()).toList());
    }

    @Test
    void aNearMissIsNamedAndALongListCutShort() {
        Choices choices = new Choices(IntStream.range(0, 40).mapToObj(i -> "Option " + i).toList());
        refusedSaying("Option 29 and 10 more", () -> choices.check(OP, FIELD, "nothing like it at all, and long"));
        refusedSaying("Option 29. Nothing", () -> new Choices(choices.valid().subList(0, 30)).check(OP, FIELD, "nothing like it at all, and long"));
        assertEquals("Option 7", choices.nearest("optoin 7").orElseThrow());
        assertTrue(choices.nearest("Opt").isEmpty());
        assertTrue(choices.nearest("x".repeat(1_000_000)).isEmpty());
        assertEquals("Abcd", new Choices(List.of("Abcd")).nearest("abxy").orElseThrow());
        assertTrue(new Choices(List.of("Abcd")).nearest("axyz").isEmpty());
        assertEquals("Twelve chars", new Choices(List.of("Twelve chars")).nearest("Twelve ch").orElseThrow());
        assertTrue(new Choices(List.of("Twelve chars")).nearest("Twelve c").isEmpty());
        assertTrue(new Choices(List.of("Abcd")).nearest("1234Abcd").isEmpty());
        assertTrue(new Choices(List.of("To")).nearest("12345678").isEmpty());
        String long44 = "a".repeat(44);
        assertEquals(long44, new Choices(List.of(long44)).nearest(long44.substring(10)).orElseThrow());
        assertTrue(new Choices(List.of(long44)).nearest(long44.substring(11)).isEmpty());
    }

    // ---- the project's own attributes

    private static final ObjectNode PROJECT = object("{\"attributes\":["
            + "{\"id\":\"" + ONE + "\",\"name\":\"Where\",\"type\":\"text\"},"
            + "{\"id\":\"" + TWO + "\",\"name\":\"Kind\",\"type\":\"select\",\"options\":[\"One\",\"Two\"]},"
            + "{\"id\":\"00000000-0000-4000-8000-00000000000c\",\"name\":\"Kinds\",\"type\":\"multi_select\",\"options\":[\"One\",\"Two\"]},"
            + "{\"id\":\"00000000-0000-4000-8000-00000000000d\",\"name\":\"Day\",\"type\":\"date\"},"
            + "{\"id\":\"00000000-0000-4000-8000-00000000000e\",\"name\":\"New\",\"type\":\"of the future\"},"
            + "{\"id\":\"00000000-0000-4000-8000-00000000000f\",\"name\":\"Twin\",\"type\":\"text\"},"
            + "{\"id\":\"00000000-0000-4000-8000-0000000000f0\",\"name\":\"twin\",\"type\":\"text\"},"
            + "{\"id\":\"00000000-0000-4000-8000-0000000000f1\",\"name\":\"Status\",\"type\":\"text\"}]}");
    private static final CustomAttributes KNOWN = CustomAttributes.ofProject(PROJECT);
    private static final CustomAttributes UNKNOWN = CustomAttributes.ofProject(object("{}"));

    private static AttributeChange change(String name, String value) {
        return AttributeChange.of(OP, FIELD, name, json(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "Where  | 5                 | \"5\"",
        "Where  | \"\"              | \"\"",
        "Kind   | \"Two\"           | \"Two\"",
        "Kind   | \" \"             | \"\"",
        "Kinds  | [\"One\",\"Two\"] | [\"One\",\"Two\"]",
        "Kinds  | \"[\\\"One\\\"]\" | [\"One\"]",
        "Day    | \"2026-02-28\"    | \"2026-02-28\"",
        "New    | [\"anything\"]    | [\"anything\"]" })
    void anAttributeOfTheProjectTakes(String name, String value, String sent) {
        for (String spelt : List.of(name, " " + name.toUpperCase() + " ")) {
            AttributeChange checked = change(spelt, value).checkedBy(KNOWN);
            assertEquals(json(sent), checked.value());
            assertSame(null, checked.builtIn());
            AttributeChange byId = change(checked.name().toUpperCase(), value).checkedBy(KNOWN);
            assertEquals(checked.name(), byId.name());
            assertEquals(checked.value(), byId.value());
            assertEquals(checked.name().toLowerCase(), checked.name());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "Where   | [\"a\"]          | give one plain text",
        "Kind    | [\"One\"]        | give one plain text",
        "Kind    | \"one\"          | did you mean 'One'?",
        "Kinds   | \"One\"          | must be a list of texts",
        "Kinds   | [\"Three\"]      | valid are: One, Two",
        "Kinds   | [1]              | something that is no text",
        "Kinds   | {\"a\":1}        | this is no plain text",
        "Day     | \"2026-02-30\"   | this is no day",
        "Twin    | \"x\"            | more than one attribute of this name; give the UUID of the one that is meant: Twin (00000000-0000-4000-8000-00000000000f), twin (",
        "Nothing | \"x\"            | there is no attribute of this name. Built in are",
        "weather | \"x\"            | Once it was built in, and Atlos fails on it.",
        "Status  | \"To Do\"        | is built in, and the project has an attribute of this name too; write status in small letters for the one, the UUID for the other: Status (00000000-0000-4000-8000-0000000000f1)",
        "00000000-0000-4000-8000-0000000000ff | \"x\" | the project has no attribute 00000000-0000-4000-8000-0000000000ff; it has: Where (" })
    void anAttributeOfTheProjectRefuses(String name, String value, String words) {
        refusedSaying(words, () -> change(name, value).checkedBy(KNOWN));
    }

    @Test
    void whatIsKnownOfTheProjectDecides() {
        assertEquals(json("\"To Do\""), change("status", "\"To Do\"").checkedBy(KNOWN).value());
        assertEquals("status", change("attr_status", "\"To Do\"").name());
        assertSame(BuiltInAttribute.STATUS, change("STATUS", "\"To Do\"").checkedBy(UNKNOWN).builtIn());
        assertSame(BuiltInAttribute.MORE_INFO, change("More Info", "\"x\"").checkedBy(KNOWN).builtIn());
        assertEquals("date", change("Date", "\"2026-01-01\"").checkedBy(UNKNOWN).name());
        assertEquals(ONE, change(ONE, "\"x\"").checkedBy(UNKNOWN).name());
        // Whatever its type is, and though it looks like a list.
        refusedSaying("a NUL", () -> change(ONE, "\"[a\\u0000\"").checkedBy(UNKNOWN));
        refusedSaying("cannot be read now, so give the UUID", () -> change("Where", "\"x\"").checkedBy(UNKNOWN));
        refusedSaying("cannot change the geolocation", () -> change("geolocation", "\"1,2\""));
        refusedSaying("the attribute to update is missing", () -> change(" ", "\"x\""));
        refusedSaying("the attribute to update is missing", () -> change(null, "\"x\""));
        for (JsonNode none : Arrays.asList(null, NullNode.getInstance(), MissingNode.getInstance())) {
            refusedSaying("there is no value", () -> AttributeChange.of(OP, FIELD, "status", none));
            refusedSaying("there is no value", () -> AttributeChange.of(OP, FIELD, "Where", none));
        }
        refusedSaying("did you mean 'To Do'", () -> change("status", "\"to do\""));
        refusedSaying("longer than the 3000", () -> AttributeChange.of(OP, FIELD, "more_info", TextNode.valueOf("m".repeat(3_001))));
    }

    private static CustomAttributes ofIncident(String values, String definitions) {
        return CustomAttributes.ofIncident(object("{\"project_attributes\":[" + values + "],\"project\":{\"attributes\":[" + definitions + "]}}"));
    }

    @Test
    void anIncidentTellsTypesByNameAndByOrderWhereNamesAreTwins() {
        String first = "{\"id\":\"" + ONE + "\",\"name\":\"Twin\"}";
        String second = "{\"id\":\"" + TWO + "\",\"name\":\"Twin\"}";
        String text = "{\"name\":\"Twin\",\"type\":\"text\"}";
        String list = "{\"name\":\"Twin\",\"type\":\"multi_select\",\"options\":[\"A\"]}";
        CustomAttributes both = ofIncident(first + "," + second, text + "," + list);
        assertEquals(json("\"x\""), change(ONE, "\"x\"").checkedBy(both).value());
        refusedSaying("must be a list", () -> change(TWO, "\"x\"").checkedBy(both));
        // One of them is retired, and nothing tells which.
        CustomAttributes one = ofIncident(first + "," + second, list);
        assertEquals(json("\"x\""), change(ONE, "\"x\"").checkedBy(one).value());
        assertEquals(json("\"x\""), change(TWO, "\"x\"").checkedBy(one).value());
        assertFalse(one.isEmpty());
        assertTrue(UNKNOWN.isEmpty());
        assertTrue(one.has(" TWIN ") && !one.has("other"));
    }

    // ---- new incidents

    private static final String NEEDED = "\"description\":\"Something happened\",\"sensitive\":[\"Not Sensitive\"]";

    private static ObjectNode incident(String more) {
        return NewIncident.of(OP, object("{" + NEEDED + more + "}"));
    }

    @Test
    void aNewIncidentIsSentAsTheRouteTakesIt() {
        assertEquals(object("{" + NEEDED + "}"), incident(",\"status\":null"));
        assertEquals(object("{" + NEEDED + ",\"status\":\"To Do\",\"urls\":[\"https://example.org\"]}"),
                incident(",\"attr_status\":\"To Do\",\"urls\":[\" https://example.org\"]".replace("\" https", "\"https")));
        refusedSaying("given twice", () -> incident(",\"status\":\"To Do\",\"attr_status\":\"To Do\""));
        refusedSaying("begins with http", () -> incident(",\"urls\":[\"ftp://a.b\"]"));
        refusedSaying("Atlos drops this", () -> incident(",\"time\":\"12:00\""));
        refusedSaying("Atlos drops this", () -> incident(",\"assignments\":[]"));
        refusedSaying("say in at least 8", () -> NewIncident.of(OP, object("{\"sensitive\":[\"Not Sensitive\"]}")));
        refusedSaying("give a list such as", () -> NewIncident.of(OP, object("{\"description\":\"Something happened\"}")));
        refusedSaying("did you mean 'To Do'", () -> incident(",\"status\":\"to do\""));
        // A new incident takes a longer more_info.
        assertEquals(5_000, incident(",\"more_info\":\"" + "m".repeat(5_000) + "\"").path("more_info").textValue().length());
        refusedSaying("a NUL", () -> incident(",\"Where\":\"a\\u0000\""));
    }

    @Test
    void anIncidentThatWasReadIsMadeAnewWithoutWhatIsTheServersOwn() {
        ObjectNode read = object("{\"id\":\"x\",\"slug\":\"CIV-AB12CD\",\"attr_description\":\"Something happened\",\"attr_sensitive\":[\"Not Sensitive\"],"
                + "\"attr_type\":[\"Old\"],\"attr_geolocation_resolution\":\"Exact\",\"source_material\":[],\"project\":{},"
                + "\"project_attributes\":[{\"id\":\"" + TWO + "\",\"value\":\"One\"},{\"id\":\"" + ONE + "\",\"value\":null},{\"id\":\"no uuid\",\"value\":\"x\"},"
                + "{\"id\":\"00000000-0000-4000-8000-00000000000d\"}]}");
        assertEquals(object("{" + NEEDED + ",\"" + TWO.toLowerCase() + "\":\"One\"}"), NewIncident.of(OP, read));
        // Given by a person, "id" is a name that Atlos would not know.
        assertTrue(NewIncident.hasCustom(incident(",\"id\":\"x\"")));
    }

    @Test
    void theProjectsOwnAreSentUnderTheirIdsAndChecked() {
        assertFalse(NewIncident.hasCustom(incident(",\"urls\":[],\"status\":\"To Do\"")));
        ObjectNode given = incident(",\"where\":\"x\",\"" + TWO + "\":\"Two\",\"status\":\"To Do\",\"urls\":[]");
        assertTrue(NewIncident.hasCustom(given));
        assertEquals(object("{" + NEEDED + ",\"" + ONE + "\":\"x\",\"" + TWO.toLowerCase() + "\":\"Two\",\"status\":\"To Do\",\"urls\":[]}"),
                NewIncident.checkedBy(KNOWN, OP, given));
        refusedSaying("given twice", () -> NewIncident.checkedBy(KNOWN, OP, incident(",\"where\":\"x\",\"" + ONE + "\":\"y\"")));
        refusedSaying("did you mean 'One'", () -> NewIncident.checkedBy(KNOWN, OP, incident(",\"kind\":\"one\"")));
        refusedSaying("there is no attribute", () -> NewIncident.checkedBy(KNOWN, OP, incident(",\"nothing\":\"x\"")));
        // Where nothing is known the server says what it does not know, but for what it would drop.
        assertEquals(given, NewIncident.checkedBy(UNKNOWN, OP, given));
        refusedSaying("Once it was built in", () -> NewIncident.checkedBy(UNKNOWN, OP, incident(",\"weather\":\"x\"")));
    }

    // ---- JSON

    private static Map<String, Object> map(String key, Object value) {
        return Map.of(key, value);
    }

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return "no name of a colour";
            }
        }
    }

    @Test
    void whatIsJsonInJavaIsTakenAsItIs() {
        Map<Object, Object> given = new LinkedHashMap<>();
        given.put("text", "x");
        given.put('c', 'd');
        given.put(5, List.of(1, 2.5, true));
        given.put(true, new int[] { 1, 2 });
        given.put("array", new Object[] { "a", null });
        given.put("enum", Colour.RED);
        given.put("uuid", UUID.fromString(ONE));
        given.put("uri", URI.create("https://example.org"));
        given.put("big", BigInteger.TEN.pow(30));
        given.put("node", IntNode.valueOf(7));
        given.put("truths", new boolean[] { true });
        assertEquals(json("{\"text\":\"x\",\"c\":\"d\",\"5\":[1,2.5,true],\"true\":[1,2],\"array\":[\"a\",null],\"enum\":\"RED\",\"uuid\":\"" + ONE
                + "\",\"uri\":\"https://example.org\",\"big\":1000000000000000000000000000000,\"node\":7,\"truths\":[true]}").toString(),
                JsonValue.of(OP, FIELD, given).toString());
    }

    @Test
    void whatJsonHasNoPlaceForIsRefused() {
        for (Object odd : List.of(new java.util.Date(0), new byte[1], new char[1], new IllegalStateException(), new Object(), java.time.Instant.EPOCH)) {
            refusedSaying("cannot be turned into JSON", () -> JsonValue.of(OP, FIELD, map("x", odd)));
        }
        Map<Object, Object> keys = new HashMap<>();
        keys.put(null, 1);
        refusedSaying("a key that is no text", () -> JsonValue.of(OP, FIELD, keys));
        refusedSaying("a key that is no text", () -> JsonValue.of(OP, FIELD, Map.of(List.of(), 1)));
        refusedSaying("two keys that are one text", () -> JsonValue.of(OP, FIELD, Map.of(5, 1, "5", 2)));
        for (JsonNode odd : List.of(BinaryNode.valueOf(new byte[1]), new POJONode("x"))) {
            refusedSaying("bytes or an object", () -> JsonValue.checked(OP, FIELD, Json.MAPPER.createArrayNode().add(odd)));
        }
        refusedSaying("a NUL", () -> JsonValue.of(OP, FIELD, map("a\0", 1)));
        refusedSaying("a NUL", () -> JsonValue.of(OP, FIELD, map("a", List.of("b\0"))));
    }

    @Test
    void numbersAreTakenAsFarAsAtlosKeepsThem() {
        for (Number fine : List.of(0.1, 0.1f, 1e300, -0.0, Long.MAX_VALUE, new BigDecimal("0.1"), new BigDecimal("12345.678"), BigInteger.TEN.pow(131_000))) {
            JsonValue.of(OP, FIELD, fine);
        }
        for (Number odd : List.of(Double.NaN, Double.NEGATIVE_INFINITY, Float.NaN, new BigDecimal("1e400"))) {
            refusedSaying("does not have (NaN", () -> JsonValue.of(OP, FIELD, odd));
        }
        for (Number fine : List.of(new BigDecimal("0.12345678901234567890123"), new BigDecimal(BigInteger.ONE.shiftLeft(3_100), 900))) {
            refusedSaying("more digits than Atlos keeps", () -> JsonValue.of(OP, FIELD, fine));
        }
        refusedSaying("131072 digits", () -> JsonValue.of(OP, FIELD, BigInteger.TEN.pow(140_000)));
    }

    @Test
    void depthHasAnEnd() {
        Object deep = "x";
        JsonNode node = TextNode.valueOf("x");
        for (int i = 0; i < 200; i++) {
            deep = i % 2 == 0 ? List.of(deep) : map("x", deep);
            node = i % 2 == 0 ? Json.MAPPER.createArrayNode().add(node) : Json.MAPPER.createObjectNode().set("x", node);
        }
        assertEquals(node, JsonValue.of(OP, FIELD, deep));
        Object deeper = new Object[] { deep };
        JsonNode deeperNode = Json.MAPPER.createArrayNode().add(node);
        refusedSaying("deeper than 200", () -> JsonValue.of(OP, FIELD, deeper));
        refusedSaying("deeper than 200", () -> JsonValue.of(OP, FIELD, map("x", JsonValue.checked(OP, FIELD, TextNode.valueOf("y")) == null ? null : deeper)));
        refusedSaying("deeper than 200", () -> JsonValue.checked(OP, FIELD, deeperNode));
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        refusedSaying("deeper than 200", () -> JsonValue.of(OP, FIELD, itself));
        Map<String, Object> holdsItself = new HashMap<>();
        holdsItself.put("x", holdsItself);
        refusedSaying("deeper than 200", () -> JsonValue.of(OP, FIELD, holdsItself));
    }

    @Test
    void jsonTextIsReadStrictly() {
        assertEquals(json("{\"a\":1}"), JsonText.parsed(OP, FIELD, "\ufeff {\"a\":1}"));
        refusedSaying("one name twice", () -> JsonText.parsed(OP, FIELD, "{\"a\":1,\"a\":2}"));
        for (String bad : List.of("{\"a\":", "{a:1}", "'x'", "\ufeff\ufeff{}", "{\"a\":1}}x", "NaN")) {
            refusedSaying("it is not JSON", () -> JsonText.parsed(OP, FIELD, bad));
        }
        refusedSaying("nobody should have to read", () -> JsonText.parsed(OP, FIELD, "1" + "0".repeat(Json.LONGEST_NUMBER)));
        refusedSaying("nobody should have to read", () -> JsonText.parsed(OP, FIELD, "[".repeat(Json.DEEPEST + 1)));
    }

    @Test
    void metadataIsAnObjectOfAtMostEightMillionBytes() {
        ObjectNode fine = Json.MAPPER.createObjectNode().put("x", "x".repeat(8_000_000 - "{\"metadata\":{\"x\":\"\"}}".length()));
        assertSame(fine, Metadata.check(OP, fine));
        AtlosException told = refusal(Kind.TOO_LARGE, () -> Metadata.check(OP, fine.put("x", fine.path("x").textValue() + "x")));
        assertTrue(told.getMessage().contains("8,000,000"), told.getMessage());
        for (JsonNode none : Arrays.asList(null, NullNode.getInstance(), MissingNode.getInstance())) {
            refusedSaying("there is no metadata", () -> Metadata.check(OP, none));
        }
        for (JsonNode odd : List.of(TextNode.valueOf("x"), Json.MAPPER.createArrayNode(), IntNode.valueOf(5), BooleanNode.TRUE)) {
            refusedSaying("must be a JSON object", () -> Metadata.check(OP, odd));
        }
        refusedSaying("a NUL", () -> Metadata.check(OP, Json.MAPPER.createObjectNode().put("x", "\0")));
    }

    // ---- names, addresses, files

    @Test
    void namesAreWhatTheyShouldBe() {
        assertEquals("CIV-AB12CD", Names.slug(OP, FIELD, " CIV-AB12CD "));
        refusedSaying("it is missing or blank", () -> Names.slug(OP, FIELD, null));
        refusedSaying("this is no slug", () -> Names.slug(OP, FIELD, "../incidents/new"));
        refusedSaying("this is no slug", () -> Names.slug(OP, FIELD, "A".repeat(101)));
        refusedSaying("this is no slug", () -> Names.slug(OP, FIELD, ONE + "/x"));
        assertEquals(TWO.toLowerCase(), Names.sourceMaterialId(OP, FIELD, " " + TWO + " "));
        refusedSaying("this is no id", () -> Names.sourceMaterialId(OP, FIELD, "CIV-AB12CD"));
        refusedSaying("this is no id", () -> Names.sourceMaterialId(OP, FIELD, ONE + "0"));
        refusedSaying("it is missing or blank", () -> Names.sourceMaterialId(OP, FIELD, " "));
        assertEquals(" a/b ", Names.namespace(OP, FIELD, " a/b "));
        assertEquals("n".repeat(500), Names.namespace(OP, FIELD, "n".repeat(500)));
        refusal(Kind.TOO_LARGE, () -> Names.namespace(OP, FIELD, "n".repeat(501)));
        refusedSaying("cannot be a namespace", () -> Names.namespace(OP, FIELD, "."));
        refusedSaying("cannot be a namespace", () -> Names.namespace(OP, FIELD, ".."));
        refusedSaying("a NUL", () -> Names.namespace(OP, FIELD, "a\0"));
        refusedSaying("it is missing or blank", () -> Names.namespace(OP, FIELD, "\u00a0"));
    }

    @Test
    void webAddressesAreThoseOfTheWeb() {
        String longest = "https://example.org/" + "x".repeat(8_000 - "https://example.org/".length());
        for (String fine : List.of("http://a", "HTTPS://example.org/ü?x=1#y", longest)) {
            assertEquals(fine, WebAddress.http(OP, FIELD, " " + fine + "\n"));
        }
        for (String bad : List.of("not a url", "javascript:alert(1)", "https://", "https://?x", "https://example.org/a b", "https://a\u0007")) {
            refusedSaying("this is no web address", () -> WebAddress.http(OP, FIELD, bad));
        }
        refusedSaying("longer than 8000", () -> WebAddress.http(OP, FIELD, longest + "x"));
        refusedSaying("a NUL", () -> WebAddress.http(OP, FIELD, "https://a\0"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = { "null, file", "'', file", "photo.jpg, file.jpg", "/a/b.c/photo.JPG, file.JPG", "'C:\\x\\film.mp4', file.mp4", ".hidden, file",
        "a.tar.gz, file.gz", "noext, file", "x., file", "'a.jpg ', file.jpg", "a.C++_x-1, file.C++_x-1" })
    void aFileKeepsItsExtensionOnly(String name, String sent) {
        assertEquals(sent, FileName.toSend(OP, FIELD, name));
    }

    @Test
    void anExtensionHasBounds() {
        String longest = "e".repeat(50);
        for (int length = 1; length < 60; length++) {
            String name = "x." + "e".repeat(length);
            try {
                assertEquals("file." + "e".repeat(length), FileName.toSend(OP, FIELD, name));
                longest = "e".repeat(length);
            } catch (AtlosException e) {
                break;
            }
        }
        String tooLong = "x." + longest + "e";
        refusedSaying("longer than " + longest.length(), () -> FileName.toSend(OP, FIELD, tooLong));
        refusedSaying("something else than letters", () -> FileName.toSend(OP, FIELD, "x.фото"));
        refusedSaying("something else than letters", () -> FileName.toSend(OP, FIELD, "x.x y"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = { "null, false", "'', false", " TRUE , true", "yes, true", "Y, true", "on, true", "1, true", "false, false", "no, false", "n, false",
        "off, false", "0, false" })
    void yesAndNoAreWhatPeopleWrite(String text, boolean yes) {
        assertEquals(yes, YesOrNo.of(OP, FIELD, text));
        assertEquals(yes, YesOrNo.of(OP, FIELD, yes));
        refusedSaying("neither yes nor no", () -> YesOrNo.of(OP, FIELD, "maybe"));
    }
}
