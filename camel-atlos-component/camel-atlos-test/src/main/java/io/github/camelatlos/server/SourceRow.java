package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A source material. */
record SourceRow(String id, String incidentId, int scopedId, String status, SortedMap<String, JsonNode> metadata, long insertedAt,
        long updatedAt, List<Artifact> artifacts, String url, boolean direct, String visibility, Memo<byte[]> bytes)
        implements Row {

    SourceRow {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        artifacts = List.copyOf(artifacts);
    }

    SourceRow(String id, String incidentId, int scopedId, String status, long at, String url, boolean direct) {
        this(id, incidentId, scopedId, status, Collections.emptySortedMap(), at, at, List.of(), url, direct, "visible", new Memo<>());
    }

    boolean poisoned() {
        return artifacts.stream().anyMatch(Artifact::poisoned);
    }

    /** Not at rest: the archiver has yet to end its work on it. */
    boolean isPending() {
        return status.equals("pending") || status.equals("processing");
    }

    SourceRow status(String now, long at) {
        return new SourceRow(id, incidentId, scopedId, now, metadata, insertedAt, at, artifacts, url, direct, visibility, new Memo<>());
    }

    SourceRow metadata(SortedMap<String, JsonNode> now, long at) {
        return new SourceRow(id, incidentId, scopedId, status, now, insertedAt, at, artifacts, url, direct, visibility, new Memo<>());
    }

    SourceRow artifacts(List<Artifact> now, long at) {
        return new SourceRow(id, incidentId, scopedId, status, metadata, insertedAt, at, now, url, direct, visibility, new Memo<>());
    }

    SourceRow visibility(String now, long at) {
        return new SourceRow(id, incidentId, scopedId, status, metadata, insertedAt, at, artifacts, url, direct, now, new Memo<>());
    }

    static List<Artifact> appended(List<Artifact> before, Artifact one) {
        List<Artifact> all = new ArrayList<>(before);
        all.add(one);
        return all;
    }
}
