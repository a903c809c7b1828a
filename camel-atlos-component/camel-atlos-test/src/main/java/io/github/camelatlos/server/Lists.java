package io.github.camelatlos.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/** The three lists, a hundred rows a page, walked by key. */
final class Lists {

    static final int PAGE = 100;

    private final Cursors cursors;
    private final Rendering rendering;

    Lists(Cursors cursors, Rendering rendering) {
        this.cursors = cursors;
        this.rendering = rendering;
    }

    Answer incidents(Call call) {
        Sort sort = call.params().text("sort").filter(name -> !name.isBlank()).map(Sort::named).orElse(Sort.UPLOADED_DESC);
        return call.archive().locked(shelf -> {
            IncidentFilter filter = IncidentFilter.of(call, shelf);
            return page(call, "incidents", sort, shelf.incidents(sort), row -> filter.times((IncidentRow) row),
                    (row, out) -> rendering.incident(out, call.archive(), (IncidentRow) row, shelf.sourcesOf(row.id())));
        });
    }

    Answer sourceMaterial(Call call) {
        return call.archive().locked(shelf -> page(call, "source_material", Sort.UPLOADED_DESC, shelf.sources(), row -> 1,
                (row, out) -> out.writeBytes(rendering.source((SourceRow) row))));
    }

    /** Measured: the only read that asks for the permission to read. */
    Answer updates(Call call) {
        return call.archive().locked(shelf -> {
            NavigableSet<Row> rows = call.params().get("slug").isEmpty() ? shelf.updates() : shelf.updatesOf(wanted(call, shelf).id());
            if (!call.token().may(Permission.READ)) {
                throw new Refusal("api token not authorized to read updates");
            }
            return page(call, "updates", Sort.UPLOADED_DESC, rows, row -> 1, (row, out) -> {
                call.crashIfPoisoned(((UpdateRow) row).mediaId());
                out.writeBytes(rendering.update((UpdateRow) row));
            });
        });
    }

    private static IncidentRow wanted(Call call, Shelf shelf) {
        String slug = call.params().text("slug").orElseThrow(() -> new ServerCrash("a slug that is no text"));
        return Optional.ofNullable(shelf.incidentOfSlug(Slug.filed(slug))).orElseThrow(() -> new Refusal("media not found"));
    }

    private Answer page(Call call, String list, Sort sort, NavigableSet<Row> order, ToIntFunction<Row> times,
            BiConsumer<Row, ByteArrayOutputStream> write) {
        Optional<Cursors.Opened> from = Optional.empty();
        if (call.params().tree().has("cursor")) {
            from = cursors.open(call.params().text("cursor").orElseThrow(() -> new ServerCrash("a cursor that is no text")), call.token());
            if (from.isEmpty()) {
                return Answer.badCursor();
            }
            from.ifPresent(cursor -> checkUse(cursor, list, sort));
        }
        NavigableSet<Row> rest = from.map(cursor -> order.tailSet(cursor.position(), false)).orElse(order);
        List<Row> rows = take(rest, times);
        boolean more = rows.size() > PAGE;
        List<Row> shown = more ? rows.subList(0, PAGE) : rows;
        String next = more ? cursors.seal(list, sort, shown.get(PAGE - 1), call.token()) : null;
        // Measured: the server takes "previous" for one more "after", so it leads to this page without its first row.
        String previous = from.isEmpty() || shown.isEmpty() ? null : cursors.seal(list, sort, shown.get(0), call.token());
        return Answer.json(bytes(next, shown, previous, write));
    }

    /** Measured: a cursor of another list crashes or is accepted silently; one with a null date crashes. */
    private static void checkUse(Cursors.Opened cursor, String list, Sort sort) {
        boolean source = list.equals("source_material");
        if (source != cursor.list().equals("source_material") || !sort.goesOnFrom(cursor.sort())
                || (sort.byDate() && cursor.position().date() == null)) {
            throw new ServerCrash("a cursor that doesn't fit");
        }
    }

    /** A page and one more. A row that a filter joins with others comes as often as they are. */
    private static List<Row> take(Collection<Row> rows, ToIntFunction<Row> times) {
        List<Row> taken = new ArrayList<>(PAGE + 1);
        for (Row row : rows) {
            for (int i = times.applyAsInt(row); i > 0 && taken.size() <= PAGE; i--) {
                taken.add(row);
            }
            if (taken.size() > PAGE) {
                break;
            }
        }
        return taken;
    }

    private static byte[] bytes(String next, List<Row> rows, String previous, BiConsumer<Row, ByteArrayOutputStream> write) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 19);
        out.writeBytes(("{\"next\":" + quoted(next) + ",\"results\":[").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            write.accept(rows.get(i), out);
        }
        out.writeBytes(("],\"previous\":" + quoted(previous) + "}").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String quoted(String cursor) {
        return cursor == null ? "null" : "\"" + cursor + "\"";
    }
}
