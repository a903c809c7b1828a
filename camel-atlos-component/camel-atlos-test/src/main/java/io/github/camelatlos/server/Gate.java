package io.github.camelatlos.server;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds writes back while it is shut. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean shut;

    void shut(boolean now) {
        lock.lock();
        try {
            shut = now;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pass(Request request) {
        if (!request.isPost()) {
            return;
        }
        lock.lock();
        try {
            while (shut) {
                opened.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerCrash("stopped");
        } finally {
            lock.unlock();
        }
    }
}
