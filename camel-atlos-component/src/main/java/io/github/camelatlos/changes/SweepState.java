package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/** How far the sweep has come: what the checkpoint keeps of it. */
final class SweepState {

    private final Duration lookback;
    private Instant mark;
    private Instant start;
    private Instant started;
    private Seen seen = new Seen();
    private final ServerClock clock;
    private long startedAt;

    SweepState(Duration lookback) {
        this.lookback = lookback;
        this.clock = new ServerClock(lookback);
    }

    boolean hasBegun() {
        return mark != null;
    }

    /** @param first nothing that changed before is delivered, or null */
    void begin(Instant since, Instant first) {
        mark = since;
        start = first;
    }

    /** A walk has reached its first page at this time of the server's clock. */
    void started(Instant serverTime) {
        mark = clock.corrected(mark, serverTime);
        startedNoLaterThan(serverTime);
    }

    /** The same where the server does not tell its time. */
    void startedNoLaterThan(Instant time) {
        started = time;
        startedAt = System.nanoTime();
        if (mark == null) {
            mark = time;
        }
    }

    Seen seen() {
        return seen;
    }

    /** Whether a row with this timestamp was delivered as it is. */
    boolean isOld(Instant changedAt) {
        if (mark == null) {
            return false;
        }
        return changedAt.isBefore(mark.minus(lookback)) || start != null && changedAt.isBefore(start);
    }

    /** @param serverTime the server's clock, which may have been set back behind the mark, or null */
    void remember(String id, Instant changedAt, long version, Instant serverTime) {
        boolean recent = serverTime != null && !changedAt.isBefore(serverTime.minus(lookback));
        if (recent || !isOld(changedAt)) {
            seen.remember(id, changedAt, version);
        }
    }

    /** What changed after the walk began may have been missed by it, so the mark stays before. */
    void delivered(String id, Instant changedAt, long version) {
        Instant capped = started != null && started.isBefore(changedAt) ? started : changedAt;
        if (capped.isAfter(mark)) {
            mark = capped;
        }
        seen.remember(id, changedAt, version);
        seen.forgetBefore(mark.minus(lookback));
    }

    void completed() {
        if (started != null && started.isAfter(mark)) {
            mark = started;
        }
        started = null;
        clock.walked(startedAt);
        if (mark != null) {
            seen.forgetBefore(mark.minus(lookback));
        }
    }

    Instant mark() {
        return mark;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ListState.put(json, "mark", mark);
        ListState.put(json, "start", start);
        ListState.put(json, "started", started);
        json.set("seen", seen.toJson());
        return json;
    }

    void restore(JsonNode json) {
        mark = ListState.get(json, "mark");
        start = ListState.get(json, "start");
        started = ListState.get(json, "started");
        seen = Seen.fromJson(json.path("seen"));
    }
}
