package io.github.camelatlos.changes;

import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/** Keeps the checkpoint in a state repository of Camel. */
public final class RepositoryCheckpointStore implements CheckpointStore {

    private final CamelContext context;
    private final StateRepository<String, String> repository;
    private final String key;
    private final Set<Object> inUse;
    private String last;

    private record Use(int repository, String key) {
    }

    /** @param inUse which keys of which repositories have a running consumer */
    public RepositoryCheckpointStore(CamelContext context, StateRepository<String, String> repository, String key, Set<Object> inUse) {
        this.context = context;
        this.repository = repository;
        this.key = key;
        this.inUse = inUse;
    }

    @Override
    public String open() {
        if (!inUse.add(use())) {
            throw new CheckpointException("The checkpoint " + key + " in this stateRepository is in use by another running consumer. "
                    + "Set checkpointKey to give each consumer one of its own", null);
        }
        try {
            // One that is not started answers that it has nothing; it may be shared, so it is never stopped here.
            CamelContextAware.trySetCamelContext(repository, context);
            ServiceHelper.startService(repository);
            last = repository.getState(key);
            return last;
        } catch (RuntimeException e) {
            close();
            throw new CheckpointException("The stateRepository cannot be read (" + e + "); nothing was overwritten", e);
        }
    }

    private Use use() {
        return new Use(System.identityHashCode(repository), key);
    }

    @Override
    public void save(String checkpoint) {
        if (repository instanceof CompareAndSet atomic) {
            if (!atomic.compareAndSet(key, last, checkpoint)) {
                throw CheckpointException.takenOver(key);
            }
        } else {
            repository.setState(key, checkpoint);
        }
        last = checkpoint;
    }

    @Override
    public void close() {
        inUse.remove(use());
    }

    @Override
    public String toString() {
        return "stateRepository, key " + key;
    }
}
