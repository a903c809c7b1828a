package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.model.Json;

/**
 * What is new since the checkpoint, oldest first, and how far it has been delivered.
 *
 * <p>Not for use by several threads: one poll at a time takes changes, and says of each that it is {@link #done()} or has
 * {@link #failed()} before it takes the next.
 */
public final class Changes {

    /** A server that refuses every cursor is asked for a fresh walk so often within a poll. */
    private static final int MOST_FRESH_WALKS = 3;
    /** A long sweep does not hold up new rows for longer than this. */
    private static final Duration NEW_ROWS_EVERY = Duration.ofSeconds(5);

    private final Map<String, ListFeed> lists;
    private final SweepFeed sweep;
    private final StartFrom startFrom;
    private final CheckpointStore store;
    private final Checkpoint checkpoint;

    private boolean open;
    private boolean sweepUnderWay;
    private ListFeed listUnderWay;
    private boolean sweepFirst;
    private int freshWalks;
    private long listsLookedAt;
    private String saved;

    /**
     * @param lists by their names in the checkpoint
     * @param sweep or null
     */
    private Changes(Map<String, ListFeed> lists, SweepFeed sweep, StartFrom startFrom, CheckpointStore store, String key) {
        this.lists = lists;
        this.sweep = sweep;
        this.startFrom = startFrom;
        this.store = store;
        this.checkpoint = new Checkpoint(key, store);
    }

    /** What the client finds, by these settings. */
    public static Changes of(AtlosClient client, ChangesSettings settings, CheckpointStore store, String key) {
        RowRules rules = new RowRules(settings.resource(), settings.wanted());
        Duration lookback = settings.lookback();
        Map<String, ListFeed> lists = new LinkedHashMap<>();
        ListFeed live = new ListFeed(client, settings.listing(), rules, null, lookback);
        lists.put("live", live);
        if (settings.deletedToo()) {
            lists.put("deleted", new ListFeed(client, settings.listing().with("deleted", "true"), rules, ChangeKind.deleted, lookback));
        }
        SweepFeed sweep = settings.resource() == AtlosResource.SOURCE_MATERIAL
                ? new SweepFeed(client, settings.listing(), rules, lookback, settings.sweepInterval(), live::isUndelivered) : null;
        return new Changes(lists, sweep, settings.startFrom(), store, key);
    }

    /** @throws CheckpointException if the checkpoint cannot be read */
    public void open() {
        String text = store.open();
        try {
            restore(text);
            open = true;
        } finally {
            if (!open) {
                store.close();
            }
        }
    }

    private void restore(String text) {
        if (text != null) {
            JsonNode state = checkpoint.read(text);
            lists.forEach((name, list) -> {
                if (state.path("lists").has(name)) {
                    list.restore(state.path("lists").get(name));
                }
            });
            if (sweep != null && state.has("sweep")) {
                sweep.restore(state.get("sweep"));
                sweepFirst = state.path("sweepFirst").asBoolean();
            }
        }
        saved = text;
    }

    public void close() {
        if (open) {
            open = false;
            store.close();
        }
    }

    /** A poll begins: asks the server for what is new, unless an earlier walk has something left. */
    public void begin(StopSignal stop) {
        freshWalks = 0;
        putBack();
        save();
        withFreshWalks(() -> {
            startWhereNew(stop);
            planLists(stop);
            return null;
        });
        if (sweep != null) {
            if (!sweep.hasBegun()) {
                beginSweepWithList();
            }
            sweep.plan();
        }
    }

    private void startWhereNew(StopSignal stop) {
        for (ListFeed list : lists.values()) {
            if (list.state().hasBegun()) {
                continue;
            }
            if (startFrom instanceof StartFrom.At at) {
                list.state().begin(at.instant());
            } else if (startFrom instanceof StartFrom.Now) {
                if (sweep != null) {
                    sweep.beginNow(stop);
                }
                list.beginNow(stop);
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
            sweep.beginWithList(lists.values().iterator().next().began());
        }
    }

    private void planLists(StopSignal stop) {
        for (ListFeed list : lists.values()) {
            list.plan(stop);
        }
        listsLookedAt = System.nanoTime();
    }

    /**
     * The oldest changes there are, at most so many; empty if there is nothing more in this poll. They are under way until
     * {@link #done()} or {@link #failed()}.
     */
    public List<Change> take(int most, StopSignal stop) {
        return withFreshWalks(() -> {
            try {
                List<Change> changes = sweepFirst ? takeHeldFromSweep(stop) : List.of();
                if (changes.isEmpty()) {
                    changes = takeFromLists(most, stop);
                }
                return changes.isEmpty() && sweep != null ? sweep(most, stop) : changes;
            } catch (RuntimeException e) {
                // Nobody got what was taken before the fault.
                putBack();
                throw e;
            }
        });
    }

    private List<Change> takeHeldFromSweep(StopSignal stop) {
        while (sweep.isWalking()) {
            sweep.step(stop);
        }
        List<Change> held = takeFromSweep(1, stop);
        sweepFirst = !held.isEmpty();
        return held;
    }

    private List<Change> takeFromLists(int most, StopSignal stop) {
        List<Change> changes = new ArrayList<>();
        for (ListFeed list : lists.values()) {
            if (list.peek() == null && list.hasMore()) {
                list.plan(stop);
            }
        }
        ListFeed oldest = oldest();
        listUnderWay = oldest;
        while (oldest != null && oldest == listUnderWay && changes.size() < most) {
            changes.add(oldest.take(stop));
            oldest = oldest();
        }
        return changes;
    }

    /** Merged by the time of the change; a list whose rows are yet to come into memory holds the others up. */
    private ListFeed oldest() {
        ListFeed oldest = null;
        for (ListFeed list : lists.values()) {
            if (list.peek() == null && list.hasMore()) {
                return null;
            }
            if (list.peek() != null && (oldest == null || list.peekPosition().isBefore(oldest.peekPosition()))) {
                oldest = list;
            }
        }
        return oldest;
    }

    private List<Change> sweep(int most, StopSignal stop) {
        while (sweep.isWalking()) {
            sweep.step(stop);
            List<Change> changes = takeNewRowsInBetween(most, stop);
            if (!changes.isEmpty()) {
                return changes;
            }
        }
        List<Change> changes = sweep.hasMore() ? takeNewRowsInBetween(most, stop) : List.of();
        return changes.isEmpty() ? takeFromSweep(most, stop) : changes;
    }

    private List<Change> takeNewRowsInBetween(int most, StopSignal stop) {
        if (System.nanoTime() - listsLookedAt < NEW_ROWS_EVERY.toNanos()) {
            return List.of();
        }
        planLists(stop);
        return takeFromLists(most, stop);
    }

    private List<Change> takeFromSweep(int most, StopSignal stop) {
        List<Change> changes = new ArrayList<>();
        while (changes.size() < most && sweep.peek(stop) != null) {
            sweepUnderWay = true;
            changes.add(sweep.take(stop));
        }
        return changes;
    }

    /** What was taken has been delivered; when the method returns, no restart delivers it again. */
    public void done() {
        if (sweepUnderWay) {
            List<Row> rows = sweep.done();
            ListFeed list = lists.values().iterator().next();
            rows.forEach(list::rememberIfRecent);
        } else if (listUnderWay != null) {
            List<Row> rows = listUnderWay.done();
            if (sweep != null) {
                rows.forEach(sweep::remember);
            }
        }
        sweepUnderWay = false;
        listUnderWay = null;
        save();
    }

    /** What was taken comes again in the next poll, as the API then shows it, before anything that came after it. */
    public void failed() {
        sweepFirst |= sweepUnderWay;
        putBack();
    }

    private void putBack() {
        if (sweepUnderWay) {
            sweep.failed();
        } else if (listUnderWay != null) {
            listUnderWay.failed();
        }
        sweepUnderWay = false;
        listUnderWay = null;
    }

    /** A poll ends: keeps a mark that moved without anything to deliver. */
    public void end() {
        save();
    }

    /** The newest timestamp delivered, or null; of the list that is furthest behind. */
    public Instant mark() {
        return lists.values().stream().map(list -> list.state().mark()).filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
    }

    /** Rows met again and known to have been delivered. */
    public long suppressed() {
        return lists.values().stream().mapToLong(ListFeed::suppressed).sum();
    }

    /** Seconds until the next sweep of source material, 0 while one is under way or due; -1 where there is none. */
    public long secondsUntilSweep() {
        return sweep == null ? -1 : sweep.secondsUntilNext();
    }

    /** Where the checkpoint is kept. */
    public String store() {
        return store.toString();
    }

    private void save() {
        if (lists.values().stream().noneMatch(list -> list.state().hasBegun())) {
            return;
        }
        ObjectNode state = Json.MAPPER.createObjectNode();
        ObjectNode listStates = state.putObject("lists");
        lists.forEach((name, list) -> listStates.set(name, list.toJson()));
        if (sweep != null) {
            state.set("sweep", sweep.toJson());
            state.put("sweepFirst", sweepFirst);
        }
        String text = checkpoint.write(state);
        if (!text.equals(saved)) {
            saveNow(text);
        }
    }

    private void saveNow(String text) {
        if (!open) {
            throw new CheckpointException("The consumer has stopped; its checkpoint stays where it was", null);
        }
        try {
            store.save(text);
            saved = text;
        } catch (CheckpointException e) {
            if (e.isTakenOver()) {
                reopen();
            }
            throw e;
        }
    }

    private void reopen() {
        store.close();
        lists.values().forEach(ListFeed::reset);
        if (sweep != null) {
            sweep.reset();
        }
        restore(store.open());
    }

    private interface Work<T> {
        T get();
    }

    /** Measured: a cursor that is no longer accepted is no end of the list; the walk starts again from the mark. */
    private <T> T withFreshWalks(Work<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (AtlosException e) {
                if (e.getKind() != Kind.EXPIRED_CURSOR || ++freshWalks > MOST_FRESH_WALKS) {
                    throw e;
                }
                lists.values().forEach(ListFeed::forgetWalk);
                if (sweep != null && sweep.isWalking()) {
                    sweep.restart();
                }
            }
        }
    }

    /** Records known and not yet delivered. */
    public int pending() {
        return lists.values().stream().mapToInt(ListFeed::pending).sum() + (sweep == null || sweep.isWalking() ? 0 : sweep.pending());
    }

    /** Whether the poll has more work than it has taken. */
    public boolean hasMore() {
        return lists.values().stream().anyMatch(ListFeed::hasMore) || sweep != null && sweep.hasMore();
    }
}
