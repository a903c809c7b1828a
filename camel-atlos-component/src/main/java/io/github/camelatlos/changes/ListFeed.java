package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.StopSignal;

/**
 * What is new in one list that is sorted by time: walked from the newest row to the mark, delivered from the oldest one back.
 *
 * <p>The mark moves only with what was delivered, and never beyond the newest timestamp seen when the walk began. So a row that
 * moves to the top while the list is walked is found by the next walk.
 */
final class ListFeed {

    private static final String FIRST_PAGE = "";

    private final ListWalker walker;
    private final RowRules rules;
    private final ChangeKind always;
    private final Duration lookback;
    private ListState state;
    private final Walk walk = new Walk();

    /** Read and not yet delivered, the oldest first. */
    private final Deque<Pending> chunk = new ArrayDeque<>();
    private final List<Pending> underWay = new ArrayList<>();
    private final Boundary delivered = new Boundary();
    private boolean walkAgain;
    private long suppressed;

    private record Pending(Row row, String cursor) {
    }

    /** @param always what every change of this list is, or null where it depends on the row */
    ListFeed(AtlosClient client, Listing listing, RowRules rules, ChangeKind always, Duration lookback) {
        this.walker = new ListWalker(client, listing, rules);
        this.rules = rules;
        this.always = always;
        this.lookback = lookback;
        this.state = new ListState(lookback);
    }

    /** Looks for what is new, unless an earlier walk has something left. */
    void plan() {
        if (!hasMore()) {
            walk();
        }
        fill();
    }

    /** Remembers what there is, and delivers only what comes after. */
    void beginNow() {
        walker.walk(state, walk, (cursor, rows) -> rows.forEach(this::remember));
        state.begin(null);
        state.completed(walk.top(), walk.serverTime());
    }

    private void walk() {
        // Until it is complete: a walk that broke off knows only the newest pages, and must not be delivered.
        walkAgain = true;
        Map<String, Instant> waiting = waiting();
        try {
            walker.walk(state, walk, (cursor, rows) -> walk.add(cursor, oldestFirst(rows, waiting)));
        } catch (RuntimeException e) {
            walk.forget();
            throw e;
        }
        walkAgain = false;
    }

    private Map<String, Instant> waiting() {
        Map<String, Instant> rows = new HashMap<>();
        underWay.forEach(pending -> rows.put(pending.row().head().id(), rules.position(pending.row().head())));
        chunk.forEach(pending -> rows.put(pending.row().head().id(), rules.position(pending.row().head())));
        return rows;
    }

    /** What is to be delivered of a page. */
    private List<Row> oldestFirst(List<Row> newestFirst, Map<String, Instant> waiting) {
        List<Row> rows = new ArrayList<>();
        for (Row row : newestFirst) {
            if (rules.position(row.head()).equals(waiting.get(row.head().id())) || isKnown(row)) {
                suppressed++;
            } else if (rules.isWanted(row)) {
                rows.add(row);
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    private boolean isKnown(Row row) {
        return state.seen().knows(row.head().id()) && state.seen().holds(row.head().id(), rules.version(row));
    }

    /** Rows that the sweep has delivered since they were read. */
    void dropKnown() {
        chunk.removeIf(pending -> isKnown(pending.row()));
    }

    /** Brings the next rows into memory before the last one is delivered, so that it is known whether it is the last. */
    private void fill() {
        while (chunk.size() < 2 && (!walk.isEmpty() || walkAgain)) {
            if (walk.isEmpty()) {
                walk();
                continue;
            }
            Walk.Leaf leaf = walk.takeOldest();
            if (leaf.rows() != null) {
                add(leaf.rows(), leaf.cursor());
            } else if (leaf.cursor() == null) {
                walkAgain = true;
            } else {
                fetchAgain(leaf);
            }
        }
        if (chunk.isEmpty() && underWay.isEmpty()) {
            state.completed(walk.top(), walk.serverTime());
        }
    }

    private void add(List<Row> rows, String cursor) {
        rows.forEach(row -> chunk.addLast(new Pending(row, cursor)));
    }

    private void fetchAgain(Walk.Leaf leaf) {
        Map<String, Instant> boundary = waiting();
        boundary.putAll(delivered.rows());
        try {
            add(oldestFirst(walker.again(state, leaf, boundary), Map.of()), leaf.cursor());
        } catch (RuntimeException e) {
            walk.putBack(leaf);
            throw e;
        }
    }

    /** The oldest change, or null. */
    Change peek() {
        return chunk.isEmpty() ? null : change(chunk.peekFirst().row());
    }

    /** Takes what {@link #peek()} showed; it is under way until {@link #done} or {@link #failed}. */
    Change take() {
        Change change = peek();
        underWay.add(chunk.removeFirst());
        try {
            fill();
        } catch (AtlosException | StopSignal.Stopped e) {
            // It comes again when the next row is asked for; the one in hand can be delivered.
            if (!isRefusedCursor(e)) {
                return change;
            }
            forgetWalk();
        }
        return change;
    }

    private static boolean isRefusedCursor(RuntimeException e) {
        return e instanceof AtlosException atlos && atlos.getKind() == AtlosException.Kind.EXPIRED_CURSOR;
    }

    /** The cursors are no longer accepted: what is in memory is delivered, and a fresh walk brings the rest. */
    void forgetWalk() {
        walk.forget();
        walkAgain = true;
    }

    List<Row> done() {
        List<Row> rows = underWay.stream().map(Pending::row).toList();
        for (Pending pending : underWay) {
            remember(pending.row());
            delivered.add(pending.row().head().id(), rules.position(pending.row().head()));
        }
        underWay.clear();
        if (chunk.isEmpty() && walk.isEmpty() && !walkAgain) {
            state.completed(walk.top(), walk.serverTime());
        }
        return rows;
    }

    /** What was under way is read again before it is delivered again, and so is what waits in memory. */
    void failed() {
        List<Pending> waiting = new ArrayList<>(underWay);
        waiting.addAll(chunk);
        underWay.clear();
        chunk.clear();
        walk.dropRows();
        Map<String, List<Pending>> pages = new LinkedHashMap<>();
        waiting.forEach(pending -> pages.computeIfAbsent(pending.cursor() == null ? FIRST_PAGE : pending.cursor(), any -> new ArrayList<>())
                .add(pending));
        List<String> newestFirst = new ArrayList<>(pages.keySet());
        Collections.reverse(newestFirst);
        for (String cursor : newestFirst) {
            List<Pending> page = pages.get(cursor);
            walk.putBack(new Walk.Leaf(cursor.equals(FIRST_PAGE) ? null : cursor, null, page.size(), page.get(0).row().head()));
        }
    }

    private void remember(Row row) {
        state.delivered(row.head().id(), rules.position(row.head()), rules.version(row), walk.serverTime());
    }

    /** A row that the sweep has delivered, if a walk may meet it again. */
    void rememberIfRecent(Row row) {
        Instant position = rules.position(row.head());
        Instant floor = state.floor();
        if (floor != null && !position.isBefore(floor)) {
            state.seen().remember(row.head().id(), position, rules.version(row));
        }
    }

    /** Whether this feed is still to deliver the row. */
    boolean isUndelivered(RowHead head) {
        Instant position = rules.position(head);
        Instant floor = state.floor();
        return !state.seen().knows(head.id()) && (floor == null || !position.isBefore(floor));
    }

    private Change change(Row row) {
        ChangeKind kind = always != null ? always
                : state.isNew(row.head().id(), row.head().insertedAt()) ? ChangeKind.created : ChangeKind.modified;
        Instant timestamp = kind == ChangeKind.created ? rules.position(row.head()) : rules.changedAt(row.head());
        return new Change(rules, kind, timestamp, row);
    }

    /** The timestamp that {@link #peek()} is sorted by. */
    Instant peekPosition() {
        return rules.position(chunk.peekFirst().row().head());
    }

    /** Rows met again and known to have been delivered. */
    long suppressed() {
        return suppressed;
    }

    int pending() {
        return chunk.size() + walk.count();
    }

    boolean hasMore() {
        return !chunk.isEmpty() || !walk.isEmpty() || walkAgain;
    }

    ListState state() {
        return state;
    }

    /** When this walk began by the server's clock, or the newest timestamp it saw, or null. */
    Instant began() {
        return walk.serverTime() == null ? walk.top() : walk.serverTime();
    }

    /** The server's clock when this walk began, or null. */
    Instant serverTime() {
        return walk.serverTime();
    }

    ObjectNode toJson() {
        return state.toJson();
    }

    void restore(JsonNode json) {
        state.restore(json);
    }

    /** Forgets everything, to be restored from a checkpoint that somebody else has moved. */
    void reset() {
        state = new ListState(lookback);
        chunk.clear();
        underWay.clear();
        walk.forget();
        walkAgain = false;
    }
}
