package io.github.camelatlos.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** An Atlos in this process, with invented cases, the web that their sources are on, and people who keep changing things. */
public final class InventedAtlos implements AutoCloseable {

    private final SourceSite sources = new SourceSite();
    private final AtlosServer server = AtlosServer.start();
    private final AtomicLong changes = new AtomicLong();
    private final Set<String> newUpdates = ConcurrentHashMap.newKeySet();
    private volatile Investigators people;

    public InventedAtlos() throws IOException {
        server.cases().onChange(this::note);
        SeedCases.into(server.cases(), sources.url());
    }

    public String url() {
        return server.baseUrl();
    }

    public String token() {
        return server.token();
    }

    public String sourcesUrl() {
        return sources.url();
    }

    public CaseFile cases() {
        return server.cases();
    }

    public CaseView view() {
        return server.cases().view();
    }

    /** Every change of a row so far, counted by the server itself. */
    public long changes() {
        return changes.get();
    }

    /** The ids of the updates since people began. */
    public Set<String> newUpdates() {
        return newUpdates;
    }

    /** How often a list was asked for from its start. A poll begins like that, so at the second one the first is over. */
    public long polls(String list) {
        return server.requests("GET").stream()
                .filter(request -> request.path().endsWith("/" + list) && request.queryParameter("cursor") == null).count();
    }

    public void peopleBegin(Duration pace) {
        people = Investigators.start(server.cases(), pace, new Random(), sources.url());
    }

    public void peopleStop() {
        if (people != null) {
            people.close();
        }
    }

    private void note(Change change) {
        changes.incrementAndGet();
        if (people != null && change.resource().equals("updates")) {
            newUpdates.add(change.id());
        }
    }

    @Override
    public void close() {
        peopleStop();
        server.close();
        sources.close();
    }
}
