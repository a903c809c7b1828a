package io.github.camelatlos.examples.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Where the page is: the port that was asked for, the usual one, or else any. */
final class PagePort {

    private static final int USUAL = 8484;

    private PagePort() {
    }

    static int of(Optional<Integer> wanted) throws IOException {
        if (wanted.isPresent()) {
            try {
                return free(wanted.get());
            } catch (IOException e) {
                throw new IOException("Port " + wanted.get() + " is taken; choose another one with -Ddemo.port", e);
            }
        }
        try {
            return free(USUAL);
        } catch (IOException e) {
            return free(0);
        }
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
