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

    /** Whether it never leaves a list before its end, so that the next page can be asked for as soon as its cursor is told; otherwise when a row was kept. */
    default boolean readsToTheEnd() {
        return false;
    }

    Verdict visit(RowHead head);
}
