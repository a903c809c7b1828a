package io.github.camelatlos.server;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server is started with. The defaults: a random port, no race windows, the server of today. */
public final class AtlosServerBuilder {
    int port;
    Clock clock = Clock.systemUTC();
    Duration raceWindow = Duration.ZERO;
    boolean project;
    boolean newer;
    Duration settleAfter = Duration.ofSeconds(2);
    Duration archiveFor;
    Duration indexAfter = Duration.ZERO;
    boolean twins;
    long uploadLimit = 2_000_000_000L;
    Duration idleTimeout = Duration.ofSeconds(5);

    AtlosServerBuilder() {
    }

    /** 0 takes a free one. */
    public AtlosServerBuilder port(int number) {
        port = number;
        return this;
    }

    public AtlosServerBuilder clock(Clock base) {
        clock = base;
        return this;
    }

    /** Loses parallel writes as the real server does, with a window of 30 ms. */
    public AtlosServerBuilder races(boolean on) {
        return raceWindow(on ? Duration.ofMillis(30) : Duration.ZERO);
    }

    public AtlosServerBuilder raceWindow(Duration length) {
        raceWindow = length;
        return this;
    }

    /** Serves GET /project, as a newer server does. */
    public AtlosServerBuilder project(boolean on) {
        project = on;
        return this;
    }

    /** Accepts a boolean archive and shows the right old_value and new_value, as a newer server does. */
    public AtlosServerBuilder newer(boolean on) {
        newer = on;
        return this;
    }

    /** How long new source material is pending; zero: it rests at once, though its creation is still answered as pending. */
    public AtlosServerBuilder settleAfter(Duration time) {
        settleAfter = time;
        return this;
    }

    /**
     * How long archiving takes; as long as {@link #settleAfter} unless told otherwise. One source material after the other, and
     * what is written to one meanwhile is erased when it ends. Zero: what is created is archived already.
     */
    public AtlosServerBuilder archiveFor(Duration time) {
        archiveFor = time;
        return this;
    }

    /** How long the search takes to know the URLs of new source material; none unless told otherwise. */
    public AtlosServerBuilder indexAfter(Duration time) {
        indexAfter = time;
        return this;
    }

    /** The first project has two attributes of one name ("Verification"). */
    public AtlosServerBuilder twinAttributes(boolean on) {
        twins = on;
        return this;
    }

    Pace pace() {
        return new Pace(settleAfter, archiveFor == null ? settleAfter : archiveFor, indexAfter);
    }

    List<Project.Attribute> attributes() {
        List<Project.Attribute> all = new ArrayList<>(StandardProject.attributes());
        if (twins) {
            all.add(StandardProject.twin());
        }
        return all;
    }

    /** 2,000,000,000 bytes unless told otherwise. */
    public AtlosServerBuilder uploadLimit(long bytes) {
        uploadLimit = bytes;
        return this;
    }

    /** How long a connection may be idle before it is closed: five seconds on the real server. */
    public AtlosServerBuilder idleTimeout(Duration time) {
        idleTimeout = time;
        return this;
    }

    /** @throws IllegalStateException if the port is taken; the message names it */
    public AtlosServer start() {
        return new AtlosServer(this);
    }
}
