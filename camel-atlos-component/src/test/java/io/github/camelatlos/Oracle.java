package io.github.camelatlos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Change;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;

/**
 * Knows every change that was made on the server, as the server numbered it, and compares with what a route delivered. It must watch before the
 * first row is made.
 *
 * <p>A row's state that was overwritten before anybody read it cannot be delivered, since the API shows only the present. So a state is
 * <em>missing</em> if it is the row's last one and is not what was delivered last of this row; one that was followed by another is either
 * delivered or <em>superseded</em>, and told as such. An entry of the updates is never overwritten: each is its own last state. What a route
 * delivered more often than the row was in that state is a <em>duplicate</em>, what the list never showed is <em>foreign</em>.
 *
 * <p>What came after something younger in one poll is <em>out of order</em> if it was there to be seen when that poll began its walk: that is surely so
 * if it was there when the route started, or when the poll before said that nothing was left.
 */
final class Oracle implements Processor {

    private static final Set<String> NOT_ITS_OWN = Set.of("source_material", "versions", "project");

    private final AtlosResource resource;
    private final Predicate<JsonNode> visible;
    private final Map<String, List<State>> states = new LinkedHashMap<>();
    private final Map<String, List<State>> deliveries = new HashMap<>();
    private final List<State> inOrder = new ArrayList<>();
    private final Map<State, Instant> visibleSince = new HashMap<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final Map<String, Consumption> consumptions = new HashMap<>();
    private long numbered;

    /** A row as it was for a while. */
    record State(String id, Instant timestamp, JsonNode content) {
        @Override
        public String toString() {
            return id + " of " + timestamp;
        }
    }

    /** @param missing the last states that nobody got */
    record Verdict(long changes, long delivered, long superseded, List<State> missing, List<State> duplicates, List<State> foreign, List<String> outOfOrder) {
    }

    /**
     * Where a delivery stands among the others of a consumer.
     *
     * @param started of which start of its consumer it is
     * @param index   in its poll
     * @param last    nothing was left to deliver
     */
    record Place(Instant at, Instant started, int index, boolean last) {

        private static final Instant UNKNOWN = Instant.EPOCH;

        static Place of(Exchange exchange) {
            Integer index = exchange.getProperty(Exchange.BATCH_INDEX, Integer.class);
            Instant now = Instant.now();
            // Nobody knows to which poll one belongs that another route has asked for.
            return index == null ? new Place(now, UNKNOWN, 0, false)
                    : new Place(now, now.minus(exchange.getContext().getUptime()), index, exchange.getProperty(Exchange.BATCH_COMPLETE, false, Boolean.class));
        }
    }

    /** What one consumer has delivered. */
    private final class Consumption {
        private Place before;
        /** What was visible then was seen by the walk of this poll. */
        private Instant surelySeen = Place.UNKNOWN;
        private final Map<String, State> youngest = new HashMap<>();

        void add(State state, String change, Place place) {
            if (before == null || place.index() <= before.index() || Duration.between(before.started(), place.started()).abs().toMillis() > 500) {
                boolean anew = before == null || Duration.between(before.started(), place.started()).abs().toMillis() > 500;
                surelySeen = anew ? place.started() : before.last() ? before.at() : Place.UNKNOWN;
                youngest.clear();
            }
            before = place;
            String list = list(state, change);
            State other = youngest.get(list);
            if (other != null && position(state, list).isBefore(position(other, list))) {
                if (visibleSince.getOrDefault(state, Instant.MAX).isBefore(surelySeen)) {
                    outOfOrder.add(state + " after " + other);
                }
            } else {
                youngest.put(list, state);
            }
        }
    }

    /** Changed source material may come from the list, by its insertion, or from a sweep, by its change, and nothing tells: it is not judged. */
    private String list(State state, String change) {
        return resource != AtlosResource.SOURCE_MATERIAL || "created".equals(change) ? "list" : state.id();
    }

    private Instant position(State state, String list) {
        return resource == AtlosResource.SOURCE_MATERIAL && list.equals("list") ? inserted(state) : state.timestamp();
    }

    private static Instant inserted(State state) {
        return Json.instant(state.content().path("inserted_at").asText());
    }

    /** @param visible whether a row in this state is on the list that the route polls */
    private Oracle(AtlosResource resource, Predicate<JsonNode> visible) {
        this.resource = resource;
        this.visible = visible;
    }

    static Oracle watching(AtlosServer server, AtlosResource resource) {
        return watching(server.cases(), resource);
    }

    static Oracle watching(AtlosServer server, AtlosResource resource, Predicate<JsonNode> visible) {
        return watching(server.cases(), resource, visible);
    }

    /** Of one project. */
    static Oracle watching(CaseFile cases, AtlosResource resource) {
        return watching(cases, resource, row -> !row.path("deleted").asBoolean());
    }

    private static Oracle watching(CaseFile cases, AtlosResource resource, Predicate<JsonNode> visible) {
        Oracle oracle = new Oracle(resource, visible);
        cases.onChange(change -> oracle.changed(change, cases));
        return oracle;
    }

    private synchronized void changed(Change change, CaseFile cases) {
        if (change.resource().equals(resource.uriName())) {
            numbered++;
            // Through the same parser as what is delivered, so that numbers compare.
            State state = state(Json.object(Json.bytes(cases.view().rowOf(change))));
            List<State> row = states.computeIfAbsent(change.id(), any -> new ArrayList<>());
            if (row.isEmpty() || !last(row).equals(state)) {
                row.add(state);
                visibleSince.putIfAbsent(state, Instant.now());
            }
        }
    }

    private static State last(List<State> row) {
        return row.get(row.size() - 1);
    }

    private State state(ObjectNode json) {
        Instant timestamp = Json.instant(json.path(json.has("updated_at") ? "updated_at" : "inserted_at").asText());
        json.remove(NOT_ITS_OWN);
        json.path("artifacts").forEach(artifact -> ((ObjectNode) artifact).remove("access_url"));
        return new State(json.path("id").asText(), timestamp, json);
    }

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Place place = Place.of(exchange);
        String consumer = String.valueOf(exchange.getFromRouteId());
        if (body instanceof AtlosRecord record) {
            delivered(record.toBytes(), exchange.getMessage().getHeader(AtlosConstants.CHANGE, String.class), consumer, place);
        } else {
            List<?> changes = exchange.getMessage().getHeader(AtlosConstants.CHANGE, List.class);
            List<?> records = (List<?>) body;
            for (int i = 0; i < records.size(); i++) {
                // Each has a place of its own in the poll.
                Place one = new Place(place.at(), place.started(), place.index() * 1_000 + i, place.last());
                delivered(((AtlosRecord) records.get(i)).toBytes(), String.valueOf(changes.get(i)), consumer, one);
            }
        }
    }

    /**
     * What a route delivered.
     *
     * @param utf8     the record's JSON, as the route got it
     * @param consumer whose polls these are
     */
    synchronized void delivered(byte[] utf8, String change, String consumer, Place place) {
        State state = state(Json.object(utf8));
        deliveries.computeIfAbsent(state.id(), any -> new ArrayList<>()).add(state);
        inOrder.add(state);
        consumptions.computeIfAbsent(consumer, any -> new Consumption()).add(state, change, place);
    }

    synchronized Verdict verdict() {
        List<State> missing = new ArrayList<>();
        List<State> duplicates = new ArrayList<>();
        List<State> foreign = new ArrayList<>();
        long superseded = 0;
        for (Map.Entry<String, List<State>> row : states.entrySet()) {
            List<State> got = deliveries.getOrDefault(row.getKey(), List.of());
            State last = last(row.getValue());
            if (visible.test(last.content()) && (got.isEmpty() || !last(got).equals(last))) {
                missing.add(last);
            }
            superseded += count(without(row.getValue().subList(0, row.getValue().size() - 1), got), visible);
            for (State extra : without(got, row.getValue())) {
                (row.getValue().contains(extra) && visible.test(extra.content()) ? duplicates : foreign).add(extra);
            }
        }
        deliveries.forEach((id, got) -> {
            if (!states.containsKey(id)) {
                foreign.addAll(got);
            }
        });
        return new Verdict(numbered, inOrder.size(), superseded, missing, duplicates, foreign, List.copyOf(outOfOrder));
    }

    private static long count(List<State> row, Predicate<JsonNode> visible) {
        return row.stream().filter(state -> visible.test(state.content())).count();
    }

    /** What of the first list is not in the second one, each as often as it is left over. */
    private static List<State> without(List<State> all, List<State> others) {
        List<State> rest = new ArrayList<>(all);
        others.forEach(rest::remove);
        return rest;
    }

    /** How many records were delivered, with those delivered twice. */
    synchronized long delivered() {
        return inOrder.size();
    }

    /** All that was delivered. */
    synchronized List<State> inOrder() {
        return List.copyOf(inOrder);
    }

    /** All deliveries of one row, in their order. */
    synchronized List<State> deliveriesOf(String id) {
        return List.copyOf(deliveries.getOrDefault(id, List.of()));
    }

    void awaitDelivered(long count) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20)).until(() -> delivered() >= count);
    }

    /** Until no last state is missing, or the time is over. */
    void awaitNothingMissing(Duration most) {
        Awaitility.await().atMost(most).pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    Verdict verdict = verdict();
                    if (!verdict.missing().isEmpty()) {
                        throw new AssertionError(verdict.missing().size() + " rows were never delivered as they are now, such as "
                                + verdict.missing().get(0));
                    }
                });
    }
}
