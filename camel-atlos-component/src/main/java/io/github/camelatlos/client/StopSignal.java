package io.github.camelatlos.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Ends waits and requests under way within moments when a route stops or is suspended. */
public final class StopSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Runnable> aborts = ConcurrentHashMap.newKeySet();
    private volatile boolean raised;

    public void raise() {
        lock.lock();
        try {
            raised = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        aborts.forEach(Runnable::run);
    }

    public void lower() {
        raised = false;
    }

    public boolean isRaised() {
        return raised;
    }

    /** @throws Stopped if the signal is raised */
    public void check() {
        if (raised) {
            throw new Stopped();
        }
    }

    /**
     * Waits that long.
     *
     * @throws Stopped if the signal is raised before
     */
    public void sleep(Duration duration) {
        long left = duration.toNanos();
        lock.lock();
        try {
            while (left > 0 && !raised) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        } finally {
            lock.unlock();
        }
        check();
    }

    /** Runs the abort if the signal is raised before the registration is closed. */
    Registration onRaise(Runnable abort) {
        aborts.add(abort);
        if (raised) {
            abort.run();
        }
        return () -> aborts.remove(abort);
    }

    /** Ends by being closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** The work was given up because its route stops; nothing is wrong. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Stopped() {
            super("The route is stopping", null, false, false);
        }
    }
}
