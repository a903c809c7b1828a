package io.github.camelatlos.changes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.model.Json;

/**
 * How far a list, or the sweep, is settled; all of it that a checkpoint keeps.
 *
 * <p>Every row that the server showed with a time up to the mark has been delivered, but for those that are committed late. So each walk looks
 * again at what is younger than the floor, the lookback behind the mark, and what it finds there is known by {@link Seen}.
 */
final class Progress {

    /** So much may the clock that the server tells run ahead of the one that stamps its rows. */
    static final Duration SLACK = Duration.ofSeconds(60);

    /** After a restart with a clock of our own that went back too nobody knows when the walk before was. */
    private static final Duration UNKNOWN = Duration.ofDays(1);
    /** The server tells its time in whole seconds, and a request takes a moment. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final RowRules rules;
    private final Function<RowHead, Instant> time;
    private final Duration lookback;
    private final Seen seen = new Seen();

    private boolean begun;
    private Instant start;
    private Instant mark;
    private Instant origin;
    private Instant walkedAt;

    private boolean moved;
    private List<Seen.Entry> added = new ArrayList<>();

    /** @param time what the mark follows: the time a list is sorted by, or that of the change */
    Progress(RowRules rules, Function<RowHead, Instant> time, Duration lookback) {
        this.rules = rules;
        this.time = time;
        this.lookback = lookback;
    }

    /**
     * What one walk looks at.
     *
     * @param floor what is older is known, or not wanted; null for everything
     * @param back  where the mark goes back to when the walk has come to its end, since the clock was set back; or null
     * @param over  where the floor was before; null where the mark does not go back
     */
    record Bounds(Instant floor, Instant back, Instant over) {

        /** Whether a row is from before the clock was set back: it stands where no new row can, and was delivered. */
        boolean isGoneOver(Instant at, Instant serverTime) {
            return over != null && at.isBefore(over) && at.isAfter(serverTime.plus(SLACK));
        }
    }

    boolean hasBegun() {
        return begun;
    }

    /**
     * @param from  how far everything counts as delivered, or null
     * @param first nothing older is ever wanted, or null
     */
    void begin(Instant from, Instant first) {
        begun = true;
        mark = from;
        start = first;
        origin = from == null ? first : from;
        moved = true;
    }

    Instant time(RowHead head) {
        return time.apply(head);
    }

    /** How far it is settled, or null. */
    Instant mark() {
        return mark;
    }

    /** What is older was delivered, or is not wanted; null for everything. */
    Instant floor() {
        return later(start, mark == null ? null : mark.minus(lookback));
    }

    Instant lookbackBefore(Instant instant) {
        return instant.minus(lookback);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    /**
     * What a walk that begins now looks at. Where the server's clock has not gone on as ours has since the walk before, it was set back, and its new
     * rows may have come below the floor, however late that is seen; then the walk goes down to where the clock was at the walk before. That is seen
     * again until a walk comes to its end.
     */
    Bounds bounds(Instant serverTime, Instant ourTime) {
        Instant floor = floor();
        if (serverTime == null || mark == null) {
            return new Bounds(floor, null, null);
        }
        boolean unknown = walkedAt == null || ourTime.isBefore(walkedAt);
        Duration since = unknown ? UNKNOWN : Duration.between(walkedAt, ourTime);
        if (!serverTime.minus(unknown ? Duration.ZERO : since).isBefore(mark.minus(lookback).plus(MOMENT))) {
            return new Bounds(floor, null, null);
        }
        Instant back = serverTime.minus(since.compareTo(SLACK) > 0 ? since : SLACK);
        return new Bounds(later(start, back.minus(lookback)), back, floor);
    }

    /** Whether this row was delivered, whatever it holds now. */
    boolean knows(RowHead head) {
        return seen.get(head.identity()) != null;
    }

    /** Whether it was delivered as it is; no for certain only together with its content. */
    boolean isCertain(RowHead head) {
        Seen.Entry entry = seen.get(head.identity());
        return entry != null && !entry.isChangeOf(rules.changedAt(head).getEpochSecond()) && entry.digest() == Seen.NONE;
    }

    /** Whether it was delivered as it is. */
    boolean isKnown(Row row) {
        Seen.Entry entry = seen.get(row.head().identity());
        return entry != null && !entry.isChangeOf(rules.changedAt(row.head()).getEpochSecond())
                && (entry.digest() == Seen.NONE || entry.digest() == rules.digest(row));
    }

    /** Whether a row that is about to be delivered was inserted after the mark that this walk started from. */
    boolean isNew(RowHead head) {
        Instant bound = later(start, origin == null ? null : origin.minus(lookback));
        return !knows(head) && (bound == null || !head.insertedAt().isBefore(bound));
    }

    /** @param horizon how far this walk can be trusted to have seen everything; the mark never passes it */
    void delivered(Row row, Instant horizon) {
        delivered(row, horizon, horizon);
    }

    /** @param most what else the mark does not pass; null: it stays where it is */
    void delivered(Row row, Instant horizon, Instant most) {
        if (most != null) {
            advance(Stream.of(time.apply(row.head()), horizon, most).min(Instant::compareTo).orElseThrow());
        }
        remember(entry(row, horizon));
    }

    /** A row that somebody else has delivered, if a walk may meet it, or did before: should a clock be set back, it is met again. */
    void deliveredElsewhere(Row row, Instant horizon) {
        Instant floor = floor();
        if (floor == null || !time.apply(row.head()).isBefore(floor) || knows(row.head())) {
            remember(entry(row, horizon));
        }
    }

    /**
     * A digest is kept only of a row that was read while the second of its change may still have been open; an older one cannot change without
     * moving, and need not be parsed.
     */
    Seen.Entry entry(Row row, Instant horizon) {
        Instant changedAt = rules.changedAt(row.head());
        boolean settled = horizon != null && changedAt.isBefore(horizon.minus(lookback));
        return new Seen.Entry(row.head().identity(), time.apply(row.head()).getEpochSecond(), changedAt.getEpochSecond(),
                settled ? Seen.NONE : rules.digest(row));
    }

    void remember(Seen.Entry entry) {
        seen.put(entry);
        added.add(entry);
        if (seen.isCrowded()) {
            forget();
        }
    }

    /** Needed are the rows that a walk may meet, and those from before the last one: they tell a new row from a changed one. */
    private void forget() {
        Instant floor = floor();
        long meets = floor == null ? Long.MIN_VALUE : floor.getEpochSecond();
        long from = origin == null ? Long.MAX_VALUE : origin.minus(lookback).getEpochSecond();
        long to = origin == null ? Long.MIN_VALUE : origin.plus(SLACK).getEpochSecond();
        seen.forget(position -> position >= meets || position >= from && position <= to);
    }

    private void advance(Instant to) {
        if (mark == null || to.isAfter(mark)) {
            mark = to;
            moved = true;
        }
    }

    /** The rows did not come in their order: those that were delivered are known, but nobody can say how far everything is. */
    void doubt() {
        mark = null;
        origin = start;
        moved = true;
    }

    /** Everything that the walk brought has been delivered. */
    void settle(Instant horizon) {
        advance(horizon);
        if (!mark.equals(origin)) {
            origin = mark;
            moved = true;
        }
    }

    /** A whole walk, begun at this moment of our clock, has come to its end. */
    void walked(Instant ourTime, Bounds bounds) {
        walkedAt = ourTime;
        if (bounds.back() != null) {
            mark = bounds.back();
            origin = mark;
            moved = true;
        }
    }

    /** That one's walk was one of this too. */
    void walkedWith(Progress other) {
        walkedAt = other.walkedAt;
    }

    /** The marks, as they are. */
    private record Marks(boolean begun, Instant start, Instant mark, Instant origin, Instant walkedAt) {

        ObjectNode toJson() {
            ObjectNode json = Json.MAPPER.createObjectNode().put("begun", begun);
            put(json, "start", start);
            put(json, "mark", mark);
            put(json, "origin", origin);
            put(json, "walkedAt", walkedAt);
            return json;
        }
    }

    /** Where the marks are now, and which rows were added. */
    record Moved(Marks marks, List<Seen.Entry> added) {

        /** With what moved after it; this one's list grows. */
        Moved and(Moved later) {
            added.addAll(later.added);
            return new Moved(later.marks, added);
        }

        ObjectNode toJson() {
            ObjectNode json = marks.toJson();
            return added.isEmpty() ? json : json.put("seen", Seen.text(added.toArray(Seen.Entry[]::new)));
        }
    }

    /** What has changed since this was asked before, or null. */
    Moved change() {
        if (!moved && added.isEmpty()) {
            return null;
        }
        Moved change = new Moved(marks(), added);
        moved = false;
        added = new ArrayList<>();
        return change;
    }

    ObjectNode toJson() {
        return marks().toJson().put("seen", seen.toText());
    }

    private Marks marks() {
        return new Marks(begun, start, mark, origin, walkedAt);
    }

    /** Takes over what {@link #toJson} or {@link #change} told. */
    void restore(JsonNode json) {
        start = get(json, "start");
        mark = get(json, "mark");
        begun = json.path("begun").asBoolean(mark != null);
        origin = get(json, "origin");
        walkedAt = get(json, "walkedAt");
        JsonNode rows = json.path("seen");
        if (rows.isTextual()) {
            seen.put(rows.asText());
        } else {
            restoreFirstVersion(rows);
        }
        if (seen.isCrowded()) {
            forget();
        }
    }

    /** By the second a row had in the list: its id and the digest of its content. */
    private void restoreFirstVersion(JsonNode bySecond) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = bySecond.fields(); fields.hasNext();) {
            Map.Entry<String, JsonNode> second = fields.next();
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(second.getValue().asText()));
            while (bytes.remaining() >= 2 * Long.BYTES) {
                seen.put(new Seen.Entry(bytes.getLong(), Long.parseLong(second.getKey()), Seen.ANY_TIME, bytes.getLong()));
            }
        }
    }

    private static void put(ObjectNode json, String key, Instant instant) {
        if (instant != null) {
            json.put(key, instant.toString());
        }
    }

    private static Instant get(JsonNode json, String key) {
        return json.hasNonNull(key) ? Instant.parse(json.get(key).asText()) : null;
    }
}
