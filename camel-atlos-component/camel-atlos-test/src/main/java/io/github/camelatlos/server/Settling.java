package io.github.camelatlos.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Brings pending source material to rest. Measured: one that is archived takes long, one job after the other, and when its job
 * ends, the record is saved as the job read it when it began: what was written to it meanwhile is gone. The others rest soon,
 * and keep what was written. Not thread-safe: the {@link Archive} locks.
 */
final class Settling {

    private record Due(long at, String sourceId, boolean end) {
    }

    private final PriorityQueue<Due> pending = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Map<String, SourceRow> asItBegan = new HashMap<>();
    private final Archive archive;
    private long lastJobEnds;

    Settling(Archive archive) {
        this.archive = archive;
    }

    void add(SourceRow row, long now, long millis) {
        // Rows know their second only: one of this second is as new as this moment.
        long from = row.insertedAt() == now / 1000 ? now : row.insertedAt() * 1000;
        if (row.direct()) {
            from = Math.max(from, lastJobEnds);
            lastJobEnds = from + millis;
            pending.add(new Due(from, row.id(), false));
        }
        pending.add(new Due(from + millis, row.id(), true));
    }

    /** Everything that is due by then. */
    void until(long now, Shelf shelf) {
        while (!pending.isEmpty() && pending.peek().at() <= now) {
            Due due = pending.poll();
            SourceRow row = shelf.source(due.sourceId());
            if (due.end()) {
                SourceRow began = asItBegan.remove(due.sourceId());
                if (row != null && row.isPending()) {
                    end(row, began, Math.max(due.at() / 1000, row.updatedAt()));
                }
            } else if (row != null) {
                asItBegan.put(row.id(), row);
            }
        }
    }

    private void end(SourceRow row, SourceRow began, long at) {
        SourceRow kept = began == null ? row : row.artifacts(began.artifacts(), at).metadata(began.metadata(), at);
        archive.save(kept.status("complete", at));
    }
}
