package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which content counts, and when a row changed. */
class RowRulesTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = THEN.plusSeconds(5);

    private static RowRules rules(AtlosResource resource) {
        return new RowRules(resource, null, head -> { });
    }

    private static long digest(AtlosResource resource, String json) {
        return rules(resource).digest(new Row(new RowHead("id", null, THEN, LATER), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // Keys in another order, and what is not the row's own.
            "INCIDENTS|{'a':1,'b':{'c':[1,2],'d':null}}|{'b':{'d':null,'c':[1,2]},'a':1}",
            "INCIDENTS|{'a':1,'project':{'name':'x'}}|{'a':1,'project':{'name':'y'},'versions':[1],'source_material':[2]}",
            "SOURCE_MATERIAL|{'artifacts':[{'id':1,'access_url':'x'}]}|{'artifacts':[{'access_url':'y','id':1}]}",
            "UPDATES|{'a':1}|{'a':2}" })
    void theSameContent(AtlosResource resource, String one, String other) {
        assertThat(digest(resource, one)).isEqualTo(digest(resource, other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "INCIDENTS|{'a':1}|{'a':2}", "INCIDENTS|{'a':1}|{'b':1}", "INCIDENTS|{'a':1}|{'a':'1'}", "INCIDENTS|{'a':[1,2]}|{'a':[2,1]}",
            "INCIDENTS|{'a':['x','y']}|{'a':['xy']}", "INCIDENTS|{'a':{'b':1}}|{'a':{},'b':1}", "INCIDENTS|{'a':null}|{}", "INCIDENTS|{'a':[[1],2]}|{'a':[[1,2]]}",
            "INCIDENTS|{'a':[1,23]}|{'a':[12,3]}", "INCIDENTS|{'a':{'b':1},'c':2}|{'a':{'b':1,'c':2}}",
            "SOURCE_MATERIAL|{'project':1}|{'project':2}", "SOURCE_MATERIAL|{'artifacts':[{'id':1}]}|{'artifacts':[{'id':2}]}",
            "INCIDENTS|{'artifacts':[{'access_url':'x'}]}|{'artifacts':[{'access_url':'y'}]}",
            "INCIDENTS|no JSON|no JSON either" })
    void otherContent(AtlosResource resource, String one, String other) {
        assertThat(digest(resource, one)).isNotEqualTo(digest(resource, other));
    }

    @Test
    void anUpdateHasNone() {
        assertThat(digest(AtlosResource.UPDATES, "{'a':1}")).isEqualTo(Seen.NONE);
        assertThat(rules(AtlosResource.UPDATES).canChange()).isFalse();
        assertThat(digest(AtlosResource.INCIDENTS, "{}")).isNotEqualTo(Seen.NONE);
        assertThat(rules(AtlosResource.INCIDENTS).canChange()).isTrue();
    }

    @Test
    void identitiesDiffer() {
        assertThat(new RowHead("a", null, Instant.EPOCH, null).identity()).isNotEqualTo(new RowHead("b", null, Instant.EPOCH, null).identity()).isNotZero();
    }

    @Test
    void whereARowStandsAndWhenItChanged() {
        RowHead head = new RowHead("id", null, THEN, LATER);
        assertThat(rules(AtlosResource.INCIDENTS).position(head)).isEqualTo(LATER);
        assertThat(rules(AtlosResource.SOURCE_MATERIAL).position(head)).isEqualTo(THEN);
        assertThat(rules(AtlosResource.SOURCE_MATERIAL).changedAt(head)).isEqualTo(LATER);
        assertThat(rules(AtlosResource.UPDATES).changedAt(new RowHead("id", null, THEN, null))).isEqualTo(THEN);
    }
}
