package io.github.camelatlos.server;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One project's rows behind one lock: numbers every change, and lets source material come to rest when its time has come. */
final class Archive {

    private final ReentrantLock lock = new ReentrantLock();
    private final Shelf shelf = new Shelf();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Settling settling = new Settling(this);
    private final Set<String> people = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence;
    private final Clock clock;
    private final Pace pace;
    private final Supplier<SecurityMode> mode;
    private volatile Project project;
    private volatile Memo<byte[]> projectBytes = new Memo<>();

    Archive(Project project, Clock clock, Pace pace, AtomicLong sequence, Supplier<SecurityMode> mode) {
        this.project = project;
        this.clock = clock;
        this.pace = pace;
        this.sequence = sequence;
        this.mode = mode;
    }

    Project project() {
        return project;
    }

    byte[] projectBytes() {
        return projectBytes.get(() -> Json.bytes(project.json()));
    }

    /** Incidents are rendered anew with it. */
    void change(UnaryOperator<Project> how) {
        locked(rows -> {
            project = how.apply(project);
            projectBytes = new Memo<>();
            List.copyOf(rows.incidents(Sort.UPLOADED_DESC)).stream().map(IncidentRow.class::cast)
                    .forEach(row -> rows.put(row.with(row.attributes())));
            return null;
        });
    }

    /** Measured: neither an archived project nor one in a security mode takes writes. */
    boolean editable() {
        return project.active() && mode.get() == SecurityMode.NORMAL;
    }

    /** The ids of those who can be assigned. */
    Set<String> people() {
        return people;
    }

    /** Whether the search knows already what was there at this second. */
    boolean isIndexed(long second) {
        return second + pace.indexAfter().toSeconds() <= now().getEpochSecond();
    }

    Instant now() {
        return clock.instant();
    }

    void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    boolean settlesAtOnce(boolean direct) {
        return pace.of(direct).isZero();
    }

    /** Everything that reads or writes rows runs in here. */
    <T> T locked(Function<Shelf, T> work) {
        lock.lock();
        try {
            settling.until(clock.millis(), shelf);
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
        if (before == null && row.isPending()) {
            settling.add(row, clock.millis(), pace.of(row.direct()).toMillis());
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
            settling.until(Long.MAX_VALUE, rows);
            return null;
        });
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
