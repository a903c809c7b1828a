package io.github.camelatlos.server;

/** What a token may do. Reading incidents and source material needs none of them (measured: an inactive token still reads those). */
public enum Permission {
    READ, COMMENT, EDIT
}
