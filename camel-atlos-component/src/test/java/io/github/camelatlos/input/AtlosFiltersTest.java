package io.github.camelatlos.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import io.github.camelatlos.AtlosConsumerConfiguration;
import io.github.camelatlos.AtlosResource;
import org.junit.jupiter.api.Test;

/** What is refused is in BadOptionsTest; here is what passes, and what is only warned about. */
class AtlosFiltersTest {

    private final AtlosConsumerConfiguration options = new AtlosConsumerConfiguration();

    @Test
    void withoutATagIsAskedForWithTheBrackets() {
        options.setTags("flood, [Unset]");

        assertThat(new AtlosFilters(AtlosResource.INCIDENTS, options, null).listing().parameters())
                .extracting(parameter -> parameter.name() + "=" + parameter.value()).containsExactly("attr_tags[]=flood", "attr_tags[]=[Unset]");
    }

    private void all() {
        options.setStatus("To Do");
        options.setTags("flood");
        options.setSensitive("Not Sensitive");
        options.setQuery("a bridge");
        options.setDateMin("2026-01-01");
        options.setDateMax("2026-01-31");
        options.setGeolocation("-90,180");
        options.setGeolocationRadius(5.0);
    }

    @Test
    void eachOptionIsAskedForUnderItsNameInTheList() {
        all();

        assertThat(new AtlosFilters(AtlosResource.INCIDENTS, options, null).listing().parameters()).extracting(parameter -> parameter.name())
                .containsExactly("attr_status[]", "attr_tags[]", "attr_sensitive[]", "query", "attr_date_min", "attr_date_max", "attr_geolocation",
                        "attr_geolocation_radius");
    }

    @Test
    void eachOptionIsRefusedByNameWhereTheListDoesNotTakeIt() {
        all();
        AtlosFilters filters = new AtlosFilters(AtlosResource.SOURCE_MATERIAL, options, null);

        assertThatThrownBy(filters::listing).hasMessageContaining("status, tags, sensitive, query, dateMin, dateMax, geolocation, geolocationRadius can only");
    }

    @Test
    void theVeryEdgeOfEachRuleIsTaken() {
        options.setStatus(", To Do ");
        options.setQuery("q".repeat(1_000));
        options.setGeolocation("90,-180");
        AtlosFilters filters = new AtlosFilters(AtlosResource.INCIDENTS, options, null);
        for (double radius : List.of(1.0, 21_000.0)) {
            options.setGeolocationRadius(radius);
            // Each time the whole list, and no more.
            assertThat(filters.listing().parameters()).extracting(parameter -> parameter.name() + "=" + parameter.value()).containsExactly(
                    "attr_status[]=To Do", "query=" + "q".repeat(1_000), "attr_geolocation=90,-180", "attr_geolocation_radius=" + (int) radius);
        }
        options.setQuery("\0");
        assertThatThrownBy(filters::listing).hasMessageContaining("query must be a text");
    }

    @Test
    void filtersThatTimestampsDoNotShowAreNamed() {
        assertThat(new AtlosFilters(AtlosResource.INCIDENTS, options, null).blindFilters()).isEmpty();
        options.setQuery("a bridge");
        options.setFilter(Map.of("no_media_versions", "true"));

        assertThat(new AtlosFilters(AtlosResource.INCIDENTS, options, null).blindFilters()).containsExactly("query", "filter.no_media_versions");
    }

    @Test
    void aNameThatTheServerIsNotKnownToTakeIsWarnedAboutAndANearMissIsNamed() {
        options.setFilter(Map.of("no_media_version", "true", "colour", "red", "no_media_versions", "true",
                "project_id", "3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11"));

        assertThat(new AtlosFilters(AtlosResource.INCIDENTS, options, null).unknownFilters())
                .isEqualTo(List.of("filter.colour", "filter.no_media_version (did you mean filter.no_media_versions?)"));
    }

    @Test
    void theOtherListsAreKnownToTakeNoFilter() {
        options.setFilter(Map.of("no_media_versions", "true"));

        assertThat(new AtlosFilters(AtlosResource.UPDATES, options, null).unknownFilters()).containsExactly("filter.no_media_versions");
    }
}
