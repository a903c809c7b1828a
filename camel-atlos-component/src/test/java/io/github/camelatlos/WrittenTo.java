package io.github.camelatlos;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server with an incident and source material to write to, and a connector to it. */
final class WrittenTo implements AfterEachCallback {

    final AtlosServer server = AtlosServer.start();
    final CaseFile cases = server.cases();
    final Connector atlos = Connector.to(server);
    final String slug = cases.addIncident("Written to");
    final String id = cases.addSourceMaterial(slug, "https://example.org/a");

    @Override
    public void afterEach(ExtensionContext context) {
        atlos.close();
        server.close();
    }
}
