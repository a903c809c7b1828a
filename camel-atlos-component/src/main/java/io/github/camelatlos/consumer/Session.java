package io.github.camelatlos.consumer;

import java.time.Duration;
import java.util.function.Function;

import io.github.camelatlos.changes.Changes;
import io.github.camelatlos.client.AtlosClient;

/**
 * What one start of a consumer has opened. A stop may come while a poll is in it, from another thread or from the route itself; then it is closed by
 * that poll, after its last exchange was counted, and otherwise by the stop: by the last one out, once.
 */
final class Session {

    private final AtlosClient client;
    private final RecordHeaders headers;
    private final Function<AtlosClient, Changes> opening;
    private Changes changes;

    private Thread poll;
    private boolean ended;
    private boolean closed;

    /** @param opening opens the checkpoint, and what has changed since */
    Session(AtlosClient client, RecordHeaders headers, Function<AtlosClient, Changes> opening) {
        this.client = client;
        this.headers = headers;
        this.opening = opening;
        this.changes = opening.apply(client);
    }

    AtlosClient client() {
        return client;
    }

    RecordHeaders headers() {
        return headers;
    }

    Changes changes() {
        return changes;
    }

    /** Goes on from where another consumer has moved the checkpoint. */
    void reopen() {
        changes.close();
        changes = opening.apply(client);
    }

    /** A poll begins; false if the session has ended. */
    synchronized boolean enter() throws InterruptedException {
        while (poll != null && !ended) {
            wait();
        }
        if (ended) {
            return false;
        }
        poll = Thread.currentThread();
        return true;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            poll = null;
            last = ended;
            notifyAll();
        }
        if (last) {
            close();
        }
    }

    /** Cuts off what is under way, and lets no other poll begin. */
    void end() {
        client.stop();
        boolean last;
        synchronized (this) {
            ended = true;
            last = poll == null;
            notifyAll();
        }
        if (last) {
            close();
        }
    }

    /** Waits until it is closed, unless it is the caller who is still in it. */
    synchronized void awaitClosed(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); !closed && poll != Thread.currentThread() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            changes.close();
        } finally {
            client.close();
            synchronized (this) {
                closed = true;
                notifyAll();
            }
        }
    }
}
