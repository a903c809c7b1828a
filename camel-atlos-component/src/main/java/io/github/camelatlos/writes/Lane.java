package io.github.camelatlos.writes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.github.camelatlos.client.Slugs;

/** Names the lanes of {@link WriteLanes}: what may only be written by one at a time. */
public final class Lane {

    private final String server;

    /** @param server the same for all who reach the same server */
    public Lane(String server) {
        this.server = server;
    }

    /** All spellings of a slug are one incident. */
    public String incident(String slug) {
        return server + " incident:" + Slugs.canonical(slug);
    }

    public String sourceMaterial(String id) {
        return server + " source-material:" + id.toLowerCase(Locale.ROOT);
    }

    /** New incidents of one description, which could not be told from each other if an answer were lost. */
    public String newIncident(String description) {
        return server + " new:" + Sha256.hex(description.getBytes(StandardCharsets.UTF_8));
    }
}
