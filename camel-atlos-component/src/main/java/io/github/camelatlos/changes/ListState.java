package io.github.camelatlos.changes;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Json;

/** How far a list has been delivered: what the checkpoint keeps of it. */
final class ListState {

    private final Duration lookback;
    private boolean begun;
    private Instant start;
    private Instant mark;
    private Instant origin;
    private Seen seen = new Seen();
    private final ServerClock clock;

    ListState(Duration lookback) {
        this.lookback = lookback;
        this.clock = new ServerClock(lookback);
    }

    boolean hasBegun() {
        return begun;
    }

    /** @param first nothing older is delivered, or null */
    void begin(Instant first) {
        begun = true;
        start = first;
        origin = first;
    }

    Duration lookback() {
        return lookback;
    }

    /** The newest timestamp delivered, or null. */
    Instant mark() {
        return mark;
    }

    Seen seen() {
        return seen;
    }

    /** A walk begins; what is older than the answer was delivered, or is not wanted. */
    Instant floorOfWalk(Instant serverTime) {
        Instant corrected = clock.corrected(mark, serverTime);
        if (corrected != mark) {
            mark = corrected;
            origin = origin != null && origin.isAfter(mark) ? mark : origin;
        }
        return floor();
    }

    /** What is older was delivered, or is not wanted. */
    Instant floor() {
        if (mark == null) {
            return start;
        }
        Instant floor = mark.minus(lookback);
        return start != null && start.isAfter(floor) ? start : floor;
    }

    /** A walk that began at this moment came to its end. */
    void walked(long nanoTime) {
        clock.walked(nanoTime);
    }

    /** Whether a row that is about to be delivered was inserted after the mark that the walk started from. */
    boolean isNew(String id, Instant insertedAt) {
        if (seen.knows(id)) {
            return false;
        }
        Instant bound = origin == null ? null : origin.minus(lookback);
        return bound == null || !insertedAt.isBefore(start != null && start.isAfter(bound) ? start : bound);
    }

    void delivered(String id, Instant at, long version, Instant serverTime) {
        advance(at, serverTime);
        seen.remember(id, at, version);
        forget(serverTime);
    }

    /** A walk was delivered to its top. */
    void completed(Instant top, Instant serverTime) {
        if (top != null) {
            advance(top, serverTime);
        }
        origin = mark == null ? origin : mark;
        forget(serverTime);
    }

    /** A row with a timestamp in the future must not hide those that come until then. */
    private void advance(Instant at, Instant serverTime) {
        Instant capped = serverTime != null && serverTime.isBefore(at) ? serverTime : at;
        if (mark == null || capped.isAfter(mark)) {
            mark = capped;
        }
    }

    /** What no walk will meet again. Rows seen before the walk are kept while it lasts: they tell a new row from a changed one. */
    private void forget(Instant serverTime) {
        if (mark != null) {
            Instant oldest = serverTime != null && serverTime.isBefore(mark) ? serverTime : mark;
            if (origin != null && origin.isBefore(oldest) && seen.size() < Seen.MOST) {
                oldest = origin;
            }
            seen.forgetBefore(oldest.minus(lookback));
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("begun", begun);
        put(json, "start", start);
        put(json, "mark", mark);
        put(json, "origin", origin);
        json.set("seen", seen.toJson());
        return json;
    }

    void restore(JsonNode json) {
        begun = json.path("begun").asBoolean();
        start = get(json, "start");
        mark = get(json, "mark");
        origin = get(json, "origin");
        seen = Seen.fromJson(json.path("seen"));
    }

    static void put(ObjectNode json, String key, Instant instant) {
        if (instant != null) {
            json.put(key, instant.toString());
        }
    }

    static Instant get(JsonNode json, String key) {
        return json.hasNonNull(key) ? Instant.parse(json.get(key).asText()) : null;
    }
}
