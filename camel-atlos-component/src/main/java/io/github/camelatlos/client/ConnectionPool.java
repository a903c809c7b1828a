package io.github.camelatlos.client;

import java.io.Closeable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;

/** One connection for all endpoints of a component that reach the same server in the same way; closed with the last of them. */
public final class ConnectionPool {

    private final Map<Key, Shared> open = new HashMap<>();

    /** The connection to lease; give it back by closing the lease. */
    synchronized Lease lease(CamelContext context, URI baseUrl, Map<String, Object> options, boolean allowInsecure) {
        Key key = new Key(baseUrl, options, allowInsecure);
        Shared shared = open.get(key);
        if (shared == null) {
            shared = new Shared(Connection.open(context, baseUrl, options, allowInsecure));
            open.put(key, shared);
        }
        shared.users++;
        return new Lease(this, key, shared.connection);
    }

    private synchronized void giveBack(Key key) {
        Shared shared = open.get(key);
        if (shared != null && --shared.users == 0) {
            open.remove(key);
            shared.connection.close();
        }
    }

    private record Key(URI baseUrl, Map<String, Object> options, boolean allowInsecure) {
    }

    private static final class Shared {
        private final Connection connection;
        private int users;

        Shared(Connection connection) {
            this.connection = connection;
        }
    }

    /** A share in a connection. */
    static final class Lease implements Closeable {
        private final ConnectionPool pool;
        private final Key key;
        private final Connection connection;
        private boolean given;

        Lease(ConnectionPool pool, Key key, Connection connection) {
            this.pool = pool;
            this.key = key;
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        @Override
        public synchronized void close() {
            if (!given) {
                given = true;
                pool.giveBack(key);
            }
        }
    }
}
