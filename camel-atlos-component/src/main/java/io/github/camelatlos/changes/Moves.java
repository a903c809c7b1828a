package io.github.camelatlos.changes;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.checkpoint.Move;
import io.github.camelatlos.model.Json;

/** How far the lists and the sweep have moved. */
final class Moves implements Move {

    private final Map<String, Progress.Moved> lists = new LinkedHashMap<>();
    private Boolean sweepFirst;

    void add(String list, Progress.Moved moved) {
        lists.merge(list, moved, Progress.Moved::and);
    }

    void sweepFirst(boolean first) {
        sweepFirst = first;
    }

    boolean isEmpty() {
        return lists.isEmpty() && sweepFirst == null;
    }

    @Override
    public Moves and(Move later) {
        Moves other = (Moves) later;
        other.lists.forEach(this::add);
        if (other.sweepFirst != null) {
            sweepFirst = other.sweepFirst;
        }
        return this;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        lists.forEach((list, moved) -> json.set(list, moved.toJson()));
        if (sweepFirst != null) {
            json.put("sweepFirst", sweepFirst);
        }
        return json;
    }
}
