package io.github.camelatlos.server;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The requests that came in, oldest first; of a very long run the latest ones. */
final class RequestLog {

    private static final int KEPT = 100_000;

    /** A request while it runs. */
    static final class Entry {
        private final Request request;
        private final Instant at;
        private volatile int status;
        private volatile long bodyBytes;
        private volatile String body = "";

        private Entry(Request request, Instant at) {
            this.request = request;
            this.at = at;
        }

        void body(Body read) {
            bodyBytes = read.size();
            body = read.text();
        }

        void status(int sent) {
            status = sent;
        }

        private RecordedRequest recorded() {
            return new RecordedRequest(request.method(), request.path(), request.query(), request.headers(), status, at, bodyBytes,
                    body, request.header("Host"));
        }
    }

    private final Clock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    RequestLog(Clock clock) {
        this.clock = clock;
    }

    synchronized Entry begin(Request request) {
        Entry entry = new Entry(request, clock.instant());
        entries.add(entry);
        if (entries.size() > KEPT) {
            entries.remove();
        }
        return entry;
    }

    synchronized List<RecordedRequest> all() {
        return entries.stream().map(Entry::recorded).toList();
    }

    synchronized void clear() {
        entries.clear();
    }
}
