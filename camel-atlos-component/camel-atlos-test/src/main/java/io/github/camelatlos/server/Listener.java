package io.github.camelatlos.server;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** The two hosts on their ports: the API, and the stored files. Started again, they come back where they were. */
final class Listener {

    private static final int THREADS = 48;

    private final Function<ScheduledExecutorService, HttpHandler> front;
    private final HttpHandler downloads;
    private final ArtifactLinks links;
    private final Duration idleTimeout;
    private int port;
    private int downloadPort;
    private Undertow undertow;
    private ScheduledExecutorService later;

    Listener(int port, Duration idleTimeout, Function<ScheduledExecutorService, HttpHandler> front, HttpHandler downloads,
            ArtifactLinks links) {
        this.port = port;
        this.idleTimeout = idleTimeout;
        this.front = front;
        this.downloads = downloads;
        this.links = links;
    }

    synchronized int port() {
        return port;
    }

    /** @throws IllegalStateException if the port is taken; the message names it */
    synchronized void start() {
        if (undertow != null) {
            return;
        }
        later = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "atlos-later");
            thread.setDaemon(true);
            return thread;
        });
        undertow = Undertow.builder()
                .addHttpListener(port, "127.0.0.1", Handlers.httpContinueRead(new BlockingHandler(front.apply(later))))
                .addHttpListener(downloadPort, "localhost", downloads)
                .setIoThreads(2)
                .setWorkerThreads(THREADS)
                // Measured: a connection idle for five seconds is closed.
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) idleTimeout.toMillis())
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 10_000)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 500)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            int wanted = port;
            stop();
            throw new IllegalStateException("The Atlos test server cannot listen on 127.0.0.1%s: %s".formatted(
                    wanted == 0 ? "" : ":" + wanted, e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
        port = portOf(0);
        downloadPort = portOf(1);
        links.base("http://localhost:" + downloadPort);
    }

    synchronized void stop() {
        if (undertow != null) {
            undertow.stop();
            later.shutdownNow();
            undertow = null;
        }
    }

    private int portOf(int listener) {
        return ((InetSocketAddress) undertow.getListenerInfo().get(listener).getAddress()).getPort();
    }
}
