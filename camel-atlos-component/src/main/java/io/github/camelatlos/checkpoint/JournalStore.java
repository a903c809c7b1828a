package io.github.camelatlos.checkpoint;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.camelatlos.checkpoint.Journal.Kept;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;

/** Keeps a checkpoint in a state repository that is a journal: a base, and a text for each write since. */
final class JournalStore implements CheckpointStore {

    private static final String BETWEEN = "\n";

    private final CamelContext context;
    private final StateRepository<String, String> repository;
    private final Journal journal;
    private final String key;
    private final Set<Object> inUse;
    private final String writer = UUID.randomUUID().toString();
    private long writes;
    private int texts;
    private Kept kept;
    private Attempt attempt;

    /** A write that failed: it may have been carried out all the same. */
    private record Attempt(Kept kept, int texts, int lines) {
    }

    JournalStore(CamelContext context, StateRepository<String, String> repository, Journal journal, String key, Set<Object> inUse) {
        this.context = context;
        this.repository = repository;
        this.journal = journal;
        this.key = key;
        this.inUse = inUse;
    }

    @Override
    public List<String> open() {
        RepositoryStore.take(inUse, repository, key);
        try {
            RepositoryStore.start(context, repository);
            Kept found = journal.read(key);
            kept = found.head() == null ? found : new Kept(found.head(), List.of());
            texts = Math.max(0, found.texts().size() - 1);
            attempt = null;
            return found.texts().stream().flatMap(text -> Stream.of(text.split(BETWEEN, -1))).toList();
        } catch (RuntimeException e) {
            close();
            throw RepositoryStore.unreadable(e);
        }
    }

    @Override
    public void replace(List<String> lines) {
        settle();
        attempt = new Attempt(new Kept(nextHead(), List.of()), 0, lines.size());
        written(() -> journal.replace(key, kept, attempt.kept().head(), String.join(BETWEEN, lines)));
    }

    @Override
    public void append(List<String> lines) {
        int done = settle();
        List<String> left = lines.subList(Math.min(done, lines.size()), lines.size());
        if (left.isEmpty()) {
            return;
        }
        attempt = new Attempt(new Kept(nextHead(), List.of()), texts + 1, left.size());
        written(() -> journal.append(key, kept.head(), attempt.kept().head(), texts + 1, String.join(BETWEEN, left)));
    }

    /** @return how many lines of the write before were kept although its answer was lost */
    private int settle() {
        if (attempt == null) {
            return 0;
        }
        Attempt before = attempt;
        String head;
        try {
            head = journal.read(key).head();
        } catch (RuntimeException e) {
            throw RepositoryStore.unwritable(e);
        }
        attempt = null;
        if (!before.kept().head().equals(head)) {
            return 0;
        }
        kept = before.kept();
        texts = before.texts();
        return before.lines();
    }

    private String nextHead() {
        return writer + ":" + ++writes;
    }

    private interface Write {
        boolean run();
    }

    private void written(Write write) {
        boolean done;
        try {
            done = write.run();
        } catch (RuntimeException e) {
            throw RepositoryStore.unwritable(e);
        }
        if (!done) {
            throw CheckpointException.anotherWriter(this, "it is not what this consumer left");
        }
        kept = attempt.kept();
        texts = attempt.texts();
        attempt = null;
    }

    @Override
    public void close() {
        inUse.remove(new RepositoryStore.Use(System.identityHashCode(repository), key));
    }

    @Override
    public String toString() {
        return "stateRepository, key " + key;
    }
}
