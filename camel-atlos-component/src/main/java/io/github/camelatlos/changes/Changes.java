package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.model.Json;

/**
 * What is new since the checkpoint, oldest first, and how far it has been delivered.
 *
 * <p>Not for use by several threads: one poll at a time takes changes, and says of them that they are {@link #done()} or have
 * {@link #failed()} before it takes the next.
 */
public final class Changes {

    /** A server that refuses every cursor is asked for a fresh walk so often within a poll. */
    private static final int MOST_FRESH_WALKS = 3;
    /** A long sweep does not hold up new rows for longer than this. */
    private static final Duration NEW_ROWS_EVERY = Duration.ofSeconds(5);

    private final ListFeeds lists;
    private final SweepFeed sweep;
    private final StartFrom startFrom;
    private final SavedCheckpoint checkpoint;

    private boolean sweepUnderWay;
    /** A record of the sweep has failed: it comes before anything else. */
    private boolean sweepFirst;
    private boolean takenOver;
    private int freshWalks;

    private Changes(ListFeeds lists, SweepFeed sweep, StartFrom startFrom, SavedCheckpoint checkpoint) {
        this.lists = lists;
        this.sweep = sweep;
        this.startFrom = startFrom;
        this.checkpoint = checkpoint;
    }

    /** What the client finds, by these settings. */
    public static Changes of(AtlosClient client, ChangesSettings settings, CheckpointStore store, String key) {
        RowRules rules = new RowRules(settings.resource(), settings.wanted());
        ListFeeds lists = new ListFeeds(client, settings, rules);
        SweepFeed sweep = settings.resource() == AtlosResource.SOURCE_MATERIAL
                ? new SweepFeed(client, settings.listing(), rules, settings.lookback(), settings.sweepInterval(), lists::isUndelivered) : null;
        return new Changes(lists, sweep, settings.startFrom(), new SavedCheckpoint(store, key));
    }

    /** @throws CheckpointException if the checkpoint cannot be read */
    public void open() {
        JsonNode state = checkpoint.open();
        if (state == null) {
            return;
        }
        lists.restore(state.path("lists"));
        if (sweep != null && state.has("sweep")) {
            sweep.restore(state.get("sweep"));
            sweepFirst = state.path("sweepFirst").asBoolean();
        }
    }

    public void close() {
        checkpoint.close();
    }

    /** A poll begins: asks the server for what is new, unless an earlier walk has something left. */
    public void begin() {
        freshWalks = 0;
        putBack();
        if (takenOver) {
            readAgain();
        }
        save();
        withFreshWalks(() -> {
            startWhereNew();
            lists.plan();
            return null;
        });
        if (sweep != null) {
            if (!sweep.hasBegun()) {
                beginSweepWithList();
            }
            sweep.plan();
        }
    }

    private void startWhereNew() {
        for (ListFeed list : lists.notBegun()) {
            if (startFrom instanceof StartFrom.At at) {
                list.state().begin(at.instant());
            } else if (startFrom instanceof StartFrom.Now) {
                if (sweep != null) {
                    sweep.beginNow();
                }
                list.beginNow();
                save();
            } else {
                list.state().begin(null);
            }
        }
    }

    private void beginSweepWithList() {
        if (startFrom instanceof StartFrom.At at) {
            sweep.beginAt(at.instant());
        } else {
            sweep.beginWithList(lists.began());
        }
    }

    /**
     * The oldest changes there are, at most so many; empty if there is nothing more in this poll. They are under way until
     * {@link #done()} or {@link #failed()}.
     */
    public List<Change> take(int most) {
        return withFreshWalks(() -> {
            try {
                List<Change> changes = sweepFirst ? takeHeldFromSweep() : List.of();
                if (changes.isEmpty()) {
                    changes = lists.take(most);
                }
                return changes.isEmpty() && sweep != null ? sweep(most) : changes;
            } catch (RuntimeException e) {
                // Nobody got what was taken before the fault.
                putBack();
                throw e;
            }
        });
    }

    private List<Change> takeHeldFromSweep() {
        while (sweep.isWalking()) {
            sweep.step();
        }
        List<Change> held = takeFromSweep(1);
        sweepFirst = !held.isEmpty();
        return held;
    }

    private List<Change> sweep(int most) {
        List<Change> changes = List.of();
        while (sweep.isWalking() && changes.isEmpty()) {
            sweep.step();
            changes = lists.takeNew(NEW_ROWS_EVERY, most);
        }
        if (changes.isEmpty() && sweep.hasMore()) {
            changes = lists.takeNew(NEW_ROWS_EVERY, most);
        }
        return changes.isEmpty() ? takeFromSweep(most) : changes;
    }

    private List<Change> takeFromSweep(int most) {
        List<Change> changes = new ArrayList<>();
        while (changes.size() < most && sweep.peek() != null) {
            sweepUnderWay = true;
            changes.add(sweep.take());
        }
        return changes;
    }

    /** What was taken has been delivered; when the method returns, no restart delivers it again. */
    public void done() {
        if (sweepUnderWay) {
            sweepUnderWay = false;
            lists.remember(sweep.done());
        } else {
            List<Row> rows = lists.done();
            if (sweep != null) {
                rows.forEach(row -> sweep.remember(row, lists.serverTime()));
            }
        }
        save();
    }

    /** What was taken comes again in the next poll, as the API then shows it, before anything that came after it. */
    public void failed() {
        sweepFirst |= sweepUnderWay;
        putBack();
    }

    private void putBack() {
        if (sweepUnderWay) {
            sweepUnderWay = false;
            sweep.failed();
        }
        lists.failed();
    }

    /** A poll ends: keeps a mark that moved without anything to deliver. */
    public void end() {
        save();
    }

    private void save() {
        if (!lists.haveBegun()) {
            return;
        }
        ObjectNode state = Json.MAPPER.createObjectNode();
        state.set("lists", lists.toJson());
        if (sweep != null) {
            state.set("sweep", sweep.toJson());
            state.put("sweepFirst", sweepFirst);
        }
        try {
            checkpoint.save(state);
        } catch (CheckpointException e) {
            takenOver = e.isTakenOver();
            throw e;
        }
    }

    /** Another consumer has moved the mark: goes on from there. */
    private void readAgain() {
        checkpoint.close();
        lists.reset();
        if (sweep != null) {
            sweep.reset();
        }
        open();
        takenOver = false;
    }

    /** Measured: a cursor that is no longer accepted is no end of the list; the walk starts again from the mark. */
    private <T> T withFreshWalks(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (AtlosException e) {
                if (e.getKind() != Kind.EXPIRED_CURSOR || ++freshWalks > MOST_FRESH_WALKS) {
                    throw e;
                }
                lists.forgetWalks();
                if (sweep != null && sweep.isWalking()) {
                    sweep.restart();
                }
            }
        }
    }

    /** Records known and not yet delivered. */
    public int pending() {
        return lists.pending() + (sweep == null || sweep.isWalking() ? 0 : sweep.pending());
    }

    /** Whether the poll has more work than it has taken. */
    public boolean hasMore() {
        return lists.hasMore() || sweep != null && sweep.hasMore();
    }

    /** The newest timestamp delivered, or null. */
    public Instant mark() {
        return lists.mark();
    }

    /** Rows met again and known to have been delivered. */
    public long suppressed() {
        return lists.suppressed();
    }

    /** When the next sweep of source material is due, or null where there is none or it is under way. */
    public Instant nextSweep() {
        return sweep == null ? null : sweep.next();
    }

    /** Where the checkpoint is kept. */
    public String store() {
        return checkpoint.toString();
    }
}
