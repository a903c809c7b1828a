package io.github.camelatlos.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** People at work: one change after the other, at a steady pace, until closed. */
public final class Investigators implements AutoCloseable {

    private final CaseFile cases;
    private final String sourceBaseUrl;
    private final InventedCases invented;
    private final AtomicLong actions = new AtomicLong();
    private volatile RuntimeException failure;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "atlos-investigators");
        thread.setDaemon(true);
        return thread;
    });

    private Investigators(CaseFile cases, String sourceBaseUrl, Random random) {
        this.cases = cases;
        this.sourceBaseUrl = sourceBaseUrl;
        this.invented = new InventedCases(random, cases.project());
    }

    public static Investigators start(CaseFile cases, Duration every) {
        return start(cases, every, new Random(7), "https://sources.example.org");
    }

    public static Investigators start(CaseFile cases, Duration every, Random random, String sourceBaseUrl) {
        Investigators people = new Investigators(cases, sourceBaseUrl, random);
        people.pace.scheduleAtFixedRate(people::tryToAct, 0, every.toNanos(), TimeUnit.NANOSECONDS);
        return people;
    }

    /** How many changes so far. */
    public long actions() {
        return actions.get();
    }

    /** No change is made after it returns. Fails if one of them did. */
    @Override
    public void close() {
        pace.shutdown();
        try {
            if (!pace.awaitTermination(5, TimeUnit.SECONDS)) {
                pace.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("a change failed, and none was made after it", failure);
        }
    }

    private void tryToAct() {
        try {
            act();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void act() {
        List<String> slugs = cases.view().slugs(100);
        int draw = invented.random().nextInt(10);
        if (slugs.isEmpty() || draw < 2) {
            invented.add(cases, cases.now());
        } else {
            String slug = invented.any(slugs);
            switch (draw) {
                case 2, 3, 4 -> cases.edit(slug, "status", invented.status());
                case 5, 6 -> cases.comment(slug, invented.comment());
                case 7 -> cases.addSourceMaterial(slug, sourceBaseUrl + "/sources/" + slug + "-" + actions.get() + ".html");
                default -> workOnSource(slug, draw);
            }
        }
        actions.incrementAndGet();
    }

    private void workOnSource(String slug, int draw) {
        List<String> ids = cases.view().sourceMaterialIds(slug);
        if (ids.isEmpty()) {
            cases.addSourceMaterial(slug, sourceBaseUrl + "/sources/" + slug + "-1.html");
        } else if (draw == 8) {
            cases.setMetadata(invented.any(ids), "demo-notes", Json.object().put("round", actions.get()));
        } else {
            cases.upload(invented.any(ids), ("Note " + actions.get() + "\n").getBytes(StandardCharsets.UTF_8), "txt", "Note");
        }
    }
}
