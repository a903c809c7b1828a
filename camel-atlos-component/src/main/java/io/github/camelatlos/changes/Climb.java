package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A long first import, from the oldest page up, of a list that the server can sort both ways: a page is delivered while the next one is on its way,
 * and nothing has to be kept for its turn. It ends at the newest pages, which were read before it began.
 *
 * <p>Why nothing is lost. A row that changes goes above the newest pages, where the next walk down finds it, whether it was met here or not. A row
 * that comes up late behind this walk was stamped less than the lookback before its page was read; the mark never passes the horizon of the newest
 * page, which was read earlier still, so the next walk down looks there again. A row that a server shows late, against its order, makes the mark
 * doubtful; where a kill comes before that row, the mark is still behind it, as it stays {@link #LAG} pages behind the climb.
 */
final class Climb implements RowVisitor {

    private static final Logger LOG = LoggerFactory.getLogger(Climb.class);

    /** What a server cannot be trusted with until it has shown more; about as many rows as {@link Seen} remembers anyway. */
    private static final int LAG = 40;
    /** How many pages like the last one must have room before the end, so that the next page is surely not behind it. */
    private static final int FAR = 4;

    private final PageSource source;
    private final RowRules rules;
    private final Progress progress;
    /** The newest pages, which are not delivered from here: when each of their rows had changed. */
    private final Map<String, Instant> newest = new HashMap<>();
    private Instant end;

    private PageSource.Walk walk;
    private String cursor;
    private boolean open = true;
    private Instant earliest;

    /** Where the last rows of the pages read stood. */
    private final Deque<Instant> ends = new ArrayDeque<>();
    private Instant lastInserted;
    private Instant lastOfPage;
    private Instant lastInsertedOfPage;
    /** Whether a row came after one that is older by insertion. The other orders of this server do not do that where updates do not go down. */
    private boolean rising;
    private boolean atEnd;

    /** The pages of a climb do not come in its order. */
    static final class OutOfOrder extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfOrder(String message) {
            super(message);
        }
    }

    Climb(PageSource source, RowRules rules, Progress progress) {
        this.source = source;
        this.rules = rules;
        this.progress = progress;
    }

    /** The oldest page will be wanted soon. */
    void lookAhead() {
        walk = source.from(null);
        walk.lookAhead();
    }

    /**
     * The oldest page, or null where the server does not sort this way: it refuses, or it shows what no oldest page can be. It is asked once; an
     * outage shows in the walk down as well.
     *
     * @param newestFirst what the newest pages hold, not empty
     */
    List<Row> first(List<RowHead> newestFirst) {
        newestFirst.forEach(head -> newest.put(head.id(), rules.changedAt(head)));
        end = rules.position(newestFirst.get(newestFirst.size() - 1));
        boolean accepted = false;
        try {
            if (walk == null) {
                walk = source.from(null);
            }
            List<Row> rows = read(walk.tryNextAlone(this));
            accepted = rising;
            if (accepted && open) {
                walk.lookAhead();
            }
            return accepted ? rows : null;
        } catch (AtlosException | OutOfOrder e) {
            LOG.debug("The {} cannot be read oldest first: {}", rules.resource(), e.getMessage());
            return null;
        } finally {
            if (!accepted) {
                close();
            }
        }
    }

    /** Whether there are more pages. */
    boolean isOpen() {
        return open;
    }

    /** Where the page stands that {@link #next} reads. */
    String cursor() {
        return cursor;
    }

    /**
     * What is to be delivered of the next page, oldest first. A fault leaves the walk where it was.
     *
     * @throws OutOfOrder if rows stand where none can
     */
    List<Row> next() {
        if (walk == null) {
            walk = source.from(cursor);
        }
        try {
            return read(walk.next(this));
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
    }

    private List<Row> read(Page page) {
        if (lastOfPage == null || page.next() == null && lastOfPage.isBefore(end)) {
            throw new OutOfOrder("the list ends before the newest rows");
        }
        ends.addLast(lastOfPage);
        if (ends.size() > LAG + 1) {
            ends.removeFirst();
        }
        lastInserted = lastInsertedOfPage;
        cursor = page.next();
        if (atEnd || cursor == null) {
            close();
        }
        return page.rows();
    }

    /** Goes on from this page, the last one that was read, to read it once more as it is now. */
    void restart(String from) {
        release();
        cursor = from;
        open = true;
        ends.removeLast();
        lastInserted = null;
    }

    /** Up to where nothing is to come any more, as far as one may believe what the server has shown since; or null. */
    Instant proven() {
        return ends.size() > LAG ? ends.peekFirst() : null;
    }

    /** The horizon, which is lower if the server's clock has been set back since the newest pages were read. */
    Instant lower(Instant horizon) {
        Instant here = earliest == null ? null : earliest.minus(Progress.SLACK);
        return here != null && here.isBefore(horizon) ? here : horizon;
    }

    @Override
    public void begin(Instant serverTime) {
        if (serverTime != null && (earliest == null || serverTime.isBefore(earliest))) {
            earliest = serverTime;
        }
        lastOfPage = ends.peekLast();
        lastInsertedOfPage = lastInserted;
        atEnd = false;
    }

    /** Far from the end all is wanted. Near to it each page is looked at before the next one is asked for, as that one may be in vain. */
    @Override
    public boolean readsToTheEnd() {
        if (ends.size() < 2) {
            return false;
        }
        Iterator<Instant> newestFirst = ends.descendingIterator();
        Instant last = newestFirst.next();
        return last.plus(Duration.between(newestFirst.next(), last).multipliedBy(FAR)).isBefore(end);
    }

    @Override
    public Verdict visit(RowHead head) {
        Instant position = rules.position(head);
        if (position == null) {
            throw new AtlosException(Kind.UNEXPECTED_ANSWER, rules.resource() + " list", "The list of " + rules.resource() + " cannot be followed: row " + head.id()
                    + " has no updated_at");
        }
        if (lastOfPage != null && position.isBefore(lastOfPage)) {
            throw new OutOfOrder("row " + head.id() + " is older than the one before it");
        }
        rules.onRow().accept(head);
        rising |= lastInsertedOfPage != null && head.insertedAt().isAfter(lastInsertedOfPage);
        lastOfPage = position;
        lastInsertedOfPage = head.insertedAt();
        if (position.isAfter(end)) {
            atEnd = true;
            return Verdict.LEAVE;
        }
        return rules.changedAt(head).equals(newest.get(head.id())) || progress.isCertain(head) ? Verdict.SKIP : Verdict.KEEP;
    }

    private void release() {
        if (walk != null) {
            walk.close();
            walk = null;
        }
    }

    /** There is no more, or nobody wants it. */
    void close() {
        release();
        open = false;
    }
}
