package io.github.camelatlos.changes;

import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;

import io.github.camelatlos.client.Row;

/**
 * The changes that a sweep has found, by time. Bounded: of the oldest few the rows are kept, of more only the ids, and what does not fit at all is
 * left to another walk.
 */
final class Candidates {

    private static final int ROWS = 400;
    private static final int MOST = 20_000;

    private final TreeSet<Candidate> all = new TreeSet<>();
    private final TreeSet<Candidate> withRow = new TreeSet<>();
    private boolean overflowed;

    /** @param row null if it has to be read again */
    record Candidate(Instant changedAt, String id, Row row) implements Comparable<Candidate> {
        private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::changedAt).thenComparing(Candidate::id);

        @Override
        public int compareTo(Candidate other) {
            return ORDER.compare(this, other);
        }
    }

    void add(Instant changedAt, Row row) {
        add(new Candidate(changedAt, row.head().id(), row));
    }

    void add(Candidate candidate) {
        remove(candidate);
        all.add(candidate);
        if (candidate.row() != null) {
            withRow.add(candidate);
        }
        if (withRow.size() > ROWS) {
            Candidate newest = withRow.pollLast();
            all.remove(newest);
            all.add(new Candidate(newest.changedAt(), newest.id(), null));
        }
        if (all.size() > MOST) {
            withRow.remove(all.pollLast());
            overflowed = true;
        }
    }

    Candidate oldest() {
        return all.first();
    }

    void remove(Candidate candidate) {
        all.remove(candidate);
        withRow.remove(candidate);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /** Whether there were more than fit. */
    boolean overflowed() {
        return overflowed;
    }

    void clear() {
        all.clear();
        withRow.clear();
        overflowed = false;
    }
}
