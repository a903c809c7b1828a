package io.github.camelatlos.changes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;

/** A list in memory, three rows a page, that changes while it is read, commits rows late, breaks off, forgets cursors, and whose nodes' clocks differ. */
final class ModelServer {

    static final Duration LOOKBACK = Duration.ofSeconds(60);
    private static final int PAGE = 3;
    /** Measured: the other way round only by time; rows of one second stand newest first in both orders. */
    private static final Comparator<String> UP = Comparator.<String, String>comparing(key -> key.substring(0, key.indexOf(' '))).thenComparing(Comparator.reverseOrder());

    /** What becomes of a sort that turns the list round. */
    enum Sorting {
        KNOWN, IGNORED, REFUSED
    }

    Sorting sorting = Sorting.KNOWN;
    /** Whether going up it now and then shows a row pages late, or ends before its end. */
    boolean disordered;
    /** Where such a row stands going up, instead of in its place. */
    private final Map<String, String> displaced = new HashMap<>();
    private Instant newestFrom;

    final Random random;
    final AtlosResource resource;
    final Map<String, State> rows = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<State> uncommitted = new ArrayList<>();
    private final List<Instant> due = new ArrayList<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    /** What a clock shows that nobody sets. */
    Instant ours = now;
    boolean quiet;
    boolean faults = true;
    /** What the next page meets instead of an answer. */
    final Deque<RuntimeException> failures = new ArrayDeque<>();
    /** So many pages from now one breaks off. */
    int failOn;
    /** What happens before so many pages from now are answered. */
    final Map<Integer, Runnable> before = new HashMap<>();
    boolean refusesCursors;
    boolean upsideDown;
    boolean repeatsRows;
    boolean withoutUpdatedAt;
    String project;
    String padding = "";
    int openWalks;
    /** How many pages had been asked for when a walk from the oldest one up looked ahead. */
    final List<Integer> lookedAhead = new ArrayList<>();
    private int cursorsOf;
    /** The cursors that pages were asked for with; empty for the first page. */
    final List<String> asked = new ArrayList<>();
    int tellsTimeOf100 = 100;
    /** How often a row was changed at an earlier time than before. */
    int wentDown;
    /** Newest first. */
    private final NavigableMap<String, State> sorted = new TreeMap<>(Comparator.reverseOrder());
    private int numbered;

    /** A row as it is: its version tells two edits in one second apart. */
    record State(String id, Instant insertedAt, Instant updatedAt, int version) {
        Row row(boolean withoutUpdatedAt, String project, String padding) {
            String json = "{\"id\":\"" + id + "\",\"v\":" + version + padding + "}";
            return new Row(new RowHead(id, null, insertedAt, withoutUpdatedAt ? null : updatedAt, null, null, null, project, null), json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One that does nothing of itself. */
    static ModelServer still(AtlosResource resource) {
        return new ModelServer(new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        }, resource);
    }

    ModelServer(Random random, AtlosResource resource) {
        this.random = random;
        this.resource = resource;
    }

    Instant position(State state) {
        return resource == AtlosResource.INCIDENTS ? state.updatedAt : state.insertedAt;
    }

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
        ours = ours.plusSeconds(seconds);
        for (int i = due.size() - 1; i >= 0; i--) {
            if (!due.get(i).isAfter(now)) {
                put(uncommitted.remove(i));
                due.remove(i);
            }
        }
    }

    /**
     * Rows that are on their way are stamped already; they come when as much time has passed as before. Not by a multiple of ten, so that no second is
     * lived twice: a row that is edited in the very second in which it was edited before is known by its content only, which is not kept for long.
     */
    void setBack(int seconds) {
        now = now.minusSeconds(seconds);
        due.replaceAll(at -> at.minusSeconds(seconds));
    }

    void put(State state) {
        displaced.remove(state.id);
        State before = rows.put(state.id, state);
        if (before == null) {
            ids.add(state.id);
        } else {
            sorted.remove(key(before));
            wentDown += state.updatedAt.isBefore(before.updatedAt) ? 1 : 0;
        }
        sorted.put(key(state), state);
    }

    void remove(String id) {
        sorted.remove(key(rows.remove(id)));
        ids.remove(id);
    }

    private Row row(State state) {
        return state.row(withoutUpdatedAt, project, padding);
    }

    private State fresh(Instant at) {
        return new State("%05d-%d".formatted(random.nextInt(100_000), ++numbered), at, at, 1);
    }

    void act() {
        if (quiet) {
            return;
        }
        int what = random.nextInt(100);
        if (what < 35 || rows.isEmpty()) {
            put(fresh(now));
        } else if (what < 60) {
            State any = any();
            put(new State(any.id, any.insertedAt, now, any.version + 1));
        } else if (what < 68) {
            uncommitted.add(fresh(now));
            due.add(now.plusSeconds(10L * (1 + random.nextInt(5))));
        } else if (what < 72) {
            State any = any();
            if (!now.isBefore(any.updatedAt) && !now.isAfter(any.updatedAt.plusSeconds(1))) {
                put(new State(any.id, any.insertedAt, any.updatedAt, any.version + 1));
            }
        }
    }

    private State any() {
        return rows.get(ids.get(random.nextInt(ids.size())));
    }

    /** This list, newest first; or oldest first, as far as this server can do that. */
    PageSource list(Listing listing) {
        boolean up = listing.parameters().stream().anyMatch(parameter -> parameter.value().equals("modified_asc"));
        return cursor -> walk(cursor, up);
    }

    private PageSource.Walk walk(String cursor, boolean up) {
        openWalks++;
        return new PageSource.Walk() {
            private String at = cursor;

            @Override
            public Page next(RowVisitor visitor) {
                Page page = page(at, visitor, up);
                at = page.next();
                return page;
            }

            @Override
            public Page nextAlone(RowVisitor visitor) {
                return next(visitor);
            }

            @Override
            public Page tryNextAlone(RowVisitor visitor) {
                return next(visitor);
            }

            @Override
            public void lookAhead() {
                if (up) {
                    lookedAhead.add(asked.size());
                }
            }

            @Override
            public void close() {
                openWalks--;
            }
        };
    }

    /** None that was given out is good for anything now. */
    void expireCursors() {
        cursorsOf++;
    }

    /** What a walk shows below this cursor; a server that does not know a sort shows the newest by insertion first, or says no. */
    private Collection<State> below(String cursor, boolean up) {
        String key = cursor == null ? null : cursor.substring(cursor.indexOf(' ') + 1);
        if (!up || sorting == Sorting.IGNORED) {
            return (key == null ? sorted : sorted.tailMap(key, false)).values();
        }
        if (sorting == Sorting.REFUSED) {
            throw new AtlosException(Kind.SERVER_ERROR, "list", "the model does not sort this way");
        }
        NavigableMap<String, State> ascending = new TreeMap<>(UP);
        sorted.values().forEach(state -> ascending.put(upKey(state), state));
        return (key == null ? ascending : ascending.tailMap(key, false)).values();
    }

    private String upKey(State state) {
        return displaced.getOrDefault(state.id, key(state));
    }

    /** One of the next rows is shown behind others that are younger, up to 36 pages later, but before those that were the newest at the start. */
    private void displace(String cursor) {
        List<State> next = below(cursor, true).stream().limit(36 * PAGE).takeWhile(state -> position(state).isBefore(newestFrom)).toList();
        if (next.size() > PAGE) {
            State late = next.get(random.nextInt(PAGE));
            displaced.put(late.id, upKey(next.get(PAGE + random.nextInt(next.size() - PAGE))) + "~");
        }
    }

    private Page page(String cursor, RowVisitor visitor, boolean up) {
        asked.add(cursor == null ? "" : cursor);
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        if (failOn > 0 && --failOn == 0) {
            throw new AtlosException(Kind.SERVER_ERROR, "list", "the model breaks off");
        }
        before.getOrDefault(asked.size(), () -> { }).run();
        if (cursor != null && (refusesCursors || !cursor.startsWith(cursorsOf + " "))) {
            throw new AtlosException(Kind.EXPIRED_CURSOR, "list", "the model forgot the cursor");
        }
        if (faults && random.nextInt(100) < 3) {
            throw new AtlosException(Kind.SERVER_ERROR, "list", "the model breaks off");
        }
        if (faults && cursor != null && random.nextInt(100) < 2) {
            throw new AtlosException(Kind.EXPIRED_CURSOR, "list", "the model forgot the cursor");
        }
        if (random.nextInt(10) < 3) {
            pass(10);
            act();
        }
        if (up && disordered && cursor == null) {
            newestFrom = sorted.values().stream().skip(11 * PAGE).findFirst().map(this::position).orElse(Instant.MIN);
        } else if (up && disordered && random.nextInt(10) == 0) {
            displace(cursor);
        }
        List<State> shown = new ArrayList<>(below(cursor, up).stream().limit(PAGE + 1L).toList());
        boolean more = shown.size() > PAGE;
        if (more) {
            shown.remove(PAGE);
        }
        more &= !(up && disordered && random.nextInt(50) == 0);
        if (upsideDown) {
            Collections.reverse(shown);
        }
        String next = more ? cursorsOf + " " + (up ? upKey(shown.get(PAGE - 1)) : key(shown.get(PAGE - 1))) : null;
        if (repeatsRows) {
            shown = shown.stream().flatMap(state -> Stream.of(state, state)).toList();
        }
        Instant time = random.nextInt(100) < tellsTimeOf100 ? now.minusSeconds(random.nextInt(4) == 0 ? 20 : 0) : null;
        if (!shown.isEmpty() && random.nextInt(10) == 0) {
            // The first answer breaks off after a row, and the page is asked for again.
            visitor.begin(time);
            visitor.visit(row(shown.get(0)).head());
        }
        visitor.begin(time);
        List<Row> kept = new ArrayList<>();
        for (State state : shown) {
            switch (visitor.visit(row(state).head())) {
                case KEEP -> kept.add(row(state));
                case LEAVE -> {
                    return new Page(next, kept, time, true);
                }
                case SKIP -> {
                }
            }
        }
        return new Page(next, kept, time, false);
    }

    private String key(State state) {
        return position(state).getEpochSecond() + " " + state.id;
    }
}
