package io.github.camelatlos.writes;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;

/**
 * What is said when it is not known whether a write was carried out. What was lost is told, but not as the cause: Camel looks for
 * an exception's deepest cause of a type, and would take the kind of that one.
 */
final class Uncertain {

    private static final int SERVER_FAILED = 500;

    /** Measured: of a damaged image or film, of a film shorter than a second, and of megabytes of different words. */
    private static final String HINT = ". If it ends like this every time, Atlos cannot take this input: an image or film that is damaged or very "
            + "short, or metadata of very many different words";

    private Uncertain() {
    }

    /** @param lost why no answer came, or null where the server said yes, which on this server proves nothing while others write */
    static AtlosException of(String operation, String what, AtlosException lost) {
        String told = operation + ": it is not known whether this was carried out: " + what + ". Look at the record before you send it again";
        return lost == null ? new AtlosException(Kind.UNCERTAIN, operation, told)
                : new AtlosException(Kind.UNCERTAIN, operation, lost.getStatus(), lost.getServerText(), lost.getFields(),
                        told + ". What went wrong: " + lost.getMessage() + (lost.getStatus() == SERVER_FAILED ? HINT : ""), lost.getCause());
    }
}
