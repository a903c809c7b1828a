package io.github.camelatlos.server;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import java.util.Comparator;
import java.util.Locale;

/** The orders of the incidents list. */
enum Sort {
    UPLOADED_DESC(Row.NEWEST_FIRST),
    UPLOADED_ASC(comparingLong(Row::insertedAt).thenComparing(Row::id, reverseOrder())),
    MODIFIED_DESC(comparingLong(Row::updatedAt).reversed().thenComparing(Row.NEWEST_FIRST)),
    MODIFIED_ASC(comparingLong(Row::updatedAt).thenComparing(Row.NEWEST_FIRST)),
    DESCRIPTION_DESC(comparing(Row::description, reverseOrder()).thenComparing(Row.NEWEST_FIRST)),
    DESCRIPTION_ASC(comparing(Row::description, naturalOrder()).thenComparing(Row.NEWEST_FIRST)),
    DATE_DESC(comparing(Row::date, nullsFirst(reverseOrder())).thenComparing(Row.NEWEST_FIRST)),
    DATE_ASC(comparing(Row::date, nullsLast(naturalOrder())).thenComparing(Row.NEWEST_FIRST));

    private final Comparator<Row> order;

    Sort(Comparator<Row> order) {
        this.order = order;
    }

    Comparator<Row> order() {
        return order;
    }

    /** Measured: an unknown sort is a crash, not a refusal. */
    static Sort named(String name) {
        for (Sort sort : values()) {
            if (sort.name().toLowerCase(Locale.ROOT).equals(name)) {
                return sort;
            }
        }
        throw new ServerCrash("unknown sort");
    }

    /**
     * Whether the server can go on in this order from a cursor of the other one.
     * Measured: a modified or uploaded cursor without its sort goes on, wrongly; a description cursor crashes.
     */
    boolean goesOnFrom(Sort other) {
        return this == other || (byCreation() && !other.byText()) || (byModification() && other.byModification());
    }

    boolean byDate() {
        return this == DATE_ASC || this == DATE_DESC;
    }

    private boolean byCreation() {
        return this == UPLOADED_ASC || this == UPLOADED_DESC;
    }

    private boolean byModification() {
        return this == MODIFIED_ASC || this == MODIFIED_DESC;
    }

    private boolean byText() {
        return !byCreation() && !byModification();
    }
}
