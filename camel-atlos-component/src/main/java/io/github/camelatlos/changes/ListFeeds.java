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
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.model.Json;

/** The lists of a consumer, merged by the time of the change: one, or with the deleted incidents two, each with a mark of its own. */
final class ListFeeds {

    private final Map<String, ListFeed> lists = new LinkedHashMap<>();
    private final ListFeed live;
    private ListFeed underWay;
    private long lookedAt;

    ListFeeds(AtlosClient client, ChangesSettings settings, RowRules rules) {
        live = new ListFeed(client, settings.listing(), rules, null, settings.lookback());
        lists.put("live", live);
        if (settings.deletedToo()) {
            lists.put("deleted", new ListFeed(client, settings.listing().with("deleted", "true"), rules, ChangeKind.deleted, settings.lookback()));
        }
    }

    /** Looks for what is new, unless an earlier walk has something left. */
    void plan() {
        for (ListFeed list : lists.values()) {
            list.plan();
        }
        lookedAt = System.nanoTime();
    }

    List<ListFeed> notBegun() {
        return lists.values().stream().filter(list -> !list.state().hasBegun()).toList();
    }

    boolean haveBegun() {
        return lists.values().stream().anyMatch(list -> list.state().hasBegun());
    }

    /** The server's clock when the last walk began, or null. */
    Instant serverTime() {
        return live.serverTime();
    }

    /** When the walk began, by the server's clock. */
    Instant began() {
        return live.began();
    }

    /** The oldest changes, at most so many, of the list that has the oldest one. */
    List<Change> take(int most) {
        for (ListFeed list : lists.values()) {
            if (list.peek() == null && list.hasMore()) {
                list.plan();
            }
        }
        List<Change> changes = new ArrayList<>();
        ListFeed oldest = oldest();
        underWay = oldest;
        while (oldest != null && oldest == underWay && changes.size() < most) {
            changes.add(oldest.take());
            oldest = oldest();
        }
        return changes;
    }

    /** The same, but only if the lists were not looked at for so long. */
    List<Change> takeNew(Duration notLookedAtFor, int most) {
        if (System.nanoTime() - lookedAt < notLookedAtFor.toNanos()) {
            return List.of();
        }
        plan();
        return take(most);
    }

    /** A list whose rows are yet to come into memory holds the others up. */
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

    List<Row> done() {
        List<Row> rows = underWay == null ? List.of() : underWay.done();
        underWay = null;
        return rows;
    }

    void failed() {
        if (underWay != null) {
            underWay.failed();
        }
        underWay = null;
    }

    /** Rows that the sweep has delivered. */
    void remember(List<Row> rows) {
        rows.forEach(live::rememberIfRecent);
        live.dropKnown();
    }

    boolean isUndelivered(RowHead head) {
        return live.isUndelivered(head);
    }

    void forgetWalks() {
        lists.values().forEach(ListFeed::forgetWalk);
    }

    /** The newest timestamp delivered, or null; of the list that is furthest behind. */
    Instant mark() {
        return lists.values().stream().map(list -> list.state().mark()).filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
    }

    long suppressed() {
        return lists.values().stream().mapToLong(ListFeed::suppressed).sum();
    }

    int pending() {
        return lists.values().stream().mapToInt(ListFeed::pending).sum();
    }

    boolean hasMore() {
        return lists.values().stream().anyMatch(ListFeed::hasMore);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        lists.forEach((name, list) -> json.set(name, list.toJson()));
        return json;
    }

    void restore(JsonNode json) {
        lists.forEach((name, list) -> {
            if (json.has(name)) {
                list.restore(json.get(name));
            }
        });
    }

    void reset() {
        underWay = null;
        lists.values().forEach(ListFeed::reset);
    }
}
