package io.github.camelatlos.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A method, a path with names for its variable segments, and what it does. */
record Route(String method, List<String> segments, Action action) {

    static Route of(String method, String path, Action action) {
        return new Route(method, List.of(path.substring(1).split("/")), action);
    }

    /** The values of the variable segments; segments come undecoded, so that an encoded slash stays within one. */
    Optional<Map<String, String>> match(String asked, List<String> path) {
        boolean sameMethod = method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
        if (!sameMethod || path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            if (segments.get(i).startsWith(":")) {
                values.put(segments.get(i).substring(1), decoded(path.get(i)));
            } else if (!segments.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Measured: a segment that isn't UTF-8 is a crash. */
    private static String decoded(String segment) {
        try {
            return Params.decoded(segment);
        } catch (HtmlError e) {
            throw new ServerCrash("a path that is no text");
        }
    }
}
