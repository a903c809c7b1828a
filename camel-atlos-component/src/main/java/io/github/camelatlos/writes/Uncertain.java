package io.github.camelatlos.writes;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;

/**
 * What is said when it is not known whether a write was carried out. What was lost is told, but not as the cause: Camel looks for
 * an exception's deepest cause of a type, and would take the kind of that one.
 */
final class Uncertain {

    private static final int SERVER_FAILED = 500;

    /** Measured: of a damaged image or film, and of megabytes of different words. */
    private static final String HINT = ". If it ends like this every time, Atlos cannot take this input: a damaged image or film, "
            + "or metadata of very many different words";

    private Uncertain() {
    }

    static AtlosException of(String operation, String what, AtlosException lost) {
        return new AtlosException(Kind.UNCERTAIN, operation, lost.getStatus(), lost.getServerText(), lost.getFields(),
                operation + ": it is not known whether this was carried out: " + what + ". Look at the record before you send it again. What "
                        + "went wrong: " + lost.getMessage() + (lost.getStatus() == SERVER_FAILED ? HINT : ""), lost.getCause());
    }

    static AtlosException of(String operation, String what) {
        return new AtlosException(Kind.UNCERTAIN, operation, operation + ": " + what + ". Look at the record before you send it again");
    }

    /** Answered with yes, which on this server proves nothing while others write. */
    static AtlosException notReadBack(String operation, RuntimeException why) {
        String what = "the server said yes, but it could not be read back, and another writer may have undone it";
        return why instanceof AtlosException refusal ? of(operation, what, refusal) : of(operation, what + " (" + why.getMessage() + ")");
    }
}
