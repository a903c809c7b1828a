package io.github.camelatlos.examples.intake;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.examples.Ledger;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

/** What can become of a row. */
enum Result {
    MADE(null),
    /** Made by an attempt before. */
    THERE_ALREADY(null),
    /** To be corrected by a person; another attempt would end in the same way. */
    REFUSED("correct the row in the folder refused, and put it into the inbox"),
    /** Posted, and the answer was lost. A person has to look; nothing is posted again. */
    UNCERTAIN("look in Atlos for the key; if it is not there, strike it out of the ledger, and put the row into the inbox again"),
    /** Not this time, for a reason that is not the row's. */
    LATER("nothing: it is tried again");

    private final String advice;

    Result(String advice) {
        this.advice = advice;
    }

    /** What a person has to do where the reason does not say it better. */
    String advice() {
        return advice;
    }

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
