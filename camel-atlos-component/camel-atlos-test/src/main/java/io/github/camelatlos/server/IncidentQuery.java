package io.github.camelatlos.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The free search: words (their beginnings suffice), a slug in any spelling, a source URL. */
final class IncidentQuery implements Predicate<IncidentRow> {

    private final String whole;
    private final String slug;
    private final List<String> words;
    private final Shelf shelf;

    IncidentQuery(String query, Shelf shelf) {
        this.whole = query.trim().toLowerCase(Locale.ROOT);
        this.slug = Slug.plain(query.trim()).orElse("");
        this.words = words(whole).toList();
        this.shelf = shelf;
    }

    @Override
    public boolean test(IncidentRow row) {
        return row.slug().equals(slug) || fromSource(row) || (!words.isEmpty() && inWords(row));
    }

    private boolean fromSource(IncidentRow row) {
        return shelf.sourcesOf(row.id()).stream()
                .anyMatch(source -> source.url() != null && source.url().toLowerCase(Locale.ROOT).equals(whole));
    }

    private boolean inWords(IncidentRow row) {
        String text = Stream.of("description", "more_info", "tags").map(key -> row.value(key))
                .map(value -> value.isTextual() ? value.textValue() : value.toString()).collect(Collectors.joining(" "));
        List<String> there = words(text.toLowerCase(Locale.ROOT)).toList();
        return words.stream().allMatch(word -> there.stream().anyMatch(t -> t.startsWith(word)));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty());
    }
}
