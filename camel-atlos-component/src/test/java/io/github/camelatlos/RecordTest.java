package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.AtlosRecords;
import io.github.camelatlos.model.Geolocation;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** A record is the server's JSON, whole, and turns into it wherever text or bytes are wanted. */
class RecordTest extends CamelTestSupport {

    private static final String INCIDENT = """
            {"id":"0b0f7a52-1f0c-4a57-9d4c-5f4f0f1f8f01","slug":"CIV-AB12CD","deleted":false,"inserted_at":"2026-03-01T08:00:00",\
            "updated_at":"2026-03-02T09:30:01","attr_description":"A bridge – «Брідж» 🕊","attr_status":"To Do","attr_tags":["a","b"],\
            "attr_sensitive":["Not Sensitive"],"attr_geolocation":{"type":"Point","coordinates":[30.5,50.4],"crs":null},\
            "project_attributes":[{"id":"7","name":"Weapon","value":["x"]}],"project":{"code":"CIV","name":"Civil harm"},\
            "source_material":[{"id":"m1","artifacts":[]}],"a_new_key":{"deep":[1,2.50,12345678901234567890,null,true]},"attr_date":null}""";

    @Test
    void unknownKeysAndExactNumbersSurviveARoundTrip() throws Exception {
        Incident incident = new Incident(Json.object(INCIDENT.getBytes(StandardCharsets.UTF_8)));
        assertThat(text(incident)).isEqualTo(INCIDENT);
        assertThat(new Incident(Json.object(incident.toBytes()))).isEqualTo(incident);
        ObjectMapper anyMapper = new ObjectMapper();
        assertThat(anyMapper.readValue(anyMapper.writeValueAsString(incident), Incident.class).getSlug()).isEqualTo("CIV-AB12CD");
    }

    @Test
    void bodyIsTheJsonInSimpleAndInEveryConversion() throws Exception {
        Incident incident = new Incident(Json.object(INCIDENT.getBytes(StandardCharsets.UTF_8)));
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setBody(incident);
        assertThat(context().resolveLanguage("simple").createExpression("${body}").evaluate(exchange, String.class)).isEqualTo(INCIDENT);
        assertThat(context().resolveLanguage("simple").createExpression("${body.slug} is ${body.status} at ${body.geolocation.latitude}")
                .evaluate(exchange, String.class)).isEqualTo("CIV-AB12CD is To Do at 50.4");
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(INCIDENT.getBytes(StandardCharsets.UTF_8));
        try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(in.readAllBytes()).isEqualTo(INCIDENT.getBytes(StandardCharsets.UTF_8));
        }
        Map<?, ?> map = exchange.getMessage().getBody(Map.class);
        assertThat(map.get("a_new_key")).isInstanceOf(Map.class);
        assertThat(map.get("attr_tags")).isEqualTo(List.of("a", "b"));
        assertThat(exchange.getMessage().getBody(JsonNode.class)).isEqualTo(incident.json());
        exchange.getMessage().setBody(new AtlosRecords(List.of(incident, incident)));
        assertThat(context().resolveLanguage("simple").createExpression("${body}").evaluate(exchange, String.class))
                .isEqualTo("[" + INCIDENT + "," + INCIDENT + "]");
        assertThat(exchange.getMessage().getBody(JsonNode.class)).hasSize(2);
    }

    @Test
    void gettersReadWhatTheServerSent() {
        Incident incident = new Incident(Json.object(INCIDENT.getBytes(StandardCharsets.UTF_8)));
        assertThat(incident.getUpdatedAt()).isEqualTo(Instant.parse("2026-03-02T09:30:01Z"));
        assertThat(incident.getGeolocation()).isEqualTo(new Geolocation(50.4, 30.5));
        assertThat(incident.getDate()).isNull();
        assertThat(incident.getCustomAttributes()).singleElement().matches(a -> a.name().equals("Weapon"));
        assertThat(incident.getSourceMaterial()).singleElement().matches(m -> m.getId().equals("m1"));
        ObjectNode copy = incident.json();
        copy.removeAll();
        assertThat(incident.getSlug()).isEqualTo("CIV-AB12CD");
    }

    @Test
    void aProjectsOwnAttributesAreReadByTheirNames() {
        Incident incident = new Incident(object("""
                {"project_attributes":[{"id":"a1","name":"Equipment Used","value":["Small Arm","Drone"]},
                 {"id":"a2","name":"Reported Near","value":"Kyiv"},{"id":"a3","name":"Twin","value":1},{"id":"a4","name":"twin ","value":null},
                 {"id":"a5","value":"of no name"}],
                 "attr_geolocation":{"type":"Point","coordinates":[2.29,48.85]}}"""));
        assertThat(incident.attribute("equipment used ")).isEqualTo(List.of("Small Arm", "Drone"));
        assertThat(incident.attribute("A2")).isEqualTo("Kyiv");
        assertThat(incident.attribute("a4")).isNull();
        assertThat(incident.attribute("a5")).isEqualTo("of no name");
        assertThat(incident.attribute("Nothing")).isNull();
        assertThatThrownBy(() -> incident.attribute("Twin")).hasMessageContaining("[a3, a4]");
        assertThat(simple(incident, "${body.attribute('Reported Near')}")).isEqualTo("Kyiv");
        assertThat(simple(incident, "${body.attribute('Equipment Used')}")).isEqualTo("[Small Arm, Drone]");
        assertThat(simple(incident, "${body.attribute('Equipment Used')[1]}")).isEqualTo("Drone");
        // Ninety-four kilometres east: within 100, though the server's degrees end at 66.
        assertThat(simple(incident, "${body.geolocation.kilometresTo(48.85, 3.57)}")).startsWith("93.6");
    }

    @Test
    void anErasedNamespaceIsNoMetadata() {
        SourceMaterial material = new SourceMaterial(object("{\"metadata\":{\"erased\":null,\"kept\":{},\"text\":\"x\"}}"));
        assertThat(simple(material, "${body.metadata.has('erased')} ${body.hasMetadata('erased')} ${body.hasMetadata('kept')} "
                + "${body.hasMetadata('text')} ${body.hasMetadata('never')}")).isEqualTo("true false true true false");
        assertThat(new SourceMaterial(object("{}")).hasMetadata("any")).isFalse();
    }

    @Test
    void anUpdateTellsAValueOnlyWhereTheServerTellsBoth() {
        assertThat(new Update(object("{\"new_value\":{\"attr_status\":\"To Do\"}}")).getNewValue()).isNull();
        assertThat(new Update(object("{\"new_value\":1}")).getOldValue()).isNull();
        Update both = new Update(object("{\"new_value\":{\"attr_status\":\"Completed\"},\"old_value\":null}"));
        assertThat(both.getNewValue().path("attr_status").asText()).isEqualTo("Completed");
        assertThat(both.getOldValue().isNull()).isTrue();
        assertThat(simple(new Update(object("{\"new_value\":1}")), "${body.newValue}")).isNull();
    }

    private String simple(Object body, String expression) {
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setBody(body);
        return context().resolveLanguage("simple").createExpression(expression).evaluate(exchange, String.class);
    }

    @Test
    void aRecordOfAnotherShapeIsReadAsFarAsItGoes() {
        for (AtlosRecord record : List.of(new Incident(object("{\"attr_tags\":\"one\",\"attr_geolocation\":\"1,2\",\"project\":7}")),
                new SourceMaterial(object("{\"artifacts\":{},\"metadata\":[]}")), new Update(object("{\"user\":\"x\",\"new_value\":3}")))) {
            assertThat(record.getId()).isNull();
            assertThat(record.toString()).doesNotContain("one");
        }
        assertThat(new Incident(object("{\"attr_geolocation\":\"1,2\"}")).getGeolocation()).isNull();
        assertThat(new SourceMaterial(object("{\"metadata\":[]}")).getMetadata()).isEmpty();
    }

    private static ObjectNode object(String json) {
        return Json.object(json.getBytes(StandardCharsets.UTF_8));
    }

    private String text(AtlosRecord record) {
        CamelContext camel = context();
        return camel.getTypeConverter().convertTo(String.class, record);
    }
}
