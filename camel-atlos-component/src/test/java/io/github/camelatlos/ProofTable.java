package io.github.camelatlos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the proofs found, printed as one table when the last test of the run is done. */
final class ProofTable implements BeforeAllCallback, AutoCloseable {

    private static final List<Line> LINES = new CopyOnWriteArrayList<>();

    private record Line(String scenario, Oracle.Verdict verdict, String trouble) {
        String text() {
            return "%-66s %8d %9d %10d %7d %10d  %s".formatted(scenario, verdict.changes(), verdict.delivered(), verdict.superseded(),
                    verdict.missing().size(), verdict.duplicates().size(), trouble);
        }
    }

    static void add(String scenario, Oracle.Verdict verdict, String trouble) {
        LINES.add(new Line(scenario, verdict, trouble));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.create(ProofTable.class)).getOrComputeIfAbsent("table", any -> this);
    }

    @Override
    public void close() {
        if (!LINES.isEmpty()) {
            StringBuilder table = new StringBuilder("\nThe consumer loses nothing\n%-66s %8s %9s %10s %7s %10s  %s%n".formatted("scenario", "changes",
                    "delivered", "superseded", "missing", "duplicates", "kills, faults"));
            LINES.forEach(line -> table.append(line.text()).append('\n'));
            System.out.println(table);
            LINES.clear();
        }
    }
}
