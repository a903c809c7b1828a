package io.github.camelatlos.server;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The server as a process of its own, until it is told to end. {@code java -jar camel-atlos-test-VERSION-standalone.jar --help} */
public final class AtlosServerMain {

    /** What Undertow tells about itself would stand before what is wanted. Held, since a logger that nobody holds forgets its level. */
    private static final List<Logger> CHATTY = List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"),
            Logger.getLogger("org.jboss.threads"));

    private AtlosServerMain() {
    }

    public static void main(String[] args) throws InterruptedException {
        ServerOptions options;
        try {
            options = ServerOptions.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + ServerOptions.USAGE);
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(ServerOptions.USAGE);
            return;
        }
        run(options);
    }

    private static void run(ServerOptions options) throws InterruptedException {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        AtlosServer server;
        try {
            server = AtlosServer.builder().port(options.port()).races(options.races()).newer(options.newer()).project(options.newer())
                    .start();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        if (options.seed()) {
            SeedCases.into(server.cases(), options.sources());
        }
        Investigators people = options.investigators().isZero() ? null
                : Investigators.start(server.cases(), options.investigators(), new Random(), options.sources());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (people != null) {
                people.close();
            }
            server.close();
            ended.countDown();
        }));
        System.out.println("ATLOS_URL=" + server.baseUrl());
        System.out.println("ATLOS_TOKEN=" + server.token());
        System.out.flush();
        ended.await();
    }
}
