package io.github.camelatlos.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

import org.apache.hc.core5.net.URIBuilder;

/**
 * One request to the API.
 *
 * @param operation for messages: {@code incidents addComment}
 * @param post      POST, otherwise GET
 * @param segments  the path below {@code /api/v2}; each is percent-encoded, so none can reach another route
 */
record Call(String operation, boolean post, List<String> segments, List<Parameter> query, Body body) {

    static Call get(String operation, List<String> segments, List<Parameter> query) {
        return new Call(operation, false, segments, query, new Body.None());
    }

    static Call post(String operation, List<String> segments, Body body) {
        return new Call(operation, true, segments, List.of(), body);
    }

    URI uri(URI baseUrl) {
        try {
            URIBuilder builder = new URIBuilder(baseUrl);
            List<String> path = new ArrayList<>(builder.getPathSegments());
            path.removeIf(String::isEmpty);
            path.add("api");
            path.add("v2");
            path.addAll(segments);
            builder.setPathSegments(path);
            query.forEach(parameter -> builder.addParameter(parameter.name(), parameter.value()));
            return builder.build();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String toString() {
        return operation;
    }
}
