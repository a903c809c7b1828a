package io.github.camelatlos.client;

/** A query parameter, as the server names it; a name may come more than once. */
public record Parameter(String name, String value) {
}
