package io.github.camelatlos.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** One project's rows behind one lock: numbers every change, and lets source material come to rest when its time has come. */
final class Archive {

    private record Due(long at, String sourceId) {
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Shelf shelf = new Shelf();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final PriorityQueue<Due> pending = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final AtomicLong sequence;
    private final Clock clock;
    private volatile Duration settleAfter;
    private volatile Project project;
    private volatile Memo<byte[]> projectBytes = new Memo<>();

    Archive(Project project, Clock clock, Duration settleAfter, AtomicLong sequence) {
        this.project = project;
        this.clock = clock;
        this.settleAfter = settleAfter;
        this.sequence = sequence;
    }

    Project project() {
        return project;
    }

    byte[] projectBytes() {
        return projectBytes.get(() -> Json.bytes(project.json()));
    }

    void archiveProject() {
        project = project.archived();
        projectBytes = new Memo<>();
    }

    Instant now() {
        return clock.instant();
    }

    void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void settleAfter(Duration time) {
        settleAfter = time;
    }

    boolean settlesAtOnce() {
        return settleAfter.isZero();
    }

    /** Everything that reads or writes rows runs in here. */
    <T> T locked(Function<Shelf, T> work) {
        lock.lock();
        try {
            settle(now().getEpochSecond());
            return work.apply(shelf);
        } finally {
            lock.unlock();
        }
    }

    void save(IncidentRow row) {
        IncidentRow before = shelf.put(row);
        if (before == null) {
            report("incidents", row, row.id(), Change.Kind.CREATED);
        } else if (before.deleted() != row.deleted()) {
            report("incidents", row, row.id(), row.deleted() ? Change.Kind.DELETED : Change.Kind.RESTORED);
        } else if (before.updatedAt() != row.updatedAt() || !before.attributes().equals(row.attributes())) {
            report("incidents", row, row.id(), Change.Kind.MODIFIED);
        }
    }

    void save(SourceRow row) {
        SourceRow before = shelf.put(row);
        if (before == null && row.status().equals("pending")) {
            pending.add(new Due(row.insertedAt() + settleAfter.toSeconds(), row.id()));
        }
        report("source-material", row, row.incidentId(), before == null ? Change.Kind.CREATED : Change.Kind.MODIFIED);
    }

    void save(UpdateRow row) {
        shelf.put(row);
        report("updates", row, row.mediaId(), Change.Kind.CREATED);
    }

    /** Rows of another project move in, with an entry that says so. */
    void receive(List<Row> rows, Ledger ledger) {
        locked(here -> {
            String incidentId = rows.get(0).id();
            for (Row row : rows) {
                if (row instanceof IncidentRow incident) {
                    save(incident.updatedAt(ledger.second()));
                } else if (row instanceof SourceRow source) {
                    save(source);
                } else if (row instanceof UpdateRow update) {
                    save(update);
                }
            }
            save(UpdateRow.plain("change_project", ledger.second(), incidentId, null, ledger.author(), null));
            return null;
        });
    }

    /** Lets every pending source material come to rest now, whatever the clock says. */
    void settleAll() {
        locked(rows -> {
            for (Due due = pending.poll(); due != null; due = pending.poll()) {
                complete(due.sourceId(), now().getEpochSecond());
            }
            return null;
        });
    }

    private void settle(long now) {
        while (!pending.isEmpty() && pending.peek().at() <= now) {
            Due due = pending.poll();
            complete(due.sourceId(), due.at());
        }
    }

    private void complete(String sourceId, long at) {
        SourceRow row = shelf.source(sourceId);
        if (row != null && row.status().equals("pending")) {
            save(row.status("complete", Math.max(at, row.updatedAt())));
        }
    }

    private void report(String resource, Row row, String incidentId, Change.Kind kind) {
        if (listeners.isEmpty()) {
            sequence.incrementAndGet();
            return;
        }
        Change change = new Change(sequence.incrementAndGet(), resource, row.id(), incidentId,
                Instant.ofEpochSecond(row.updatedAt()), kind, now());
        listeners.forEach(listener -> listener.accept(change));
    }
}
