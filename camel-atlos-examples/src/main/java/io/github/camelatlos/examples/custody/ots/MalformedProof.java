package io.github.camelatlos.examples.custody.ots;

import java.io.IOException;

/** What claims to be an OpenTimestamps proof, or a part of one, and is none; in words of ours. */
public final class MalformedProof extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedProof(String reason) {
        super(reason);
    }
}
