package io.github.camelatlos.changes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;

/** A list in memory, three rows a page, that changes while it is read, commits rows late, breaks off, forgets cursors, and whose nodes' clocks differ. */
final class ModelServer implements PageSource {

    static final Duration LOOKBACK = Duration.ofSeconds(60);
    private static final int PAGE = 3;

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
    int tellsTimeOf100 = 100;
    /** How often a row was changed at an earlier time than before. */
    int wentDown;
    /** Newest first. */
    private final NavigableMap<String, State> sorted = new TreeMap<>(Comparator.reverseOrder());
    private int numbered;

    /** A row as it is: its version tells two edits in one second apart. */
    record State(String id, Instant insertedAt, Instant updatedAt, int version) {
        Row row() {
            String json = "{\"id\":\"" + id + "\",\"v\":" + version + "}";
            return new Row(new RowHead(id, null, insertedAt, updatedAt), json.getBytes(StandardCharsets.UTF_8));
        }
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

    private void put(State state) {
        State before = rows.put(state.id, state);
        if (before == null) {
            ids.add(state.id);
        } else {
            sorted.remove(key(before));
            wentDown += state.updatedAt.isBefore(before.updatedAt) ? 1 : 0;
        }
        sorted.put(key(state), state);
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

    @Override
    public Walk from(String cursor) {
        return new Walk() {
            private String at = cursor;

            @Override
            public Page next(RowVisitor visitor) {
                Page page = page(at, visitor);
                at = page.next();
                return page;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private Page page(String cursor, RowVisitor visitor) {
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
        List<State> shown = new ArrayList<>((cursor == null ? sorted : sorted.tailMap(cursor, false)).values().stream().limit(PAGE + 1L).toList());
        boolean more = shown.size() > PAGE;
        if (more) {
            shown.remove(PAGE);
        }
        String next = more ? key(shown.get(PAGE - 1)) : null;
        Instant time = random.nextInt(100) < tellsTimeOf100 ? now.minusSeconds(random.nextInt(4) == 0 ? 20 : 0) : null;
        if (!shown.isEmpty() && random.nextInt(10) == 0) {
            // The first answer breaks off after a row, and the page is asked for again.
            visitor.begin(time);
            visitor.visit(shown.get(0).row().head());
        }
        visitor.begin(time);
        List<Row> kept = new ArrayList<>();
        for (State state : shown) {
            switch (visitor.visit(state.row().head())) {
                case KEEP -> kept.add(state.row());
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
