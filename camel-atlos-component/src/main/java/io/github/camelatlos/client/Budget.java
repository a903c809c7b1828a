package io.github.camelatlos.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The requests of one token, spread evenly over the minute. Whoever asks first is served first, so reads and writes share it
 * fairly; the next moment is reckoned when one goes, so who gives up takes nothing.
 */
final class Budget {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long nextFree = System.nanoTime();

    /**
     * Waits for a place in time, and takes it.
     *
     * @throws StopSignal.Stopped if the signal is raised before
     */
    void await(int requestsPerMinute, StopSignal stop) {
        if (requestsPerMinute <= 0) {
            return;
        }
        Object me = new Object();
        lock.lock();
        try (StopSignal.Registration registration = stop.onRaise(this::wake)) {
            waiting.add(me);
            while (waiting.peek() != me || nextFree - System.nanoTime() > 0) {
                stop.check();
                if (waiting.peek() == me) {
                    changed.awaitNanos(nextFree - System.nanoTime());
                } else {
                    changed.await();
                }
            }
            stop.check();
            nextFree = System.nanoTime() + Duration.ofMinutes(1).dividedBy(requestsPerMinute).toNanos();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopSignal.Stopped();
        } finally {
            waiting.remove(me);
            changed.signalAll();
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
