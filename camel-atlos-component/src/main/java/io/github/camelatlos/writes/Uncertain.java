package io.github.camelatlos.writes;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;

/** What is said when it is not known whether a write was carried out. */
final class Uncertain {

    private Uncertain() {
    }

    static AtlosException of(String operation, String what, AtlosException lost) {
        return new AtlosException(Kind.UNCERTAIN, operation, lost.getStatus(), lost.getServerText(), lost.getFields(),
                operation + ": it is not known whether this was carried out: " + what + ". Look at the record before you send it again. The "
                        + "answer was lost like this: " + lost.getMessage(), lost);
    }

    static AtlosException of(String operation, String what) {
        return new AtlosException(Kind.UNCERTAIN, operation, operation + ": " + what + ". Look at the record before you send it again");
    }
}
