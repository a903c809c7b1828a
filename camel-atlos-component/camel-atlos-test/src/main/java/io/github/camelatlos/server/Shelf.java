package io.github.camelatlos.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The rows of one project and the orders their lists are read in. Not thread-safe: the {@link Archive} locks. */
final class Shelf {

    private final Map<String, IncidentRow> incidents = new HashMap<>();
    private final Map<String, String> idsBySlug = new HashMap<>();
    private final Map<Sort, NavigableSet<Row>> incidentOrders = new EnumMap<>(Sort.class);
    private final Map<String, SourceRow> sources = new HashMap<>();
    private final Map<String, Map<String, SourceRow>> sourcesOfIncident = new HashMap<>();
    private final NavigableSet<Row> sourceOrder = new TreeSet<>(Row.NEWEST_FIRST);
    private final NavigableSet<Row> updateOrder = new TreeSet<>(Row.NEWEST_FIRST);
    private final Map<String, NavigableSet<Row>> updatesOfIncident = new HashMap<>();

    Shelf() {
        // The orders that long walks use are kept; the others are sorted when asked for.
        for (Sort sort : List.of(Sort.UPLOADED_DESC, Sort.MODIFIED_DESC, Sort.MODIFIED_ASC)) {
            incidentOrders.put(sort, new TreeSet<>(sort.order()));
        }
    }

    IncidentRow incident(String id) {
        return incidents.get(id);
    }

    IncidentRow incidentOfSlug(String slug) {
        return incidents.get(idsBySlug.get(slug));
    }

    SourceRow source(String id) {
        return sources.get(id);
    }

    int incidentCount() {
        return incidents.size();
    }

    NavigableSet<Row> incidents(Sort sort) {
        NavigableSet<Row> kept = incidentOrders.get(sort);
        if (kept != null) {
            return kept;
        }
        NavigableSet<Row> sorted = new TreeSet<>(sort.order());
        sorted.addAll(incidents.values());
        return sorted;
    }

    NavigableSet<Row> sources() {
        return sourceOrder;
    }

    /** In no promised order: measured, a row that was written to moves behind the others. */
    Collection<SourceRow> sourcesOf(String incidentId) {
        return sourcesOfIncident.getOrDefault(incidentId, Map.of()).values();
    }

    NavigableSet<Row> updates() {
        return updateOrder;
    }

    NavigableSet<Row> updatesOf(String incidentId) {
        return updatesOfIncident.getOrDefault(incidentId, Collections.emptyNavigableSet());
    }

    IncidentRow put(IncidentRow row) {
        IncidentRow before = incidents.put(row.id(), row);
        idsBySlug.put(row.slug(), row.id());
        for (NavigableSet<Row> order : incidentOrders.values()) {
            if (before != null) {
                order.remove(before);
            }
            order.add(row);
        }
        return before;
    }

    SourceRow put(SourceRow row) {
        SourceRow before = sources.put(row.id(), row);
        if (before != null) {
            sourceOrder.remove(before);
        }
        sourceOrder.add(row);
        Map<String, SourceRow> siblings = sourcesOfIncident.computeIfAbsent(row.incidentId(), id -> new LinkedHashMap<>());
        siblings.remove(row.id());
        siblings.put(row.id(), row);
        return before;
    }

    void put(UpdateRow row) {
        updateOrder.add(row);
        updatesOfIncident.computeIfAbsent(row.mediaId(), id -> new TreeSet<>(Row.NEWEST_FIRST)).add(row);
    }

    /** Takes an incident and everything of it out, for a move to another project. */
    List<Row> take(IncidentRow row) {
        List<Row> rows = new ArrayList<>();
        rows.add(incidents.remove(row.id()));
        idsBySlug.remove(row.slug());
        incidentOrders.values().forEach(order -> order.remove(row));
        for (SourceRow source : sourcesOfIncident.getOrDefault(row.id(), Map.of()).values()) {
            sources.remove(source.id());
            sourceOrder.remove(source);
            rows.add(source);
        }
        sourcesOfIncident.remove(row.id());
        NavigableSet<Row> updates = updatesOfIncident.remove(row.id());
        if (updates != null) {
            updateOrder.removeAll(List.copyOf(updates));
            rows.addAll(updates);
        }
        return rows;
    }
}
