package io.github.camelatlos.examples.archive;

import java.io.IOException;

/** A source that could not be had this time. The reason is ours, in a few words: no text of the site's, no URL. */
public final class NotFetched extends IOException {

    private static final long serialVersionUID = 1L;

    NotFetched(String reason, Throwable cause) {
        super(reason, cause);
    }

    public NotFetched(String reason) {
        super(reason);
    }
}
