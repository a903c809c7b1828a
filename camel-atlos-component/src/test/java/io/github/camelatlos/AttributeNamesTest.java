package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ATTRIBUTE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Project;
import io.github.camelatlos.server.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes of every type, by the name that people see and by UUID, in updates and in new incidents. */
class AttributeNamesTest {

    private static final String UPDATE = "atlos:incidents?operation=updateAttribute";
    private static final String CREATE = "atlos:incidents?operation=create";

    private AtlosServer server;
    private Connector atlos;
    private CaseFile cases;
    private String slug;

    @BeforeEach
    void start() {
        server = AtlosServer.builder().project(true).newer(true).start();
        atlos = Connector.to(server);
        cases = server.cases();
        slug = cases.addIncident("With attributes");
    }

    @AfterEach
    void stop() {
        atlos.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Verification      | Likely                  | \"Likely\"",
        "Verification      | ''                      | null",
        "Reported On       | 2026-02-28              | \"2026-02-28\"",
        "Source Language   | Ukrainian               | \"Ukrainian\"",
        "Source Language   | 5                       | \"5\"",
        "Kinds of Evidence | [\"Photo\",\"Video\"]   | [\"Photo\",\"Video\"]",
        "Kinds of Evidence | []                      | []"})
    void everyTypeIsSetByNameAndByUuidAndCreated(String name, String value, String stored) {
        String id = cases.project().attributeId(name);
        for (String attribute : List.of(name, name.toUpperCase(), " " + name.toLowerCase() + " ", id, id.toUpperCase())) {
            String own = cases.addIncident("With attributes");
            cases.edit(own, name, stored.startsWith("[") ? List.of("Document") : "Unverified");
            atlos.ok(UPDATE, value, Map.of(SLUG, own, ATTRIBUTE, attribute), Object.class);
            assertThat(stored(own, id)).isEqualTo(stored);
            if (!value.startsWith("[")) {
                Incident created = atlos.ok(CREATE, incident(attribute.strip(), value), Map.of(), Incident.class);
                assertThat(stored(created.getSlug(), id)).isEqualTo(stored);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Verification      | [\"Likely\"]  | this is not a value that Atlos knows here; valid are: Unverified, Likely, Verified",
        "Verification      | likely        | did you mean 'Likely'?",
        "Reported On       | 2024-02-30    | this is no day",
        "Reported On       | 04/03/2024    | this is no day",
        "Kinds of Evidence | Photo         | this must be a list of texts",
        "Kinds of Evidence | [\"Phot\"]    | did you mean 'Photo'?",
        "Old Reference     | X             | there is no attribute of this name",
        "weather           | Fog           | Once it was built in, and Atlos fails on it.",
        "geolocation       | 1.0,2.0       | Atlos cannot change the geolocation",
        "Geolocation       | 1.0,2.0       | Atlos cannot change the geolocation",
        "Precision         | Roughly       | valid are: Exact, Vicinity, Locality",
        "time              | noon          | this is no time of day"})
    void whatAtlosWouldStoreWronglyOrFailOnIsRefused(String attribute, String value, String says) {
        AtlosException refusal = atlos.refused(UPDATE, value, Map.of(SLUG, slug, ATTRIBUTE, attribute));
        assertThat(refusal.getKind()).isEqualTo(Kind.INVALID_INPUT);
        assertThat(refusal.getMessage()).contains(says);
        assertThat(server.requests("POST")).isEmpty();
    }

    /** Measured: a number answers an empty 500. */
    @Test
    void aNumberForATextIsSentAsText() {
        atlos.ok(UPDATE, IntNode.valueOf(5), Map.of(SLUG, slug, ATTRIBUTE, "Source Language"), Object.class);
        atlos.ok(CREATE, incident("Source Language", 5), Map.of(), Incident.class);
        assertThat(server.requests("POST")).extracting(RecordedRequest::body).allMatch(body -> body.contains("\"5\""));
    }

    @Test
    void aListIsNoValueForASelect() {
        for (Object body : List.of(List.of("Likely"), new String[] {"Likely"})) {
            assertThat(atlos.refused(UPDATE, body, Map.of(SLUG, slug, ATTRIBUTE, "Verification")).getMessage()).contains("give one plain text");
        }
        assertThat(atlos.refused(CREATE, incident("Verification", List.of("Likely")), Map.of()).getMessage()).contains("give one plain text");
        assertThat(atlos.refused(CREATE, incident("Reported On", "2024-02-30"), Map.of()).getMessage()).contains("this is no day");
        assertThat(server.requests("POST")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoOfOneNameAreRefusedWithTheirUuids(boolean projectRoute) {
        try (AtlosServer twins = AtlosServer.builder().twinAttributes(true).project(projectRoute).start(); Connector other = Connector.to(twins)) {
            String incident = twins.cases().addIncident("With twins");
            List<Project.Attribute> both = twins.cases().project().attributes().stream().filter(a -> a.name().equals("Verification")).toList();
            for (AtlosException refusal : List.of(other.refused(UPDATE, "Likely", Map.of(SLUG, incident, ATTRIBUTE, "verification")),
                    other.refused(CREATE, incident("Verification", "Likely"), Map.of()))) {
                assertThat(refusal.getMessage()).contains("more than one attribute of this name", both.get(0).id(), both.get(1).id());
            }
            assertThat(twins.requests("POST")).isEmpty();
            other.ok(UPDATE, "Disputed", Map.of(SLUG, incident, ATTRIBUTE, both.get(1).id()), Object.class);
            assertThat(other.refused(UPDATE, "Likely", Map.of(SLUG, incident, ATTRIBUTE, both.get(1).id())).getMessage()).contains("Agreed, Disputed");
        }
    }

    @Test
    void aNameOfOursAndABuiltInOneAreNotMixedUp() {
        String id = cases.addAttribute("Date", Project.Type.TEXT);
        assertThat(atlos.refused(UPDATE, "2026-01-01", Map.of(SLUG, slug, ATTRIBUTE, "Date")).getMessage()).contains("is built in, and the project", id);
        atlos.ok(UPDATE, "2026-01-01", Map.of(SLUG, slug, ATTRIBUTE, "date"), Object.class);
        assertThat(cases.incident(slug).path("attr_date").asText()).isEqualTo("2026-01-01");
        atlos.ok(UPDATE, List.of("Graphic Violence"), Map.of(SLUG, slug, ATTRIBUTE, "Sensitivity"), Object.class);
        atlos.ok(UPDATE, "Seen by two", Map.of(SLUG, slug, ATTRIBUTE, "More Info"), Object.class);
        assertThat(cases.incident(slug).path("attr_sensitive").toString() + cases.incident(slug).path("attr_more_info"))
                .isEqualTo("[\"Graphic Violence\"]\"Seen by two\"");
    }

    @Test
    void anAttributeThatIsNewIsFoundAtOnce() {
        atlos.ok(CREATE, incident("Verification", "Likely"), Map.of(), Incident.class);
        String id = cases.addAttribute("Brand New", Project.Type.SELECT, "Yes", "No");
        Incident created = atlos.ok(CREATE, incident("brand new", "Yes"), Map.of(), Incident.class);
        assertThat(stored(created.getSlug(), id)).isEqualTo("\"Yes\"");
    }

    @Test
    void givenByNameAndByUuidIsGivenTwice() {
        Map<String, Object> incident = new HashMap<>(incident("Verification", "Likely"));
        incident.put(cases.project().attributeId("Verification"), "Verified");
        assertThat(atlos.refused(CREATE, incident, Map.of()).getMessage()).contains("given twice");
    }

    /** Measured: the database has no room for longer ones, and create takes what an update refuses. */
    @Test
    void lengthsAreThoseOfTheServer() {
        assertThat(atlos.refused(UPDATE, List.of("t".repeat(256)), Map.of(SLUG, slug, ATTRIBUTE, "tags")).getMessage()).contains("255 characters");
        assertThat(atlos.refused(CREATE, incident("tags", List.of("t".repeat(256))), Map.of()).getMessage()).contains("255 characters");
        assertThat(atlos.refused(UPDATE, "m".repeat(3001), Map.of(SLUG, slug, ATTRIBUTE, "more_info")).getMessage()).contains("3000 characters");
        assertThat(server.requests("POST")).isEmpty();
        atlos.ok(UPDATE, List.of("😀".repeat(255)), Map.of(SLUG, slug, ATTRIBUTE, "tags"), Object.class);
        atlos.ok(CREATE, incident("more_info", "m".repeat(3001)), Map.of(), Incident.class);
        atlos.ok(UPDATE, "14:05", Map.of(SLUG, slug, ATTRIBUTE, "time"), Object.class);
        assertThat(server.requests("POST").get(2).body()).isEqualTo("{\"value\":\"14:05\"}");
    }

    private static Map<String, Object> incident(String attribute, Object value) {
        return Map.of("description", "Created with an attribute", "sensitive", List.of("Not Sensitive"), attribute, value);
    }

    private String stored(String of, String id) {
        for (JsonNode attribute : cases.incident(of).path("project_attributes")) {
            if (attribute.path("id").asText().equals(id)) {
                return attribute.path("value").toString();
            }
        }
        return "nothing";
    }
}
