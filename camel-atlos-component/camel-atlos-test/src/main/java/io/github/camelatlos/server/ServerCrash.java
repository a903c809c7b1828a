package io.github.camelatlos.server;

/** An error that the real server did not foresee: 500 with an empty body. */
final class ServerCrash extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerCrash(String why) {
        super(why, null, false, false);
    }
}
