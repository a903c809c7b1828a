package io.github.camelatlos.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.camelatlos.client.Slugs;

/**
 * Places for those who write. A record has one: measured, the server reads a record, changes it and writes it whole, so that of parallel
 * writes some are lost though all are answered with yes. The uploads to one server share some. Who waits holds no thread; who came first
 * is served first; a lane that nobody uses is gone.
 */
final class Lanes {

    /** The lanes of all endpoints and Camel contexts: two of them may write to one record. */
    static final Lanes JVM = new Lanes();

    /** Who has a place, and who waits for one, each with how many it takes the lane to have. */
    private static final class Lane {
        private final Deque<Waiter> waiting = new ArrayDeque<>();
        private int taken;
    }

    private record Waiter(int places, CompletableFuture<Permit> turn) {
    }

    private final Map<String, Lane> lanes = new HashMap<>();

    Lanes() {
    }

    /** All spellings of a slug are one incident. The server is named the same by all who reach the same one. */
    static String incident(String server, String slug) {
        return server + " incident:" + Slugs.canonical(slug);
    }

    static String sourceMaterial(String server, String id) {
        return server + " source-material:" + id.toLowerCase(Locale.ROOT);
    }

    /** New incidents of one description, which could not be told from each other if an answer were lost. */
    static String newIncident(String server, String description) {
        return server + " new:" + description;
    }

    static String uploads(String server) {
        return server + " uploads";
    }

    /** The permit, once it is this one's turn. Whoever no longer wants it cancels the future, or closes the permit. */
    CompletableFuture<Permit> acquire(String name, int places) {
        CompletableFuture<Permit> turn = new CompletableFuture<>();
        synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(name, first -> new Lane());
            if (lane.taken >= places || !lane.waiting.isEmpty()) {
                lane.waiting.add(new Waiter(places, turn));
                return turn;
            }
            lane.taken++;
        }
        turn.complete(new Permit(this, name));
        return turn;
    }

    private void release(String name) {
        while (true) {
            Waiter next;
            synchronized (lanes) {
                Lane lane = lanes.get(name);
                Waiter first = lane.waiting.peek();
                if (first == null || lane.taken > first.places()) {
                    lane.taken--;
                    if (lane.taken == 0) {
                        lanes.remove(name);
                    }
                    return;
                }
                next = lane.waiting.remove();
            }
            // One that was cancelled meanwhile is passed over.
            if (next.turn().complete(new Permit(this, name))) {
                return;
            }
        }
    }

    int size() {
        synchronized (lanes) {
            return lanes.size();
        }
    }

    /** A place in a lane, until it is closed. */
    static final class Permit implements AutoCloseable {
        private final Lanes lanes;
        private final String name;
        private boolean closed;

        private Permit(Lanes lanes, String name) {
            this.lanes = lanes;
            this.name = name;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            lanes.release(name);
        }
    }
}
