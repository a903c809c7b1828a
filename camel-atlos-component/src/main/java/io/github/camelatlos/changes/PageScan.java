package io.github.camelatlos.changes;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;

/**
 * Reads a page of a list that is sorted by time, newest first, down to the floor. That the rows really come in this order is
 * checked: with a sort that somebody dropped on the way, leaving early would lose rows.
 */
final class PageScan implements RowVisitor {

    private final ListState state;
    private final RowRules rules;
    private final Map<String, Instant> boundary;
    private final Instant notAfter;
    private final UnaryOperator<Instant> floorByTime;

    private Instant floor;
    private Instant top;
    private Instant last;
    private String firstId;
    private RowHead until;
    private boolean ended;

    /**
     * @param boundary rows, with their timestamps, at which everything further down is known
     * @param notAfter the last timestamp of the page before, or null
     * @param floorByTime what is older is known, by the server's clock
     */
    PageScan(ListState state, RowRules rules, Map<String, Instant> boundary, Instant notAfter, UnaryOperator<Instant> floorByTime) {
        this.state = state;
        this.rules = rules;
        this.boundary = boundary;
        this.notAfter = notAfter;
        this.floorByTime = floorByTime;
    }

    /** What is below this row, if it has not moved, is known. */
    PageScan until(RowHead row) {
        until = row;
        return this;
    }

    @Override
    public void begin(Instant serverTime) {
        floor = floorByTime.apply(serverTime);
        top = null;
        last = notAfter;
        firstId = null;
        ended = false;
    }

    @Override
    public Verdict visit(RowHead head) {
        Instant position = rules.position(head);
        if (position == null || last != null && position.isAfter(last)) {
            throw new AtlosException(Kind.UNEXPECTED_ANSWER, rules.resource() + " list",
                    "The list of " + rules.resource() + " does not come newest first, so a poll could miss rows; is there a proxy that drops "
                            + "the parameter sort?");
        }
        last = position;
        if (top == null) {
            top = position;
            firstId = head.id();
        }
        if (ended || floor != null && position.isBefore(floor) || position.equals(boundary.get(head.id()))) {
            return Verdict.LEAVE;
        }
        ended = until != null && until.id().equals(head.id()) && rules.position(until).equals(position);
        return !rules.canChange() && state.seen().knows(head.id()) ? Verdict.SKIP : Verdict.KEEP;
    }

    /** The newest timestamp, or null for an empty page. */
    Instant top() {
        return top;
    }

    Instant last() {
        return last;
    }

    /** Whether the row came at which the scan was to end. */
    boolean ended() {
        return ended;
    }

    String firstId() {
        return firstId;
    }
}
