package io.github.camelatlos.server;

/** The platform's security modes. Measured: in both that aren't normal the API goes on reading, and refuses every write. */
public enum SecurityMode {
    NORMAL, READ_ONLY, NO_ACCESS
}
