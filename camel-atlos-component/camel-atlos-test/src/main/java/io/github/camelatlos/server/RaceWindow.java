package io.github.camelatlos.server;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The time between a read and the write that builds on it. Measured: the real server has one for uploads, metadata, own
 * attributes and the numbering of source material, and loses parallel writes in it. Without a window they are atomic here.
 */
record RaceWindow(Duration length) {

    <T, R> R readThenWrite(Archive archive, Supplier<T> read, Function<T, R> write) {
        if (length.isZero()) {
            return archive.locked(shelf -> write.apply(read.get()));
        }
        T seen = archive.locked(shelf -> read.get());
        pause();
        return archive.locked(shelf -> write.apply(seen));
    }

    private void pause() {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerCrash("stopped");
        }
    }
}
