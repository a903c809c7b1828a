package io.github.camelatlos.client;

import java.time.Instant;

/** Says of each row of a page, in the server's order, whether it is kept. */
public interface RowVisitor {

    /** What to do with a row, and with those after it. */
    enum Verdict {
        KEEP, SKIP, LEAVE
    }

    /**
     * A page begins, perhaps once more, if its first answer broke off.
     *
     * @param serverTime the server's clock, to the second, or null
     */
    default void begin(Instant serverTime) {
    }

    /**
     * Whether it surely reads this page to its end, and wants the next one, which can then be asked for as soon as its cursor is told; otherwise that is
     * done when a row was kept.
     */
    default boolean readsToTheEnd() {
        return false;
    }

    Verdict visit(RowHead head);
}
