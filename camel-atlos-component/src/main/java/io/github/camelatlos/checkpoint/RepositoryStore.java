package io.github.camelatlos.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Keeps a checkpoint in a state repository of Camel, all lines in one text. Before each write it looks whether the text is still what this
 * consumer left; a repository that can do more is a {@link Journal}.
 */
public final class RepositoryStore implements CheckpointStore {

    /** Stands in no line, as JSON escapes it; a line break would end the entry of Camel's file repository. */
    private static final String BETWEEN = "\t";

    private final CamelContext context;
    private final StateRepository<String, String> repository;
    private final String key;
    private final Set<Object> inUse;
    private List<String> lines = List.of();
    private String text;
    /** What a write that failed may have left. */
    private String attempted;

    /** One checkpoint of one repository. */
    record Use(int repository, String key) {
    }

    private RepositoryStore(CamelContext context, StateRepository<String, String> repository, String key, Set<Object> inUse) {
        this.context = context;
        this.repository = repository;
        this.key = key;
        this.inUse = inUse;
    }

    /** @param inUse which checkpoints of which repositories have a running consumer */
    public static CheckpointStore of(CamelContext context, StateRepository<String, String> repository, String key, Set<Object> inUse) {
        return repository instanceof Journal journal ? new JournalStore(context, repository, journal, key, inUse)
                : new RepositoryStore(context, repository, key, inUse);
    }

    @Override
    public List<String> open() {
        take(inUse, repository, key);
        try {
            start(context, repository);
            text = repository.getState(key);
            attempted = null;
            lines = text == null ? List.of() : List.of(text.split(BETWEEN, -1));
            return lines;
        } catch (RuntimeException e) {
            close();
            throw unreadable(e);
        }
    }

    static void take(Set<Object> inUse, StateRepository<String, String> repository, String key) {
        if (!inUse.add(new Use(System.identityHashCode(repository), key))) {
            throw new CheckpointException("The checkpoint " + key + " in this stateRepository is in use by another running consumer. "
                    + "Set checkpointKey to give each consumer one of its own", null);
        }
    }

    /** One that is not started answers that it has nothing; it may be shared, so it is never stopped here. */
    static void start(CamelContext context, StateRepository<String, String> repository) {
        CamelContextAware.trySetCamelContext(repository, context);
        ServiceHelper.startService(repository);
    }

    static CheckpointException unreadable(RuntimeException e) {
        return new CheckpointException("The stateRepository cannot be read (" + e + "); nothing was overwritten", e);
    }

    static CheckpointException unwritable(RuntimeException e) {
        return new CheckpointException("The stateRepository cannot be written (" + e + "); the checkpoint stays where it was", e);
    }

    @Override
    public void replace(List<String> all) {
        List<String> now = List.copyOf(all);
        set(String.join(BETWEEN, now));
        lines = now;
    }

    @Override
    public void append(List<String> added) {
        List<String> now = new ArrayList<>(lines);
        now.addAll(added);
        set(String.join(BETWEEN, now));
        lines = List.copyOf(now);
    }

    private void set(String now) {
        try {
            String found = repository.getState(key);
            if (!Objects.equals(found, text) && !(found != null && found.equals(attempted))) {
                throw CheckpointException.anotherWriter(this, "the text is another one than this consumer left");
            }
            attempted = now;
            repository.setState(key, now);
        } catch (CheckpointException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unwritable(e);
        }
        text = now;
        attempted = null;
    }

    @Override
    public void close() {
        inUse.remove(new Use(System.identityHashCode(repository), key));
    }

    @Override
    public String toString() {
        return "stateRepository, key " + key;
    }
}
