package io.github.camelatlos.examples.custody;

import io.github.camelatlos.server.AtlosServer;
import java.nio.file.Path;
import java.util.List;

/** The command, as main runs it, on a test server. */
public final class VerifyInAtlos {

    private VerifyInAtlos() {
    }

    public static List<String> problems(Path folder, AtlosServer server) throws Exception {
        return Verify.run(new String[] { folder.toString() }, server.token(), server.baseUrl()).findings().stream().map(each -> each.problem().words()).toList();
    }
}
