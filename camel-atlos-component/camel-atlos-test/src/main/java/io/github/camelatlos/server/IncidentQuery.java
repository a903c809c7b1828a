package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The free search. Measured: it finds words ({@code or}, {@code -word}, "a phrase"), and any substring, in which % and _ are
 * wildcards; in the slug with any project's code before it, and in the URLs of the source material. Tags are no part of it.
 */
final class IncidentQuery implements Predicate<IncidentRow> {

    // Read: a code and a slug together are searched for as the slug.
    private static final Pattern CODED_SLUG = Pattern.compile("[A-Za-z0-9]{1,5}-([A-Z0-9]{6})");

    private final String substring;
    private final WordSearch words;
    private final WordSearch phrase;
    private final Archive archive;
    private final Shelf shelf;

    IncidentQuery(String query, Archive archive, Shelf shelf) {
        String plain = CODED_SLUG.matcher(query).replaceAll("$1").toLowerCase(Locale.ROOT);
        this.substring = "%" + plain + "%";
        this.words = WordSearch.of(plain);
        this.phrase = WordSearch.of(plain.startsWith("\"") ? plain : "\"" + plain + "\"");
        this.archive = archive;
        this.shelf = shelf;
    }

    @Override
    public boolean test(IncidentRow row) {
        String text = text(row).toLowerCase(Locale.ROOT);
        return Like.matches(substring, text) || words.finds(text) || phrase.finds(text);
    }

    private String text(IncidentRow row) {
        Stream<String> own = Stream.concat(Stream.of("description", "more_info", "status", "restrictions", "sensitive"),
                archive.project().attributes().stream().map(Project.Attribute::id)).map(key -> plain(row.value(key)));
        return Stream.of(Stream.of(row.slug()), own, indexed(row)).flatMap(part -> part)
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Measured: filled in the background, so that a new incident may begin to match later. */
    private Stream<String> indexed(IncidentRow row) {
        return Stream.concat(
                Stream.of(Slug.shown(row.slug(), archive.project().code())).filter(slug -> archive.isIndexed(row.insertedAt())),
                shelf.sourcesOf(row.id()).stream()
                        .filter(source -> source.url() != null && source.visibility().equals("visible")
                                && archive.isIndexed(source.insertedAt()))
                        .map(SourceRow::url));
    }

    private static String plain(JsonNode value) {
        return value.isNull() ? "" : value.isTextual() ? value.textValue() : value.toString();
    }
}
