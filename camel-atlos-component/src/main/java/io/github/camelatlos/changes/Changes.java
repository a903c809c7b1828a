package io.github.camelatlos.changes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.checkpoint.Checkpoint;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.model.Json;

/**
 * What is new since the checkpoint, oldest first, and how far it has been delivered.
 *
 * <p>Not for use by several threads: one poll at a time takes changes, and says of them that they are {@link #done()} or have
 * {@link #failed()} before it takes the next.
 */
public final class Changes implements AutoCloseable {

    /** A server that refuses every cursor is asked for a fresh walk so often within a poll. */
    private static final int MOST_FRESH_WALKS = 3;
    /** A long sweep does not hold up new rows for longer than this. */
    private static final Duration NEW_ROWS_EVERY = Duration.ofSeconds(5);

    private final Checkpoint checkpoint;
    private final StartFrom startFrom;
    /** All that the checkpoint holds, also of a list that is switched off: its mark is good when it is switched on again. */
    private final Map<String, Progress> progress = new LinkedHashMap<>();
    /** The live list, and with the deleted incidents another one, each with a mark of its own. */
    private final List<ListFeed> lists = new ArrayList<>();
    private final Sweep sweep;

    /** A record of the sweep has failed: it comes before anything else. */
    private boolean sweepFirst;
    private boolean savedSweepFirst;
    private int freshWalks;
    private long listsWalked;

    private Changes(Function<Listing, PageSource> sources, ChangesSettings settings, Checkpoint checkpoint, PageMemory memory, Clock clock) {
        this.checkpoint = checkpoint;
        this.startFrom = settings.startFrom();
        RowRules rules = new RowRules(settings.resource(), settings.wanted(), this::project);
        progress.put("live", new Progress(rules, rules::position, settings.lookback()));
        progress.put("deleted", new Progress(rules, rules::position, settings.lookback()));
        Listing listing = settings.listing();
        Listing up = settings.oldestFirst();
        lists.add(new ListFeed(sources.apply(listing), up == null ? null : sources.apply(up), rules, progress.get("live"), null, memory, clock));
        if (settings.deletedToo()) {
            lists.add(new ListFeed(sources.apply(deleted(listing)), up == null ? null : sources.apply(deleted(up)), rules, progress.get("deleted"),
                    ChangeKind.deleted, memory, clock));
        }
        if (settings.resource() == AtlosResource.SOURCE_MATERIAL) {
            progress.put("sweep", new Progress(rules, rules::changedAt, settings.lookback()));
            sweep = new Sweep(sources.apply(listing), rules, progress.get("sweep"), settings.sweepInterval(), live(), clock);
        } else {
            sweep = null;
        }
    }

    /** What the client finds, by these settings, from this checkpoint on; it is closed with the changes. */
    public static Changes of(AtlosClient client, ChangesSettings settings, Checkpoint checkpoint, PageMemory memory) {
        return of(listing -> PageSource.of(client, listing), settings, checkpoint, memory, Clock.systemUTC());
    }

    static Changes of(Function<Listing, PageSource> sources, ChangesSettings settings, Checkpoint checkpoint, PageMemory memory, Clock clock) {
        Changes changes = new Changes(sources, settings, checkpoint, memory, clock);
        checkpoint.state().forEach(changes::restore);
        changes.savedSweepFirst = changes.sweepFirst;
        checkpoint.base(changes::whole);
        return changes;
    }

    private static Listing deleted(Listing listing) {
        return listing.with("deleted", "true");
    }

    private ListFeed live() {
        return lists.get(0);
    }

    /** A base or a change; in what the first version of this connector wrote the lists stood below a key of their own. */
    private void restore(JsonNode state) {
        progress.forEach((name, one) -> {
            JsonNode kept = state.has("lists") && !name.equals("sweep") ? state.get("lists").path(name) : state.path(name);
            if (kept.isObject()) {
                one.restore(kept);
            }
        });
        sweepFirst = sweep != null && state.path("sweepFirst").asBoolean(sweepFirst);
    }

    private ObjectNode whole() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        progress.forEach((name, one) -> {
            if (one.hasBegun()) {
                json.set(name, one.toJson());
            }
        });
        return json.put("sweepFirst", sweepFirst);
    }

    private void moved() {
        Moves moves = new Moves();
        progress.forEach((name, one) -> {
            Progress.Moved moved = one.change();
            if (moved != null) {
                moves.add(name, moved);
            }
        });
        if (sweepFirst != savedSweepFirst) {
            moves.sweepFirst(sweepFirst);
            savedSweepFirst = sweepFirst;
        }
        if (!moves.isEmpty()) {
            checkpoint.moved(moves);
        }
    }

    /** Writes what is not written yet, lets go of the checkpoint, and of the memory that pages take. */
    @Override
    public void close() {
        lists.forEach(ListFeed::forgetPages);
        checkpoint.close();
    }

    /** A poll begins. */
    public void begin() {
        freshWalks = 0;
        listsWalked = System.nanoTime();
        lists.forEach(ListFeed::begin);
        putBack();
        // Nothing is delivered while the checkpoint cannot be kept.
        flush();
        withFreshWalks(() -> {
            startWhereNew();
            return null;
        });
        if (sweep != null) {
            sweep.plan();
        }
    }

    private void startWhereNew() {
        for (ListFeed list : lists) {
            if (list.progress().hasBegun()) {
                continue;
            }
            if (startFrom instanceof StartFrom.At at) {
                list.progress().begin(null, at.instant());
            } else if (startFrom instanceof StartFrom.Now) {
                if (sweep != null) {
                    sweep.rememberAll();
                }
                list.rememberAll();
                flush();
            } else {
                list.progress().begin(null, null);
            }
        }
        if (sweep != null && !sweep.progress().hasBegun() && startFrom instanceof StartFrom.At at) {
            sweep.progress().begin(at.instant(), at.instant());
        }
    }

    private void flush() {
        moved();
        checkpoint.flush();
    }

    /**
     * The oldest changes there are, at most so many, of one page; empty if there is nothing more in this poll. They are in hand until
     * {@link #done()} or {@link #failed()}.
     */
    public List<Change> take(int most) {
        return withFreshWalks(() -> {
            try {
                return next(most);
            } catch (RuntimeException | Error e) {
                // Nobody got what was taken before the fault.
                putBack();
                throw e;
            }
        });
    }

    private List<Change> next(int most) {
        if (sweepFirst) {
            while (sweep.isWalking()) {
                sweep.step();
            }
            if (sweep.peek() != null) {
                return List.of(sweep.take());
            }
            sweepFirst = false;
        }
        List<Change> changes = fromLists(most);
        return changes.isEmpty() && sweep != null ? fromSweep(most) : changes;
    }

    private List<Change> fromLists(int most) {
        lists.forEach(ListFeed::prepare);
        if (sweep != null && !sweep.progress().hasBegun() && live().horizon() != null) {
            sweep.beginWithList();
        }
        List<Change> changes = new ArrayList<>();
        ListFeed oldest = oldest();
        for (ListFeed list = oldest; list != null && list == oldest && list.isSamePage() && changes.size() < most; list = oldest()) {
            changes.add(list.take());
        }
        return changes;
    }

    /** The list whose next row is the oldest one; the live one where two are of the same time. */
    private ListFeed oldest() {
        ListFeed oldest = null;
        for (ListFeed list : lists) {
            if (list.peek() != null && (oldest == null || list.peekTime().isBefore(oldest.peekTime()))) {
                oldest = list;
            }
        }
        return oldest;
    }

    private List<Change> fromSweep(int most) {
        while (sweep.isOpen()) {
            if (System.nanoTime() - listsWalked > NEW_ROWS_EVERY.toNanos()) {
                listsWalked = System.nanoTime();
                // Not more than two requests of a consumer are open.
                sweep.close();
                lists.forEach(ListFeed::begin);
                List<Change> changes = fromLists(most);
                if (!changes.isEmpty()) {
                    return changes;
                }
            }
            if (sweep.isWalking()) {
                sweep.step();
            } else if (sweep.peek() == null) {
                sweep.settle();
            } else {
                return takeFromSweep(most);
            }
        }
        return List.of();
    }

    private List<Change> takeFromSweep(int most) {
        List<Change> changes = new ArrayList<>();
        while (changes.size() < most && sweep.peek() != null) {
            changes.add(sweep.take());
        }
        return changes;
    }

    /** What was taken has been delivered; whoever else would meet it learns so. */
    public void done() {
        for (ListFeed list : lists) {
            for (Row row : list.done()) {
                if (sweep != null) {
                    sweep.deliveredByList(row, list.horizon());
                }
            }
        }
        if (sweep != null) {
            for (Row row : sweep.done()) {
                sweepFirst = false;
                // Also where it stands below the floor: should a clock be set back, the list meets it again.
                live().progress().remember(live().progress().entry(row, sweep.horizon()));
            }
        }
        moved();
    }

    /** What was taken comes again in the next poll, as the API then shows it, before anything that came after it. */
    public void failed() {
        lists.forEach(ListFeed::failed);
        if (sweep != null) {
            sweepFirst |= sweep.failed();
        }
        flush();
    }

    private void putBack() {
        lists.forEach(ListFeed::putBack);
        if (sweep != null) {
            sweep.putBack();
        }
    }

    /** A poll ends: all that was delivered is kept. */
    public void end() {
        flush();
    }

    /** A row tells whose it is: an incident names its project. */
    private void project(RowHead head) {
        if (head.projectId() != null) {
            checkpoint.project(head.projectId());
        }
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
                lists.forEach(ListFeed::forgetPages);
                if (sweep != null && sweep.isWalking()) {
                    sweep.restart();
                }
            }
        }
    }

    /** Records known and not yet taken. */
    public int pending() {
        int pending = sweep == null ? 0 : sweep.pending();
        for (ListFeed list : lists) {
            pending += list.pending();
        }
        return pending;
    }

    /** Whether more follows than what is {@link #pending}, and nobody knows how much. */
    public boolean isOpenEnded() {
        return lists.stream().anyMatch(ListFeed::isClimbing);
    }

    /** Whether something is known to wait. */
    public boolean hasMore() {
        return sweepFirst || lists.stream().anyMatch(ListFeed::hasMore) || sweep != null && sweep.isOpen();
    }

    /** How far everything is delivered, or null; of the list that is furthest behind. */
    public Instant mark() {
        Instant furthest = null;
        for (ListFeed list : lists) {
            Instant mark = list.progress().mark();
            furthest = furthest == null || mark != null && mark.isBefore(furthest) ? mark : furthest;
        }
        return furthest;
    }

    /** Rows met again and known to have been delivered. */
    public long suppressed() {
        return lists.stream().mapToLong(ListFeed::suppressed).sum();
    }

    /** When the next sweep of source material is due, or null where there is none or it is under way. */
    public Instant nextSweep() {
        return sweep == null ? null : sweep.next();
    }

    /** Where the checkpoint is kept. */
    public String store() {
        return checkpoint.toString();
    }

    /** Whether there was one when it was opened. */
    public boolean found() {
        return checkpoint.found();
    }
}
