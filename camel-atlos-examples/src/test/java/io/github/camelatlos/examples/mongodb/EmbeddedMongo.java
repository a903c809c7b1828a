package io.github.camelatlos.examples.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.util.List;

/** A MongoDB in this process: another implementation, which speaks the real wire protocol. */
public final class EmbeddedMongo implements AutoCloseable {

    /** The oldest that today's driver talks to. The server says an older one of itself, though it knows what is used here. */
    private static final MongoVersion LEAST = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 2, 0);
        }

        @Override
        public int getWireVersion() {
            return 8;
        }
    };

    private final InetSocketAddress address;
    private MongoServer server = create();

    public EmbeddedMongo() {
        address = server.bind();
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    void stop() {
        server.shutdownNow();
    }

    /** At the same address, with nothing in it. */
    void restart() {
        server = create();
        server.bind(address);
    }

    private static MongoServer create() {
        return new MongoServer(new MemoryBackend().version(LEAST));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
