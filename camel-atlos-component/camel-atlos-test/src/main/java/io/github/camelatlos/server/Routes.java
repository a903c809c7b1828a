package io.github.camelatlos.server;

import java.util.ArrayList;
import java.util.List;

/** The routes of the API and what each does. */
record Routes(Cursors cursors, Rendering rendering, FileStore files, RaceWindow window, boolean newer, boolean project) {

    List<Route> all() {
        Lists lists = new Lists(cursors, rendering);
        IncidentWrites incidents = new IncidentWrites(window);
        SourceWrites sources = new SourceWrites(window, rendering, files, newer);
        List<Route> routes = new ArrayList<>(List.of(
                Route.of("GET", "/api/v2/incidents", lists::incidents),
                Route.of("GET", "/api/v2/source_material", lists::sourceMaterial),
                Route.of("GET", "/api/v2/source_material/:id", sources::read),
                Route.of("GET", "/api/v2/updates", lists::updates),
                Route.of("POST", "/api/v2/incidents/new", new NewIncident(rendering)::create),
                Route.of("POST", "/api/v2/add_comment/:slug", incidents::addComment),
                Route.of("POST", "/api/v2/update/:slug/:attribute", incidents::update),
                Route.of("POST", "/api/v2/source_material/new/:slug", sources::create),
                Route.of("POST", "/api/v2/source_material/metadata/:id/:namespace", sources::setMetadata),
                Route.of("POST", "/api/v2/source_material/upload/:id", sources::upload),
                // The old API knows only tokens of its own.
                Route.of("GET", "/api/v1/media", call -> Answer.empty(500))));
        if (project) {
            routes.add(Route.of("GET", "/api/v2/project",
                    call -> Answer.result(Json.bytes(call.archive().project().jsonWithIds()))));
        }
        return routes;
    }
}
