package io.github.camelatlos.changes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;

/** Follows the pages of a list that is sorted by time, from the newest row down to the floor. */
final class ListWalker {

    private final AtlosClient client;
    private final Listing listing;
    private final RowRules rules;

    ListWalker(AtlosClient client, Listing listing, RowRules rules) {
        this.client = client;
        this.listing = listing;
        this.rules = rules;
    }

    /**
     * From the first page to the floor.
     *
     * @param walk   learns the newest timestamp and the server's time
     * @param onPage gets the cursor of each page (null for the first) and its rows, newest first
     */
    void walk(ListState state, Walk walk, BiConsumer<String, List<Row>> onPage) {
        long begun = System.nanoTime();
        String cursor = null;
        String before = null;
        Instant last = null;
        do {
            PageScan scan = new PageScan(state, rules, Map.of(), last, cursor == null ? state::floorOfWalk : time -> state.floor());
            Page page = client.page(listing, cursor, scan);
            if (cursor == null) {
                walk.begin(scan.top(), page.serverTime());
            } else {
                requireProgress(before, scan);
            }
            onPage.accept(cursor, page.rows());
            before = scan.firstId();
            last = scan.last();
            cursor = page.left() ? null : page.next();
        } while (cursor != null);
        state.walked(begun);
    }

    /**
     * A page once more. Rows may have moved away, so pages are followed until they meet the oldest row that was there, or what was
     * delivered.
     *
     * @return the rows, newest first
     */
    List<Row> again(ListState state, Walk.Leaf leaf, Map<String, Instant> boundary) {
        List<Row> newestFirst = new ArrayList<>();
        String cursor = leaf.cursor();
        String before = null;
        Instant last = null;
        do {
            PageScan scan = new PageScan(state, rules, boundary, last, time -> state.floor()).until(leaf.oldest());
            Page page = client.page(listing, cursor, scan);
            if (before != null) {
                requireProgress(before, scan);
            }
            newestFirst.addAll(page.rows());
            before = scan.firstId();
            last = scan.last();
            cursor = page.left() || scan.ended() ? null : page.next();
        } while (cursor != null);
        return newestFirst;
    }

    private void requireProgress(String before, PageScan scan) {
        if (scan.firstId() == null || scan.firstId().equals(before)) {
            throw new AtlosException(AtlosException.Kind.UNEXPECTED_ANSWER, rules.resource() + " list",
                    "The pages of " + rules.resource() + " do not lead on: a page came twice, or was empty with another to follow");
        }
    }
}
