package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelatlos.server.TestClient.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of values, built-in attributes and the project's own. */
class AtlosServerAttributesTest {

    private static final String CRASH = "";

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension();

    private CaseFile cases;
    private TestClient client;
    private String slug;

    @BeforeEach
    void connect() {
        cases = atlos.server().cases();
        client = new TestClient(atlos.server());
        slug = cases.addIncident("A bridge somewhere");
    }

    /** The attribute, the value as JSON, and the answer: ok, nothing for a crash, or the error. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Verification | \"Likely\"                | ok",
        "Verification | \"\"                      | ok",
        "Verification | [\"Likely\"]              | Includes an invalid value. Valid values are: Unverified, Likely, Verified",
        "Verification | \"likely\"                | Includes an invalid value. Valid values are: Unverified, Likely, Verified",
        "Reported On  | \"2026-02-28\"            | ok",
        "Reported On  | \"04/03/2024\"            | ok",
        "Reported On  | \"2024-02-30\"            | ok",
        "Reported On  | 5                         | ok",
        "Kinds of Evidence | [\"Photo\",\"Video\"] | ok",
        "Kinds of Evidence | [\"Phot\"]           | Includes invalid value(s): Phot. Valid values are: Photo, Video, Document, Testimony",
        "Kinds of Evidence | []                   | ok",
        "Kinds of Evidence | \"\"                 | ok",
        "Kinds of Evidence | \"Photo\"            | ``",
        "Source Language | \"Ukrainian\"          | ok",
        "Source Language | {\"a\":1}              | ok",
        "Source Language | 5                      | ``",
        "Source Language | true                   | ``",
        "Old Reference | \"X\"                    | attribute not found",
        "status | \" \"                           | can't be blank",
        "status | \"Canceled\"                    | Includes an invalid value. Valid values are: To Do, In Progress",
        "description | \"short\"                  | should be at least 8 character(s)",
        "sensitive | []                           | should have at least 1 item(s)",
        "sensitive | \"\"                         | can't be blank",
        "more_info | \"\"                         | A change is required.",
        "date | \"\"                              | A change is required.",
        "date | \"2024-02-03T10:00:00Z\"          | ok",
        "date | \"2024-02-03 and more\"           | Verify the date is valid. Date must include a year, month, and day.",
        "time | \"\"                              | A change is required.",
        "time | \"12:34\"                         | ok",
        "time | \"noon\"                          | Time must include an hour and minute.",
        "geolocation_resolution | \"\"            | A change is required.",
        "geolocation_resolution | \"Roughly\"     | Includes an invalid value. Valid values are: Exact, Vicinity, Locality",
        "geolocation | \"1,2\"                    | A change is required.",
        "tags | []                                | ok",
        "tags | [\"a\",\"\",\"a\"]                | ok",
        "tags | [1]                               | must be an array of strings",
        "restrictions | [\"Secret\"]              | Includes invalid value(s): Secret. Valid values are: Frozen, Hidden",
        "assignments | []                         | ok",
        "assignments | [\"00000000-0000-4000-8000-000000000000\"] | ``",
        "assignments | \"ana\"                    | ``",
        "time_of_day | \"Night\"                  | ``",
        "flag | \"To Do\"                         | attribute not found",
        "urls | \"x\"                             | attribute not found"})
    void updates(String attribute, String value, String expected) throws IOException {
        String name = cases.project().attribute(attribute).map(Project.Attribute::id).orElse(attribute);
        Reply reply = client.post("/update/" + slug + "/" + name.replace(" ", "%20"), Json.parse("{\"value\":" + value + "}"));
        if (expected.equals("ok")) {
            assertEquals("{\"success\":true}", reply.body());
        } else if (expected.equals(CRASH)) {
            assertEquals(new Reply(500, "", ""), reply);
        } else {
            assertEquals(401, reply.status());
            assertTrue(reply.body().contains(expected), reply.body());
        }
    }

    @Test
    void longTextsCrashTheDatabaseOrAreRefused() throws IOException {
        assertEquals(500, update("tags", Json.strings(List.of("t".repeat(256)))).status());
        assertEquals(200, update("tags", Json.strings(List.of("t".repeat(255)))).status());
        assertTrue(update("more_info", Json.text("m".repeat(3001))).body().contains("should be at most 3000 character(s)"));
        assertEquals(200, update("more_info", Json.text("👩‍👩‍👧".repeat(3000))).status(), "counted as a person counts");
        assertTrue(update("description", Json.text("d".repeat(2001))).body().contains("should be at most 2000 character(s)"));
        assertEquals(500, create("\"status\":\"" + "s".repeat(256) + "\"").status());
        assertEquals(200, create("\"more_info\":\"" + "m".repeat(3001) + "\"").status());
    }

    @Test
    void theOrderOfTheChecks() throws IOException {
        String reader = atlos.server().newToken(Permission.READ);
        assertEquals("{\"error\":\"value not provided\"}", client.post("/update/" + slug + "/nothing", Json.parse("{}")).body());
        assertEquals("{\"error\":\"incident not found\"}", client.post("/add_comment/NOPE00", Json.parse("{}")).body());
        assertEquals("{\"error\":\"api token not authorized to post comment\"}", client.send(client.request("/add_comment/" + slug)
                .setHeader("Authorization", "Bearer " + reader).POST(BodyPublishers.noBody())).body());
        JsonNode both = client.post("/update/" + slug + "/status", Json.parse("{\"value\":\"Bogus\",\"message\":[1]}")).json().get("error");
        assertEquals(2, both.size(), "every field that is wrong");
        assertTrue(client.post("/add_comment/" + slug, TestClient.json().put("message", "x".repeat(2501))).body()
                .contains("Updates cannot exceed 2500 characters."));
    }

    @Test
    void createTakesWhatAnUpdateWouldRefuse() throws IOException {
        assertEquals("[\"Secret\"]", create("\"restrictions\":[\"Secret\"]").json().at("/result/attr_restrictions").toString());
        assertEquals(200, create("\"geolocation\":\"\"").status());
        assertEquals(200, create("\"time\":\"12:34\",\"assignments\":[\"nobody\"],\"camera_system\":[\"x\"]").status());
        assertEquals(200, create("\"urls\":[\"ftp://a.b/c\",\"http://a.b\"]").status());
        assertEquals("{\"error\":{\"urls_parsed\":\"The following entries are not valid urls: http://localhost/x, nothing\"}}",
                create("\"urls\":[\"http://localhost/x\",\"https://example.org\",\"nothing\"]").body());
        assertEquals("{\"error\":{\"attr_date\":\"is invalid\"}}", create("\"date\":\"2024-02-30\"").body());
        String evidence = cases.project().attributeId("Kinds of Evidence");
        assertEquals(500, create("\"" + evidence + "\":\"Photo\"").status());
        JsonNode refused = create("\"" + evidence + "\":[\"Phot\"]").json().at("/error/project_attributes/0");
        assertEquals(evidence, refused.at("/source/id").textValue());
        assertTrue(refused.get("value").textValue().startsWith("Includes invalid value(s): Phot."));
    }

    @Test
    void archivedProjectsAndSecurityModesTakeNoWrites() throws IOException {
        for (SecurityMode mode : List.of(SecurityMode.READ_ONLY, SecurityMode.NO_ACCESS, SecurityMode.NORMAL)) {
            atlos.server().securityMode(mode);
            if (mode == SecurityMode.NORMAL) {
                cases.archiveProject();
            }
            assertEquals("{\"error\":\"api token not authorized to edit\"}", update("status", Json.text("Completed")).body());
            assertEquals("You cannot add incidents to this project.", create("\"tags\":[]").json().at("/error/project_id").textValue());
            assertEquals(1, client.get("/incidents").results().size());
        }
    }

    @Test
    void incidentsShowWhatTheProjectHasAndNothingRetired() throws IOException {
        String id = cases.addAttribute("Weapon", Project.Type.SELECT, "Knife", "None");
        cases.edit(slug, "Weapon", "None");
        assertEquals("None", own(slug, id).get("value").textValue());
        cases.retireAttribute("Weapon");
        assertTrue(own(slug, id).isMissingNode());
        JsonNode names = cases.incident(slug).at("/project/attributes");
        assertTrue(names.toString().contains("\"Weapon\"") && names.toString().contains("\"Old Reference\""), "the project still lists it");
        try (AtlosServer twins = AtlosServer.builder().twinAttributes(true).start()) {
            assertEquals(2, twins.cases().project().attributes().stream().filter(a -> a.name().equals("Verification")).count());
        }
    }

    @Test
    void slugsOfTheFirstYears() throws IOException {
        String old = cases.addLegacyIncident("From the first years");
        String shown = old.replace("ATL-", "CIV-");
        assertEquals(200, client.post("/add_comment/" + "ATL-" + old.substring(4).toLowerCase(),
                TestClient.json().put("message", "Hello")).status());
        assertEquals("{\"error\":\"incident not found\"}", client.post("/add_comment/" + shown, TestClient.json().put("message", "x")).body());
        for (String query : Stream.of(old, shown, old.substring(4).toLowerCase()).toList()) {
            assertEquals(old, client.get("/incidents?query=" + query).results().get(0).get("slug").textValue(), query);
        }
        assertEquals(401, client.get("/updates?slug=" + shown).status());
        assertEquals(2, client.get("/updates?slug=" + old).results().size());
    }

    @Test
    void filmsUnderASecondAndDamagedPicturesAreCrashes() throws IOException {
        String source = cases.addSourceMaterial(slug, null);
        assertEquals(500, client.upload(source, "a.mp4", Films.mp4(Duration.ofMillis(900))).status());
        assertEquals(200, client.upload(source, "a.mov", Films.mp4(Duration.ofSeconds(2))).status());
        for (String name : List.of("a.gif", "a.JPG", "a.tiff", "a.bmp", "a.mov", "a.avi", "a.png", "a." + "e".repeat(120))) {
            assertEquals(new Reply(500, "", ""), client.upload(source, name, "GIF89a".getBytes()), name);
        }
        for (String name : List.of("a.heic", "a.svg", "a.mp3", "a.x y", "a.webp")) {
            assertEquals(200, client.upload(source, name, "x".getBytes()).status(), name);
        }
    }

    private JsonNode own(String of, String id) throws IOException {
        for (JsonNode attribute : client.get("/incidents?query=" + of).results().get(0).get("project_attributes")) {
            if (attribute.get("id").textValue().equals(id)) {
                return attribute;
            }
        }
        return MissingNode.getInstance();
    }

    private Reply update(String name, JsonNode value) throws IOException {
        return client.post("/update/" + slug + "/" + name, TestClient.json().set("value", value));
    }

    private Reply create(String more) throws IOException {
        return client.post("/incidents/new",
                Json.parse("{\"description\":\"Something happened\",\"sensitive\":[\"Not Sensitive\"]," + more + "}"));
    }
}
