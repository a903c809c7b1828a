package io.github.camelatlos.changes;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;

/**
 * Looks at the rows of one walk. That they really come newest first is checked: with a sort that somebody dropped on the way, leaving at the floor
 * would lose rows.
 */
final class Scan implements RowVisitor {

    private final RowRules rules;
    private final Progress progress;
    private final Clock clock;
    private final Predicate<RowHead> leftOut;
    private final boolean sorted;

    private boolean top;
    private boolean remembering;
    private Instant serverTime;
    private Instant ourTime;
    private Instant latest;
    private Instant newest;
    private Progress.Bounds bounds;
    private Instant last;
    private long suppressed;

    private Instant lastOfPage;
    private boolean atFloor;
    private long suppressedOfPage;

    private Scan(RowRules rules, Progress progress, Clock clock, Predicate<RowHead> leftOut, boolean sorted, boolean top) {
        this.rules = rules;
        this.progress = progress;
        this.clock = clock;
        this.leftOut = leftOut;
        this.sorted = sorted;
        this.top = top;
        this.bounds = new Progress.Bounds(progress.floor(), null, null);
    }

    /** Of a list that is sorted by what its mark follows, so that the floor is its end. */
    static Scan ofList(RowRules rules, Progress progress, Clock clock, boolean fromTheTop) {
        return new Scan(rules, progress, clock, head -> false, true, fromTheTop);
    }

    /** Of a whole list, whose order says nothing about changes. */
    static Scan ofAll(RowRules rules, Progress progress, Clock clock, Predicate<RowHead> leftOut) {
        return new Scan(rules, progress, clock, leftOut, false, true);
    }

    /** What there is at the start of everything: the rows inside the lookback, as they would count at the next walk. */
    Scan remembering() {
        remembering = true;
        return this;
    }

    @Override
    public void begin(Instant time) {
        if (top) {
            ourTime = clock.instant();
            newest = null;
            bounds = progress.bounds(time, ourTime);
        }
        // What a clock that was set back in the middle says of its rows counts: their seconds are still open.
        // It only goes down: a later page's time says nothing about what the first one, without a time, did not show yet.
        if (last == null || serverTime != null && time != null && time.isBefore(serverTime)) {
            serverTime = time;
        }
        latest = time;
        lastOfPage = last;
        atFloor = false;
        suppressedOfPage = 0;
    }

    @Override
    public boolean readsToTheEnd() {
        return !sorted || bounds.floor() == null && !remembering;
    }

    @Override
    public Verdict visit(RowHead head) {
        checkOrder(head);
        rules.onRow().accept(head);
        Instant at = progress.time(head);
        if (top && (newest == null || at.isAfter(newest))) {
            newest = at;
            if (remembering) {
                bounds = new Progress.Bounds(progress.lookbackBefore(horizon()), null, null);
            }
        }
        if (bounds.floor() != null && at.isBefore(bounds.floor())) {
            atFloor = sorted;
            return sorted ? Verdict.LEAVE : Verdict.SKIP;
        }
        if (leftOut.test(head)) {
            return Verdict.SKIP;
        }
        if (progress.isCertain(head)) {
            suppressedOfPage++;
            return Verdict.SKIP;
        }
        return Verdict.KEEP;
    }

    private void checkOrder(RowHead head) {
        Instant position = rules.position(head);
        if (position == null) {
            throw unexpected("row " + head.id() + " has no updated_at");
        }
        if (lastOfPage != null && position.isAfter(lastOfPage)) {
            throw unexpected("it does not come newest first, so a poll could miss rows; is there a proxy that drops the parameter sort?");
        }
        lastOfPage = position;
    }

    /** The page was read. */
    void end() {
        top = false;
        last = lastOfPage;
        suppressed += suppressedOfPage;
    }

    private AtlosException unexpected(String what) {
        return new AtlosException(Kind.UNEXPECTED_ANSWER, rules.resource() + " list", "The list of " + rules.resource() + " cannot be followed: " + what);
    }

    /** Whether everything further down is known. */
    boolean isAtFloor() {
        return atFloor;
    }

    /** Whether a row of the page just read was there before the clock was set back. */
    boolean isGoneOver(RowHead head) {
        return latest != null && bounds.isGoneOver(progress.time(head), latest);
    }

    Progress.Bounds bounds() {
        return bounds;
    }

    /**
     * Up to when this walk has surely seen everything that was there, or null where nobody can tell: a row of the future must not hide those that
     * come until then.
     */
    Instant horizon() {
        if (serverTime != null) {
            return serverTime.minus(Progress.SLACK);
        }
        if (ourTime == null) {
            return null;
        }
        Instant ours = ourTime.minus(Progress.SLACK);
        return newest == null || newest.isBefore(ours) ? newest : ours;
    }

    /** Rows that were met again and are known to have been delivered. */
    long suppressed() {
        return suppressed;
    }
}
