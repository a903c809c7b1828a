package io.github.camelatlos.input;

import static org.assertj.core.api.Assertions.assertThat;

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
