package io.github.camelatlos.examples.intake;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.examples.Ledger;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

/** What can become of a row. */
enum Result {
    MADE,
    /** Made by an attempt before, or from a row with the same key. */
    THERE_ALREADY,
    /** To be corrected by a person; another attempt would end in the same way. */
    REFUSED,
    /** Posted, and the answer was lost. A person has to look; nothing is posted again. */
    UNCERTAIN,
    /** Not this time, for a reason that is not the row's. */
    LATER;

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    static Result of(Throwable failure) {
        if (failure instanceof Ledger.BegunBefore) {
            return UNCERTAIN;
        } else if (failure instanceof AtlosException atlos) {
            return switch (atlos.getKind()) {
                case INVALID_INPUT, TOO_LARGE -> REFUSED;
                case UNCERTAIN -> UNCERTAIN;
                default -> LATER;
            };
        }
        return failure instanceof IOException || failure instanceof RejectedExecutionException ? LATER : REFUSED;
    }
}
