package io.github.camelatlos.writes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor.Verdict;

/**
 * The newest rows of a list before a write, so that those after it can be told from them. Measured: the lists are newest first, to the
 * second, and in any order within one.
 */
final class Newest {

    /** How far two machines behind one address may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final int MOST_PAGES = 10;

    private final Listing listing;
    private final Set<String> before = new HashSet<>();
    private Instant newest;
    /** What is no younger than this was there before; null where all of the list is known. */
    private Instant old;

    private Newest(Listing listing) {
        this.listing = listing;
    }

    /** As they are now. */
    static Newest of(Lookup lookup, Listing listing) {
        Newest rows = new Newest(listing);
        lookup.walk(listing, MOST_PAGES, rows::remember);
        return rows;
    }

    private Verdict remember(RowHead head) {
        newest = newest == null ? head.insertedAt() : newest;
        before.add(head.id());
        if (!head.insertedAt().isBefore(newest.minus(CLOCKS_DIFFER))) {
            return Verdict.SKIP;
        }
        old = head.insertedAt();
        return Verdict.LEAVE;
    }

    /** Those that were not there before. */
    List<ObjectNode> since(Lookup once) {
        return once.walk(listing, MOST_PAGES, this::fresh).stream().map(Row::json).toList();
    }

    private Verdict fresh(RowHead head) {
        if (old != null && !head.insertedAt().isAfter(old)) {
            return Verdict.LEAVE;
        }
        return before.contains(head.id()) ? Verdict.SKIP : Verdict.KEEP;
    }
}
