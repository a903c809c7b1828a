package io.github.camelatlos.checkpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a consumer has come, kept in a store: a base, which holds the whole state, and a line for each change since. What changes is
 * written when the interval has passed since the last write, and whenever {@link #flush()} is called; a write costs what is new.
 */
public final class Checkpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    /** A tail is folded into a new base when it is longer than the base, and than this. */
    private static final long SHORTEST_TAIL = 64 * 1024;
    /** However long the interval is, more than this is not kept for one line. */
    private static final int MOST_MOVES = 1_000;

    private final CheckpointStore store;
    private final Identity identity;
    private final Duration interval;
    private final ScheduledExecutorService timer;
    private final String writer = UUID.randomUUID().toString();
    private final List<ObjectNode> state;
    private final List<String> unwritten = new ArrayList<>();
    /** What has moved and is no line yet. */
    private Move unsaid;
    private int unsaidMoves;
    private Supplier<ObjectNode> base;
    private String project;
    private String last;
    private boolean replacing;
    private long baseLength;
    private long tailLength;
    private long writtenAt;
    private Future<?> waiting;
    private CheckpointException lost;
    private boolean closed;

    private Checkpoint(CheckpointStore store, Identity identity, Kept kept, Duration interval, ScheduledExecutorService timer) {
        this.store = store;
        this.identity = identity;
        this.interval = interval;
        this.timer = timer;
        this.state = kept.state();
        this.project = kept.project();
        this.writtenAt = System.nanoTime() - interval.toNanos();
    }

    /**
     * Opens what is kept, for this consumer alone.
     *
     * @param  interval            between writes; zero: each change is written at once
     * @param  timer               for what is not followed by another change in time
     * @throws CheckpointException if it is in use, damaged, of a newer version, or belongs to another key, resource or selection
     */
    public static Checkpoint open(CheckpointStore store, Identity identity, Duration interval, ScheduledExecutorService timer) {
        List<String> lines = store.open();
        try {
            return new Checkpoint(store, identity, Kept.of(lines, identity, store), interval, timer);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * What was kept when it was opened: the base, and each change since, oldest first; empty if nothing was. A base that the first version
     * of this connector wrote has {@code "format": 1}.
     */
    public List<ObjectNode> state() {
        return state;
    }

    /** Whether there was a checkpoint when it was opened. */
    public boolean found() {
        return !state.isEmpty();
    }

    /** @param whole makes the whole state; asked in {@link #moved}, on the caller's thread, and has to hold the change told there */
    public synchronized void base(Supplier<ObjectNode> whole) {
        base = whole;
    }

    /**
     * The project that the rows are of, as soon as one tells it.
     *
     * @throws CheckpointException if the checkpoint belongs to another project
     */
    public synchronized void project(String id) {
        if (project != null && !project.equals(id)) {
            throw new CheckpointException("The checkpoint (" + store + ") belongs to another project (" + project + ") than the one this token opens (" + id
                    + "). Set another checkpointKey or checkpointFile for this project", null);
        }
        if (project == null) {
            project = id;
            if (last != null) {
                add(Json.MAPPER.createObjectNode().put("project", id));
            }
        }
    }

    /**
     * The state has changed.
     *
     * @throws CheckpointException if it could not be written now, or before; then nothing may be delivered until {@link #flush} returns. The
     *                             change is kept in memory and written then
     */
    public synchronized void moved(Move move) {
        checkUsable();
        if (last == null || tailLength > Math.max(baseLength, SHORTEST_TAIL)) {
            begin();
        } else {
            // Profiled: a line for each record was a fifth of what a backlog costs, and most of what it wrote.
            unsaid = unsaid == null ? move : unsaid.and(move);
            unsaidMoves++;
            if (unsaidMoves >= MOST_MOVES) {
                say();
            }
        }
        if (System.nanoTime() - writtenAt >= interval.toNanos()) {
            write();
        } else if (waiting == null) {
            long left = interval.toNanos() - (System.nanoTime() - writtenAt);
            waiting = timer.schedule(this::writeInTime, Math.max(0, left), TimeUnit.NANOSECONDS);
        }
    }

    /** A new base, which takes the place of all lines, also of those not written yet. */
    private void begin() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("atlosCheckpoint", Kept.FORMAT).put("key", identity.key()).put("resource", identity.resource()).put("selection", identity.fingerprint())
                .put("project", project).put("writer", writer);
        json.set("state", base.get());
        unsaid = null;
        unsaidMoves = 0;
        unwritten.clear();
        last = Lines.write(null, json);
        unwritten.add(last);
        replacing = true;
        baseLength = last.length();
        tailLength = 0;
    }

    private void say() {
        if (unsaid != null) {
            add(Json.MAPPER.createObjectNode().set("change", unsaid.toJson()));
            unsaid = null;
            unsaidMoves = 0;
        }
    }

    private void add(ObjectNode json) {
        last = Lines.write(last, json);
        unwritten.add(last);
        tailLength += last.length();
    }

    private synchronized void writeInTime() {
        waiting = null;
        if (closed) {
            return;
        }
        try {
            write();
        } catch (RuntimeException e) {
            // The next change, or the next flush, tries again and says so.
            LOG.debug("The checkpoint could not be written in time", e);
        }
    }

    /** @throws CheckpointException if not everything could be written */
    public synchronized void flush() {
        checkUsable();
        write();
    }

    private void write() {
        say();
        if (unwritten.isEmpty()) {
            return;
        }
        // A change after a write that failed is not to wait.
        writtenAt = System.nanoTime() - interval.toNanos();
        try {
            if (replacing) {
                store.replace(unwritten);
            } else {
                store.append(unwritten);
            }
        } catch (CheckpointException e) {
            lost = e.anotherWriter() ? e : null;
            throw e;
        }
        unwritten.clear();
        replacing = false;
        writtenAt = System.nanoTime();
    }

    private void checkUsable() {
        if (lost != null) {
            throw lost;
        }
        if (closed) {
            throw new CheckpointException("The consumer has stopped; its checkpoint stays where it was", null);
        }
    }

    /** Writes what is left, and lets go of the store whether that succeeds or not. Twice is as good as once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (waiting != null) {
            waiting.cancel(false);
        }
        try {
            if (lost == null) {
                write();
            }
        } finally {
            store.close();
        }
    }

    /** Where it is kept, for people. */
    @Override
    public String toString() {
        return store.toString();
    }
}
