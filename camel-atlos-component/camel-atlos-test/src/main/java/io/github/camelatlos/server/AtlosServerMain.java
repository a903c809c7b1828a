package io.github.camelatlos.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * The server as a process of its own, until it is told to end.
 * {@code [--port N] [--seed] [--investigators [MILLIS]] [--sources URL] [--races] [--newer]}
 */
public final class AtlosServerMain {

    private AtlosServerMain() {
    }

    public static void main(String[] args) throws InterruptedException {
        List<String> options = Arrays.asList(args);
        AtlosServer server = AtlosServer.builder()
                .port(Integer.parseInt(value(options, "--port", "0")))
                .races(options.contains("--races"))
                .newer(options.contains("--newer"))
                .project(options.contains("--newer"))
                .start();
        String sources = value(options, "--sources", "https://sources.example.org");
        if (options.contains("--seed")) {
            SeedCases.into(server.cases(), sources);
        }
        Investigators people = options.contains("--investigators")
                ? Investigators.start(server.cases(), Duration.ofMillis(Long.parseLong(value(options, "--investigators", "2000"))),
                        new Random(), sources)
                : null;
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

    /** What follows the option, unless that is another option or nothing. */
    private static String value(List<String> options, String name, String otherwise) {
        int at = options.indexOf(name);
        return at < 0 || at + 1 >= options.size() || options.get(at + 1).startsWith("--") ? otherwise : options.get(at + 1);
    }
}
