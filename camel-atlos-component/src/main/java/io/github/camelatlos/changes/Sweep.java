package io.github.camelatlos.changes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;

/**
 * What has changed in the list of source material. Measured: uploads and metadata move {@code updated_at}, but the list stays sorted by creation, so
 * they show nowhere but in a walk of all of it. Of a whole walk the oldest changes are kept, with their rows, and delivered; if there were more, it
 * sweeps again.
 */
final class Sweep {

    private static final int MOST_ROWS = 400;
    private static final long MOST_BYTES = 4L << 20;

    private final PageSource source;
    private final RowRules rules;
    private final Progress progress;
    private final Duration interval;
    private final ListFeed list;
    private final Clock clock;

    private final TreeSet<Row> found;
    /** Of all that the walk has found and kept. */
    private long foundBytes;
    private boolean more;
    private final Deque<Row> inHand = new ArrayDeque<>();

    /** A sweep is not settled yet. */
    private boolean open;
    private boolean walking;
    private Instant began;
    private Scan scan;
    private PageSource.Walk walk;
    private String cursor;
    private final List<Seen.Entry> goneOver = new ArrayList<>();
    private Instant horizon;
    private long due = System.nanoTime();

    /** @param list what it is still to deliver, and what it has delivered, is not the sweep's */
    Sweep(PageSource source, RowRules rules, Progress progress, Duration interval, ListFeed list, Clock clock) {
        this.source = source;
        this.rules = rules;
        this.progress = progress;
        this.interval = interval;
        this.list = list;
        this.clock = clock;
        this.found = new TreeSet<>(Comparator.comparing((Row row) -> rules.changedAt(row.head())).thenComparing(row -> row.head().id()));
    }

    /** The walk of the whole list, which delivers everything as it is, is the first sweep. */
    void beginWithList() {
        progress.begin(list.horizon(), null);
        progress.walkedWith(list.progress());
        due = System.nanoTime() + interval.toNanos();
    }

    /** Remembers what there is, so that only what comes after is delivered. */
    void rememberAll() {
        Instant started = clock.instant();
        Scan all = Scan.ofAll(rules, progress, clock, head -> false).remembering();
        List<Seen.Entry> entries = new ArrayList<>();
        try (PageSource.Walk walk = source.from(null)) {
            Page page;
            do {
                page = walk.next(all);
                all.end();
                page.rows().forEach(row -> entries.add(progress.entry(row, all.horizon())));
            } while (page.next() != null);
        }
        progress.begin(all.horizon(), null);
        progress.walked(started, all.bounds());
        entries.forEach(progress::remember);
        due = System.nanoTime() + interval.toNanos();
    }

    /** Starts a sweep if it is time for one. */
    void plan() {
        if (!open && progress.hasBegun() && System.nanoTime() - due >= 0) {
            restart();
        }
    }

    /** From the first page. */
    void restart() {
        open = true;
        walking = true;
        scan = null;
        cursor = null;
        goneOver.clear();
        found.clear();
        foundBytes = 0;
        more = false;
    }

    /** Whether the sweep has something to do. */
    boolean isOpen() {
        return open;
    }

    boolean isWalking() {
        return walking;
    }

    /** Looks at one more page. A fault leaves the walk where it was. */
    void step() {
        if (scan == null) {
            began = clock.instant();
            scan = Scan.ofAll(rules, progress, clock, list::owes);
        }
        if (walk == null) {
            walk = source.from(cursor);
        }
        Page page;
        try {
            page = walk.next(scan);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        scan.end();
        page.rows().forEach(this::look);
        cursor = page.next();
        if (cursor == null) {
            close();
            walking = false;
            horizon = scan.horizon();
            progress.walked(began, scan.bounds());
            goneOver.forEach(progress::remember);
        }
    }

    private void look(Row row) {
        if (progress.isKnown(row) || list.progress().isKnown(row)) {
            return;
        }
        if (!progress.knows(row.head()) && scan.isGoneOver(row.head())) {
            goneOver.add(progress.entry(row, scan.horizon()));
            return;
        }
        if (found.add(row)) {
            foundBytes += row.utf8().length;
        }
        while (found.size() > MOST_ROWS || foundBytes > MOST_BYTES && found.size() > 1) {
            foundBytes -= found.pollLast().utf8().length;
            more = true;
        }
    }

    /** Gives up what is on its way; the walk goes on from where it was. */
    void close() {
        if (walk != null) {
            walk.close();
            walk = null;
        }
    }

    /** The oldest change of a whole walk, or null. */
    Row peek() {
        return walking || found.isEmpty() ? null : found.first();
    }

    /** Takes what {@link #peek} showed; it is in hand until {@link #done}, {@link #failed} or {@link #putBack}. */
    Change take() {
        Row row = found.pollFirst();
        inHand.addLast(row);
        return new Change(rules, ChangeKind.modified, rules.changedAt(row.head()), row);
    }

    /**
     * The list has delivered a row; what the sweep had found of it is no news any more, whatever its time: a sweep goes on only when the list has
     * nothing left, so the list has read the row later.
     */
    void deliveredByList(Row row, Instant horizonOfList) {
        progress.deliveredElsewhere(row, horizonOfList);
        found.removeIf(other -> other.head().id().equals(row.head().id()));
    }

    List<Row> done() {
        List<Row> rows = List.copyOf(inHand);
        rows.forEach(row -> progress.delivered(row, horizon));
        inHand.clear();
        return rows;
    }

    /** What was in hand comes again as a new sweep shows it: gone is only what a whole walk no longer shows. */
    boolean failed() {
        boolean wasInHand = !inHand.isEmpty();
        if (wasInHand) {
            inHand.clear();
            restart();
        }
        return wasInHand;
    }

    /** Nobody got what is in hand. */
    void putBack() {
        found.addAll(inHand);
        inHand.clear();
    }

    /** All that was found is delivered. */
    void settle() {
        if (more) {
            restart();
            return;
        }
        if (horizon != null) {
            progress.settle(horizon);
        }
        open = false;
        due = System.nanoTime() + interval.toNanos();
    }

    Progress progress() {
        return progress;
    }

    Instant horizon() {
        return horizon;
    }

    int pending() {
        return walking ? 0 : found.size();
    }

    /** When the next sweep is due, or null while one is under way. */
    Instant next() {
        return open ? null : clock.instant().plusNanos(due - System.nanoTime());
    }
}
