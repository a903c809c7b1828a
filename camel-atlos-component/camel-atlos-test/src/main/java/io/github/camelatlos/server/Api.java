package io.github.camelatlos.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a request to an answer, in the order in which the real server looks: body, route, Accept, token, and only then the rest. */
final class Api {

    private final List<Route> routes;
    private final Tokens tokens;
    private final Map<String, Archive> archives;

    Api(List<Route> routes, Tokens tokens, Map<String, Archive> archives) {
        this.routes = routes;
        this.tokens = tokens;
        this.archives = archives;
    }

    Answer answer(Request request, Body body) {
        Accept accept = Accept.of(request.header("Accept"));
        try {
            return routed(request, body, accept);
        } catch (HtmlError e) {
            return e.answer(accept);
        } catch (Refusal e) {
            return Answer.error(401, e.error());
        } catch (ServerCrash e) {
            return Answer.empty(500);
        }
    }

    private Answer routed(Request request, Body body, Accept accept) {
        Params params = new Params();
        params.addEncoded(request.query());
        body.failure().ifPresent(failure -> {
            throw failure;
        });
        params.tree().setAll(body.params().tree());
        List<String> path = Arrays.stream(request.path().split("/")).filter(segment -> !segment.isEmpty()).toList();
        if (path.equals(List.of("health_check"))) {
            return Answer.json("{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII));
        }
        String method = method(request, body);
        for (Route route : routes) {
            Optional<Map<String, String>> values = route.match(method, path);
            if (values.isPresent()) {
                return run(route, request, values.get(), params, body, accept);
            }
        }
        throw HtmlError.notFound();
    }

    private Answer run(Route route, Request request, Map<String, String> path, Params params, Body body, Accept accept) {
        if (!accept.admitsJson() || params.text("_format").filter(format -> !format.equals("json")).isPresent()) {
            throw HtmlError.notAcceptable();
        }
        Token token = tokens.ofHeader(request.header("Authorization"))
                .filter(known -> request.path().startsWith("/api/v2/"))
                .orElseThrow(() -> new Refusal("invalid token or token not found"));
        // Measured: the database stores no NUL, wherever it stands.
        if (Json.holdsNul(params.tree()) || path.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new ServerCrash("a NUL");
        }
        return route.action().answer(new Call(token, archives.get(token.projectId()), path, params, body.file()));
    }

    /** Measured: a form can say that it means another method, which is then not found. */
    private static String method(Request request, Body body) {
        Set<String> others = Set.of("PUT", "PATCH", "DELETE");
        return body.params().text("_method").map(m -> m.toUpperCase(Locale.ROOT))
                .filter(m -> request.method().equals("POST") && others.contains(m)).orElse(request.method());
    }
}
