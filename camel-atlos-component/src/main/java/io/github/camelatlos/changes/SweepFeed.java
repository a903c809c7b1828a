package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.StopSignal;

/**
 * What has changed in the list of source material. Measured: uploads and metadata move {@code updated_at}, but the list stays sorted
 * by creation, so they show nowhere but in a walk of all of it.
 *
 * <p>A row may change behind the walk, so the newest {@code updated_at} that it meets is no safe mark: the mark is the server's
 * time when the walk began.
 */
final class SweepFeed {

    private final AtlosClient client;
    private final Listing listing;
    private final RowRules rules;
    private final Duration interval;
    private final Duration lookback;
    private SweepState state;
    private final Predicate<RowHead> undelivered;
    private final Candidates candidates = new Candidates();
    private final List<Row> underWay = new ArrayList<>();

    private boolean walking;
    private String cursor;
    private String firstIdOfPage;
    private long due = System.nanoTime();

    /** @param undelivered rows that the list itself is still to deliver */
    SweepFeed(AtlosClient client, Listing listing, RowRules rules, Duration lookback, Duration interval, Predicate<RowHead> undelivered) {
        this.client = client;
        this.listing = listing;
        this.rules = rules;
        this.interval = interval;
        this.undelivered = undelivered;
        this.lookback = lookback;
        this.state = new SweepState(lookback);
    }

    /** The walk of the whole list, which delivers everything as it is, is the first sweep. */
    void beginWithList(Instant listBegan) {
        state.begin(listBegan, null);
        due = System.nanoTime() + interval.toNanos();
    }

    void beginAt(Instant first) {
        state.begin(first, first);
    }

    /** Remembers what there is, and delivers only what comes after. */
    void beginNow() {
        String next = null;
        do {
            Page page = page(next, head -> !state.isOld(rules.changedAt(head)));
            page.rows().forEach(row -> remember(row, page.serverTime()));
            next = page.next();
        } while (next != null);
        state.completed();
        due = System.nanoTime() + interval.toNanos();
    }

    boolean hasBegun() {
        return state.hasBegun();
    }

    /** Starts a sweep if it is time for one. */
    void plan() {
        if (!walking && candidates.isEmpty() && underWay.isEmpty() && System.nanoTime() - due >= 0) {
            restart();
        }
    }

    /** Walks the list anew, from its first page. */
    void restart() {
        walking = true;
        cursor = null;
        firstIdOfPage = null;
        candidates.clear();
    }

    boolean isWalking() {
        return walking;
    }

    /** Looks at one more page. */
    void step() {
        Page page = page(cursor, this::maybeChanged);
        for (Row row : page.rows()) {
            if (!isKnown(row)) {
                candidates.add(rules.changedAt(row.head()), row);
            }
        }
        cursor = page.next();
        if (cursor == null) {
            walking = false;
            completeIfDone();
        }
    }

    private boolean isKnown(Row row) {
        return state.seen().knows(row.head().id()) && state.seen().holds(row.head().id(), rules.version(row));
    }

    private boolean maybeChanged(RowHead head) {
        return !state.isOld(rules.changedAt(head)) && !undelivered.test(head);
    }

    private Page page(String from, Predicate<RowHead> wanted) {
        SweepScan scan = new SweepScan(rules, wanted, from == null ? state::started : time -> { });
        Page page = client.page(listing, from, scan);
        if (from == null && page.serverTime() == null) {
            state.startedNoLaterThan(scan.newest() == null ? Instant.EPOCH : scan.newest());
        } else if (from != null && (scan.firstId() == null || scan.firstId().equals(firstIdOfPage))) {
            throw new AtlosException(AtlosException.Kind.UNEXPECTED_ANSWER, rules.resource() + " list",
                    "The pages of " + rules.resource() + " do not lead on: a page came twice, or was empty with another to follow");
        }
        firstIdOfPage = scan.firstId();
        return page;
    }

    /** The oldest change that was found, or null while there is none, or the walk is not at its end. */
    Change peek() {
        while (!walking && !candidates.isEmpty()) {
            Candidates.Candidate oldest = candidates.oldest();
            if (oldest.row() != null && isKnown(oldest.row())) {
                // The list has delivered it since the sweep found it.
                candidates.remove(oldest);
                completeIfDone();
            } else if (oldest.row() != null || read(oldest)) {
                return new Change(rules, ChangeKind.modified, candidates.oldest().changedAt(), candidates.oldest().row());
            }
        }
        return null;
    }

    /** Whether the record is still as it was found; one that has moved is put in its new place, one that is gone is forgotten. */
    private boolean read(Candidates.Candidate candidate) {
        candidates.remove(candidate);
        try {
            Row row = client.sourceMaterialRow(candidate.id());
            candidates.add(rules.changedAt(row.head()), row);
            return candidates.oldest().id().equals(candidate.id()) && !isKnown(row);
        } catch (AtlosException e) {
            if (e.getKind() == AtlosException.Kind.NOT_FOUND || e.getKind() == AtlosException.Kind.NOT_FOUND_OR_NOT_PERMITTED) {
                completeIfDone();
                return false;
            }
            candidates.add(candidate);
            throw e;
        } catch (StopSignal.Stopped e) {
            candidates.add(candidate);
            throw e;
        }
    }

    Change take() {
        Change change = peek();
        if (change != null) {
            candidates.remove(candidates.oldest());
            underWay.add(change.row());
        }
        return change;
    }

    List<Row> done() {
        List<Row> rows = List.copyOf(underWay);
        underWay.clear();
        rows.forEach(row -> state.delivered(row.head().id(), rules.changedAt(row.head()), rules.version(row)));
        completeIfDone();
        return rows;
    }

    /** What was under way is read again before it is delivered again. */
    void failed() {
        underWay.forEach(row -> candidates.add(new Candidates.Candidate(rules.changedAt(row.head()), row.head().id(), null)));
        underWay.clear();
    }

    private void completeIfDone() {
        if (walking || !candidates.isEmpty() || !underWay.isEmpty()) {
            return;
        }
        if (candidates.overflowed()) {
            restart();
            return;
        }
        state.completed();
        due = System.nanoTime() + interval.toNanos();
    }

    /** A row that the list has delivered. */
    void remember(Row row, Instant serverTime) {
        state.remember(row.head().id(), rules.changedAt(row.head()), rules.version(row), serverTime);
    }

    int pending() {
        return candidates.size();
    }

    boolean hasMore() {
        return walking || !candidates.isEmpty();
    }

    /** When the next sweep is due, or null while one is under way. */
    Instant next() {
        return hasMore() ? null : Instant.now().plusNanos(due - System.nanoTime());
    }

    ObjectNode toJson() {
        return state.toJson();
    }

    void restore(JsonNode json) {
        state.restore(json);
    }

    /** Forgets everything, to be restored from a checkpoint that somebody else has moved. */
    void reset() {
        state = new SweepState(lookback);
        underWay.clear();
        walking = false;
        candidates.clear();
        due = System.nanoTime();
    }

    SweepState state() {
        return state;
    }
}
