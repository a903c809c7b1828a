package io.github.camelatlos.examples.mongodb;

import java.io.IOException;

/** The Administration API refused, or failed. */
public final class GroupApiException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    GroupApiException(int status, String what) {
        super("Status " + status + ", " + what);
        this.status = status;
    }

    public int getStatus() {
        return status;
    }
}
