package io.github.camelatlos.server;

import java.time.Clock;
import java.time.Duration;

/** What a server is started with. The defaults: a random port, no race windows, the server of today. */
public final class AtlosServerBuilder {
    int port;
    Clock clock = Clock.systemUTC();
    Duration raceWindow = Duration.ZERO;
    boolean project;
    boolean newer;
    Duration settleAfter = Duration.ofSeconds(2);
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
