package io.github.camelatlos.server;

import java.util.function.Supplier;

/** Something worked out once from an immutable row. Two threads may both work it out; they get equal results. */
final class Memo<T> {

    private volatile T value;

    T get(Supplier<T> from) {
        T known = value;
        if (known == null) {
            known = from.get();
            value = known;
        }
        return known;
    }
}
