package io.github.camelatlos.writes;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;

/**
 * What is said when it is not known whether a write was carried out. What was lost is told, but not as the cause: Camel looks for
 * an exception's deepest cause of a type, and would take the kind of that one.
 */
final class Uncertain {

    private static final int SERVER_FAILED = 500;

    private Uncertain() {
    }

    /** Whether it is Atlos itself that failed. Measured: with nothing at all to say, while a proxy sends a page. */
    static boolean isFailure(AtlosException lost) {
        return lost.getStatus() == SERVER_FAILED && (lost.getServerText() == null || lost.getServerText().isBlank());
    }

    /**
     * @param lost why no answer came, or null where the server said yes, which on this server proves nothing while others write
     * @param hint what Atlos probably cannot take, or empty
     */
    static AtlosException of(String operation, String what, AtlosException lost, String hint) {
        String told = operation + ": it is not known whether this was carried out: " + what + ". Look at the record before you send it again";
        if (lost == null) {
            return new AtlosException(Kind.UNCERTAIN, operation, told);
        }
        String probably = hint.isEmpty() || !isFailure(lost) ? "" : ". If it ends like this every time, Atlos cannot take this input: " + hint;
        return new AtlosException(Kind.UNCERTAIN, operation, lost.getStatus(), lost.getServerText(), lost.getFields(),
                told + ". What went wrong: " + lost.getMessage() + probably, lost.getCause());
    }
}
