package io.github.camelatlos.changes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;

/**
 * The pages of a walk from the newest row towards the checkpoint that have something to deliver, the oldest one last. Of each
 * page the cursor is kept (about 1 KB), of the last few also the rows; the rows of the others are fetched again when their turn
 * comes.
 */
final class Walk {

    private static final int PAGES_IN_MEMORY = 4;

    private final List<Leaf> leaves = new ArrayList<>();
    private Instant top;
    private Instant serverTime;

    /**
     * A page.
     *
     * @param cursor null for the first page, which can be had again only as the top of a fresh walk
     * @param rows   what is to be delivered of it, oldest first, or null if it is to be fetched again
     * @param count  how many they were
     * @param oldest the oldest of them; what is older on this page need not be read again
     */
    record Leaf(String cursor, List<Row> rows, int count, RowHead oldest) {
        Leaf withoutRows() {
            return new Leaf(cursor, null, count, oldest);
        }
    }

    /** The walk has reached its first page. */
    void begin(Instant newestTimestamp, Instant time) {
        leaves.clear();
        top = newestTimestamp;
        serverTime = time;
    }

    /** The next page of the walk, older than those before. */
    void add(String cursor, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        leaves.add(new Leaf(cursor, rows, rows.size(), rows.get(0).head()));
        int tooMany = leaves.size() - 1 - PAGES_IN_MEMORY;
        if (tooMany >= 0) {
            leaves.set(tooMany, leaves.get(tooMany).withoutRows());
        }
    }

    /** The oldest page, or null. */
    Leaf takeOldest() {
        return leaves.isEmpty() ? null : leaves.remove(leaves.size() - 1);
    }

    /** A page that was taken, as the oldest one again. */
    void putBack(Leaf leaf) {
        leaves.add(leaf);
    }

    /** What waits in memory has to be read again before it is delivered. */
    void dropRows() {
        leaves.replaceAll(Leaf::withoutRows);
    }

    void forget() {
        leaves.clear();
    }

    boolean isEmpty() {
        return leaves.isEmpty();
    }

    /** Records known but not taken; those of pages in memory exactly, the others as they were counted. */
    int count() {
        return leaves.stream().mapToInt(Leaf::count).sum();
    }

    int pages() {
        return leaves.size();
    }

    /** The newest timestamp on the first page, or null for an empty list. */
    Instant top() {
        return top;
    }

    /** The server's clock when the walk began, or null. */
    Instant serverTime() {
        return serverTime;
    }
}
