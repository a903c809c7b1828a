package io.github.camelatlos;

/** Whose updates are delivered. */
public enum AtlosMadeBy {
    /** Everybody's. */
    anyone,
    /** Those made by people, in the browser. */
    people,
    /** Those made with an API token. */
    tokens
}
