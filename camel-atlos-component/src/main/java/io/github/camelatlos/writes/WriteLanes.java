package io.github.camelatlos.writes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One writer at a time for each record. Measured: the server reads a record, changes it and writes it whole, so that of parallel
 * writes some are lost though all are answered with yes. Who waits holds no thread; who came first is served first; a lane that
 * nobody uses is gone.
 */
public final class WriteLanes {

    /** The lanes of all endpoints and Camel contexts: two of them may write to one record. */
    public static final WriteLanes JVM = new WriteLanes();

    private final Map<String, Deque<CompletableFuture<Permit>>> lanes = new HashMap<>();

    WriteLanes() {
    }

    /** The permit, once it is this one's turn. Whoever no longer wants it cancels the future, or closes the permit. */
    public CompletableFuture<Permit> acquire(String lane) {
        CompletableFuture<Permit> turn = new CompletableFuture<>();
        synchronized (lanes) {
            Deque<CompletableFuture<Permit>> waiting = lanes.get(lane);
            if (waiting != null) {
                waiting.add(turn);
                return turn;
            }
            lanes.put(lane, new ArrayDeque<>());
        }
        turn.complete(new Permit(this, lane));
        return turn;
    }

    private void release(String lane) {
        while (true) {
            CompletableFuture<Permit> next;
            synchronized (lanes) {
                next = lanes.get(lane).poll();
                if (next == null) {
                    lanes.remove(lane);
                    return;
                }
            }
            // One that was cancelled meanwhile is passed over.
            if (next.complete(new Permit(this, lane))) {
                return;
            }
        }
    }

    int size() {
        synchronized (lanes) {
            return lanes.size();
        }
    }

    /** The right to write to a record, until it is closed. */
    public static final class Permit implements AutoCloseable {
        private final WriteLanes lanes;
        private final String lane;
        private boolean closed;

        private Permit(WriteLanes lanes, String lane) {
            this.lanes = lanes;
            this.lane = lane;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            lanes.release(lane);
        }
    }
}
