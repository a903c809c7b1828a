package io.github.camelatlos.changes;

import java.util.concurrent.atomic.AtomicLong;

/** What all consumers of a component may keep of pages that they have read and not yet delivered. */
public final class PageMemory {

    private static final long MOST = 32L << 20;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    public PageMemory() {
        this(Math.min(MOST, Runtime.getRuntime().maxMemory() / 8));
    }

    PageMemory(long most) {
        this.most = most;
    }

    void use(long bytes) {
        used.addAndGet(bytes);
    }

    boolean isOver() {
        return used.get() > most;
    }

    /** How much one consumer may read again at a time. */
    long stride() {
        return Math.max(0, most / 2 - used.get());
    }

    long used() {
        return used.get();
    }
}
