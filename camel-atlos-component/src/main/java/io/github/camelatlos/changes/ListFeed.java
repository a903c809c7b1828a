package io.github.camelatlos.changes;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is new in one list that is sorted by time: read from the newest row down to the floor, delivered from the oldest one up.
 *
 * <p>There is one way to read: from a cursor down to the floor, all of it or nothing. From the top it is a walk; from a page's cursor it is this page
 * once more, as it is now. Nothing ever stops at a row that is known: rows below it may have been committed late.
 */
final class ListFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ListFeed.class);
    /** A backlog that ends within so many pages is told in full before its first record; of a climb nobody knows how long it is. */
    private static final int PAGES_BEFORE_CLIMB = 10;

    private final PageSource source;
    private final PageSource oldestFirst;
    private final RowRules rules;
    private final Progress progress;
    private final ChangeKind always;
    private final Pages pages;
    private final Clock clock;

    /** How far the walk that brought the pages can be trusted, or null while there is none. */
    private Instant horizon;
    private boolean walked;
    /** The first import, or null: there is none, or the server cannot sort that way. */
    private Climb climb;
    private boolean doubtful;
    /** A record has failed; nothing of this list is delivered before its page was read again. */
    private boolean failed;
    private String failedPage;
    private boolean failedInClimb;

    private final Deque<Row> inHand = new ArrayDeque<>();
    private Pages.Leaf leafInHand;
    private long suppressed;

    /**
     * @param oldestFirst the list sorted the other way, or null where it has only one order
     * @param always      what every change of this list is, or null where it depends on the row
     */
    ListFeed(PageSource source, PageSource oldestFirst, RowRules rules, Progress progress, ChangeKind always, PageMemory memory, Clock clock) {
        this.source = source;
        this.oldestFirst = oldestFirst;
        this.rules = rules;
        this.progress = progress;
        this.always = always;
        this.pages = new Pages(memory);
        this.clock = clock;
    }

    /** A poll begins: the list may be walked once more. */
    void begin() {
        walked = false;
    }

    /** Makes sure that the oldest change is at hand, if there is any. */
    void prepare() {
        if (failed) {
            readFailed();
            failed = false;
        }
        if (pages.isEmpty() && !walked) {
            read(null);
        }
        climb();
        dropKnown();
        while (!pages.isEmpty() && pages.first() == null) {
            readAgain();
            dropKnown();
        }
        if (pages.isEmpty() && horizon != null) {
            progress.settle(horizon);
        }
    }

    /** Remembers what there is, so that only what comes after is delivered. */
    void rememberAll() {
        Instant began = clock.instant();
        Scan scan = Scan.ofList(rules, progress, clock, true).remembering();
        List<Seen.Entry> entries = new ArrayList<>();
        try (PageSource.Walk walk = source.from(null)) {
            Page page;
            do {
                page = walk.next(scan);
                scan.end();
                page.rows().forEach(row -> entries.add(progress.entry(row, scan.horizon())));
            } while (!scan.isAtFloor() && page.next() != null);
        }
        progress.begin(scan.horizon(), null);
        entries.forEach(progress::remember);
        walkedFrom(began, scan);
    }

    private void walkedFrom(Instant began, Scan scan) {
        horizon = scan.horizon();
        walked = true;
        progress.walked(began, scan.bounds());
    }

    private void readFailed() {
        if (failedInClimb) {
            climb.restart(failedPage);
        } else {
            read(failedPage);
        }
    }

    private void read(String from) {
        closeClimb();
        Instant began = clock.instant();
        Scan scan = Scan.ofList(rules, progress, clock, from == null);
        List<Seen.Entry> goneOver = new ArrayList<>();
        List<Row> oldest = null;
        try (PageSource.Walk walk = source.from(from)) {
            oldest = walkDown(walk, from, scan, goneOver);
        } catch (RuntimeException | Error e) {
            // Half a walk knows only the newest pages; to deliver them would move the mark over the others.
            pages.discard();
            throw e;
        }
        suppressed += scan.suppressed();
        pages.adopt(from == null);
        if (from == null) {
            walkedFrom(began, scan);
            addClimbed(null, oldest == null ? List.of() : oldest);
            goneOver.forEach(progress::remember);
        } else if (horizon != null && scan.horizon() != null && scan.horizon().isBefore(horizon)) {
            // A clock that was set back since the walk: what is read now is younger than the walk's horizon.
            horizon = scan.horizon();
        }
    }

    /** Adds page after page, until the walk has come to its end, or a climb takes its place; then it returns the oldest page, otherwise null. */
    private List<Row> walkDown(PageSource.Walk walk, String from, Scan scan, List<Seen.Entry> goneOver) {
        Climb up = from == null && mayClimb() ? new Climb(oldestFirst, rules, progress) : null;
        try {
            return walkDown(walk, from, scan, goneOver, up);
        } finally {
            if (up != null && up != climb) {
                up.close();
            }
        }
    }

    /** @param up what may take the place of this walk, or null */
    private List<Row> walkDown(PageSource.Walk walk, String from, Scan scan, List<Seen.Entry> goneOver, Climb up) {
        int beforeClimb = up == null ? 0 : PAGES_BEFORE_CLIMB;
        List<RowHead> met = new ArrayList<>();
        String cursor = from;
        for (int pagesRead = 1;; pagesRead++) {
            if (pagesRead == beforeClimb) {
                up.lookAhead();
            }
            Page page = pagesRead == beforeClimb ? walk.nextAlone(scan) : walk.next(scan);
            scan.end();
            pages.add(cursor, undelivered(page.rows(), scan, goneOver));
            cursor = page.next();
            if (scan.isAtFloor() || cursor == null) {
                return null;
            }
            if (pagesRead <= beforeClimb) {
                page.rows().forEach(row -> met.add(row.head()));
            }
            if (pagesRead == beforeClimb) {
                List<Row> oldest = climbFrom(up, met);
                if (oldest != null) {
                    return oldest;
                }
                walk.lookAhead();
            }
        }
    }

    /** Only where everything is wanted and nothing was delivered: the other order has no floor to begin at. */
    private boolean mayClimb() {
        return oldestFirst != null && progress.floor() == null && !doubtful;
    }

    /** The oldest page, or null if this list cannot be climbed. */
    private List<Row> climbFrom(Climb up, List<RowHead> newestFirst) {
        List<Row> oldest = newestFirst.isEmpty() ? null : up.first(newestFirst);
        climb = oldest == null ? null : up;
        return oldest;
    }

    /** Sees to it that the climb's next page is at hand. */
    private void climb() {
        try {
            while (isClimbing() && !pages.isClimbed()) {
                String cursor = climb.cursor();
                addClimbed(cursor, climb.next());
            }
        } catch (Climb.OutOfOrder e) {
            LOG.warn("The {} stopped coming oldest first ({}); is there a proxy that drops the parameter sort? They are read newest first now, and some may come twice",
                    rules.resource(), e.getMessage());
            forgetPages();
            doubtful = true;
            progress.doubt();
            read(null);
        }
    }

    private void addClimbed(String cursor, List<Row> oldestFirst) {
        List<Row> rows = oldestFirst.stream().filter(row -> !isKnown(row) && rules.isWanted(row)).toList();
        if (!rows.isEmpty()) {
            pages.addClimbed(cursor, rows);
        }
        if (climb != null) {
            horizon = climb.lower(horizon);
        }
    }

    private void closeClimb() {
        if (climb != null) {
            climb.close();
            climb = null;
        }
    }

    /** Whether more pages follow than are known. */
    boolean isClimbing() {
        return climb != null && climb.isOpen();
    }

    /** What is to be delivered of a page, oldest first. */
    private List<Row> undelivered(List<Row> newestFirst, Scan scan, List<Seen.Entry> goneOver) {
        List<Row> rows = new ArrayList<>();
        for (Row row : newestFirst) {
            if (isKnown(row)) {
                suppressed++;
            } else if (!progress.knows(row.head()) && scan.isGoneOver(row.head())) {
                goneOver.add(progress.entry(row, scan.horizon()));
            } else if (rules.isWanted(row)) {
                rows.add(row);
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    /** Delivered as it is, by this list or the sweep, or about to be. */
    private boolean isKnown(Row row) {
        return progress.isKnown(row) || isInHand(row.head());
    }

    private boolean isInHand(RowHead head) {
        for (Row other : inHand) {
            if (other.head().id().equals(head.id()) && rules.changedAt(other.head()).equals(rules.changedAt(head))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Brings the oldest page that has something to deliver to the front. One that is to be read again stays as it is: that reading goes down to
     * the floor, and if what is in hand failed, the next one would bring the same rows once more, before those.
     */
    private void dropKnown() {
        for (Pages.Leaf first = pages.first(); first != null; first = pages.first()) {
            while (!first.rows().isEmpty() && isKnown(first.rows().peekFirst())) {
                first.rows().removeFirst();
                suppressed++;
            }
            if (!first.rows().isEmpty()) {
                return;
            }
            pages.removeFirst();
        }
    }

    private void readAgain() {
        List<Pages.Leaf> stride = pages.takeBare();
        try {
            read(stride.get(stride.size() - 1).cursor());
        } catch (RuntimeException | Error e) {
            pages.putBack(stride);
            throw e;
        }
    }

    /** The oldest change, or null; after {@link #prepare}. */
    Row peek() {
        Pages.Leaf first = pages.first();
        return first == null ? null : first.rows().peekFirst();
    }

    /** The time that {@link #peek} is sorted by. */
    Instant peekTime() {
        return progress.time(peek().head());
    }

    /** Whether {@link #peek} is of the same page as what is in hand. */
    boolean isSamePage() {
        return inHand.isEmpty() || pages.first() == leafInHand;
    }

    /** Takes what {@link #peek} showed; it is in hand until {@link #done}, {@link #failed} or {@link #putBack}. */
    Change take() {
        leafInHand = pages.first();
        Row row = leafInHand.rows().removeFirst();
        inHand.addLast(row);
        dropKnown();
        return change(row);
    }

    private Change change(Row row) {
        ChangeKind kind = always != null ? always : progress.isNew(row.head()) ? ChangeKind.created : ChangeKind.modified;
        return new Change(rules, kind, kind == ChangeKind.created ? rules.position(row.head()) : rules.changedAt(row.head()), row);
    }

    /** What was in hand is delivered. */
    List<Row> done() {
        List<Row> rows = List.copyOf(inHand);
        Instant most = isClimbing() ? climb.proven() : horizon;
        rows.forEach(row -> progress.delivered(row, horizon, most));
        inHand.clear();
        return rows;
    }

    /** What was in hand comes again as the server then shows it, and what follows it waits. */
    void failed() {
        if (inHand.isEmpty()) {
            return;
        }
        failed = true;
        failedPage = leafInHand.cursor();
        failedInClimb = leafInHand.isClimbed();
        inHand.clear();
        if (pages.first() == leafInHand) {
            pages.removeFirst();
        }
    }

    /** Nobody got what is in hand. */
    void putBack() {
        if (!inHand.isEmpty()) {
            pages.putBack(leafInHand, inHand);
            inHand.clear();
        }
    }

    /** The cursors are no longer accepted; a fresh walk brings everything again that is not delivered. */
    void forgetPages() {
        pages.clear();
        closeClimb();
        failed = false;
        walked = false;
        horizon = null;
    }

    /** Whether this list is still to deliver the row. */
    boolean owes(RowHead head) {
        Instant floor = progress.floor();
        return !progress.knows(head) && (floor == null || !progress.time(head).isBefore(floor));
    }

    Instant horizon() {
        return horizon;
    }

    Progress progress() {
        return progress;
    }

    long suppressed() {
        return suppressed;
    }

    int pending() {
        return pages.count();
    }

    boolean hasMore() {
        return failed || !pages.isEmpty();
    }
}
