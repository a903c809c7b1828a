package io.github.camelatlos.writes;

import java.util.Optional;
import java.util.function.Function;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.Attempt;

/** What one kind of write has of its own. What it comes to is decided by {@link Writer}, for all of them alike. */
public interface Write<R> {

    /** When it may be sent again though a request of it went out. */
    enum Repeat {
        /** It would be there twice. */
        NEVER,
        /** Only where the server said yes, and it is not there all the same. */
        IF_UNDONE,
        /** It sets a value: twice is as good as once. */
        ALWAYS
    }

    /**
     * How it is to be carried out.
     *
     * @param operation for messages
     * @param verified  whether a yes is to be proved by a look
     */
    record Terms(String operation, Repeat repeat, boolean verified) {
    }

    /**
     * What was found before anything is sent.
     *
     * @param there     the record where there is nothing to do, or null
     * @param archiving whether what is written now would be erased when archiving ends
     */
    record Before<R>(R there, boolean archiving) {
        static <R> Before<R> ready() {
            return new Before<>(null, false);
        }
    }

    /** What a look shows. */
    enum Shown {
        THERE, AS_BEFORE, CHANGED, UNREADABLE
    }

    /**
     * A look at what became of it.
     *
     * @param record    as it is now, or null
     * @param archiving whether it may yet be erased
     * @param trouble   why nothing could be seen, or null
     */
    record Look<R>(Shown shown, R record, boolean archiving, String trouble) {
        static <R> Look<R> of(Shown shown, R record) {
            return new Look<>(shown, record, false, null);
        }

        /** There, or as before. */
        static <R, F> Look<R> found(Optional<F> found, Function<F, R> record) {
            return of(found.isPresent() ? Shown.THERE : Shown.AS_BEFORE, found.map(record).orElse(null));
        }

        static <R> Look<R> unreadable(String trouble) {
            return new Look<>(Shown.UNREADABLE, null, false, trouble);
        }
    }

    Terms terms();

    /** Reads what was there before; thrown is what keeps it from being sent at all. */
    Before<R> before();

    Attempt<R> send();

    /** @param answered the server said yes, and the question is whether it lasted; otherwise the answer was lost */
    Look<R> look(boolean answered);

    /** What Atlos probably cannot take in it, where it fails on it each time; empty where nothing is known. */
    default String hint() {
        return "";
    }

    /** Where Atlos failed each time and nothing is there: the refusal that this is, or null where that is not certain. */
    default AtlosException refused(AtlosException failure) {
        return null;
    }

    /** Where no answer came: the proof that it was not carried out, or null. */
    default AtlosException notCarriedOut(AtlosException lost) {
        return null;
    }

    /** Frees what it holds. */
    default void close() {
    }
}
