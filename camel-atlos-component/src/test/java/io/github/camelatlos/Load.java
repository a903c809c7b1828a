package io.github.camelatlos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;

/** Rows of one resource: many that were there before, and changes of all kinds while a route polls. */
final class Load implements ProofTestSupport.Writer.Work {

    private static final int INCIDENTS = 10;

    private final CaseFile cases;
    private final AtlosResource resource;
    private final List<String> slugs = new CopyOnWriteArrayList<>();
    private final List<String> materials = new CopyOnWriteArrayList<>();

    Load(AtlosServer server, AtlosResource resource) {
        this(server.cases(), resource);
    }

    Load(CaseFile cases, AtlosResource resource) {
        this.cases = cases;
        this.resource = resource;
    }

    /** So many rows, the first at this instant, each next one a step later. */
    Load backlog(int count, Instant first, Duration step) {
        if (resource == AtlosResource.INCIDENTS) {
            slugs.addAll(cases.addIncidents(count, first, step));
            return this;
        }
        slugs.addAll(cases.addIncidents(INCIDENTS, first.minusSeconds(INCIDENTS), Duration.ofSeconds(1)));
        List<String> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String slug = slugs.get(i % INCIDENTS);
            Instant at = first.plus(step.multipliedBy(i));
            if (resource == AtlosResource.SOURCE_MATERIAL) {
                added.add(cases.at(at).addSourceMaterial(slug, "https://sources.example.org/" + i));
            } else {
                cases.at(at).comment(slug, "Comment " + i);
            }
        }
        materials.addAll(added);
        return this;
    }

    @Override
    public void act(int number, Random random) {
        act(cases, number, random);
    }

    /** @param file the same file, perhaps with another time */
    void act(CaseFile file, int number, Random random) {
        String slug = slugs.get(random.nextInt(slugs.size()));
        switch (resource) {
            case INCIDENTS -> {
                if (random.nextInt(10) < 3) {
                    slugs.add(file.addIncident("A new incident, number " + number));
                } else {
                    file.edit(slug, "more_info", "Note " + number);
                }
            }
            case SOURCE_MATERIAL -> {
                String id = materials.get(random.nextInt(materials.size()));
                switch (random.nextInt(3)) {
                    case 0 -> materials.add(file.addSourceMaterial(slug, "https://sources.example.org/new/" + number));
                    case 1 -> file.upload(id, ("File " + number).getBytes(StandardCharsets.UTF_8), "txt", "File " + number);
                    default -> file.setMetadata(id, "notes", JsonNodeFactory.instance.objectNode().put("round", number));
                }
            }
            case UPDATES -> file.comment(slug, "A new comment, number " + number);
        }
    }

    CaseFile cases() {
        return cases;
    }

    List<String> slugs() {
        return slugs;
    }

    List<String> materials() {
        return materials;
    }
}
