package io.github.camelatlos.producer;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

import io.github.camelatlos.client.Upload;
import io.github.camelatlos.input.Invalid;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * Which streams were read, and where their bytes are now. A redelivery, a dead letter and the branches of a multicast come back with
 * the stream itself, which is at its end by then and would be taken for an empty file. One for each Camel context; it keeps nothing
 * alive.
 */
final class Spools {

    private static final class Entry {
        private WeakReference<Spool> spool;
        private volatile boolean read;
    }

    private final Map<Object, Entry> known = new WeakHashMap<>();

    static Spools of(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        synchronized (extension) {
            if (!extension.isContextPluginInUse(Spools.class)) {
                extension.addContextPlugin(Spools.class, new Spools());
            }
            return extension.getContextPlugin(Spools.class);
        }
    }

    /**
     * What holds the bytes of a body, or will.
     *
     * @param body   the stream, or the Reader
     * @param source what to read, if that was not done yet
     */
    synchronized Spool of(Inputs in, Object body, Upload.Source source) {
        Entry entry = known.computeIfAbsent(body, first -> new Entry());
        Spool spool = entry.spool == null ? null : entry.spool.get();
        if (spool != null) {
            return spool;
        } else if (entry.read) {
            throw Invalid.input(in.operation(), Inputs.BODY, "this stream was read before, in an exchange that is over, and its bytes are gone; give a "
                    + "new stream, a File or byte[]");
        }
        spool = new Spool(source, () -> entry.read = true);
        entry.spool = new WeakReference<>(spool);
        return spool;
    }
}
