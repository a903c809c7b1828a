package io.github.camelatlos.server;

/** What tests need to name an incident: its id, by which the other lists know it, and its slug. */
public record Incident(String id, String slug) {
}
