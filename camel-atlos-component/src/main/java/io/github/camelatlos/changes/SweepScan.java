package io.github.camelatlos.changes;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;

/** Reads a page of a list whose order says nothing about changes: every row is looked at, and those that may have changed are kept. */
final class SweepScan implements RowVisitor {

    private final RowRules rules;
    private final Predicate<RowHead> wanted;
    private final Consumer<Instant> onTime;
    private String firstId;
    private Instant newest;

    /** @param onTime is told the server's time, where it is known, before any row is looked at */
    SweepScan(RowRules rules, Predicate<RowHead> wanted, Consumer<Instant> onTime) {
        this.rules = rules;
        this.wanted = wanted;
        this.onTime = onTime;
    }

    @Override
    public void begin(Instant serverTime) {
        firstId = null;
        newest = null;
        if (serverTime != null) {
            onTime.accept(serverTime);
        }
    }

    @Override
    public Verdict visit(RowHead head) {
        if (firstId == null) {
            firstId = head.id();
        }
        Instant changed = rules.changedAt(head);
        if (newest == null || changed.isAfter(newest)) {
            newest = changed;
        }
        return wanted.test(head) ? Verdict.KEEP : Verdict.SKIP;
    }

    /** The newest timestamp of a change on the page, or null. */
    Instant newest() {
        return newest;
    }

    String firstId() {
        return firstId;
    }
}
