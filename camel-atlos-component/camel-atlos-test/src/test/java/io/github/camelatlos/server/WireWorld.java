package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project of its own for one recorded exchange, and what stands in it for the recorded slugs and ids. */
final class WireWorld {

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SLUG = Pattern.compile(
            "(?i)((?:/add_comment/|/update/|/source_material/new/|/incidents/|[?&]slug=|[?&]query=)(?:[A-Z]{3,4}-)?)"
                    + "([0-9A-Z]{6})(?![^?&/])");
    private static final List<String> NO_SLUGS = List.of("NOPE00", "BRIDGE");

    private final AtlosServer server;
    private final Map<String, String> attributeNames;
    private final CaseFile cases;
    private final Map<String, String> slugs = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private String token;
    private String cursor;

    WireWorld(AtlosServer server, Map<String, String> attributeNames) {
        this.server = server;
        this.attributeNames = attributeNames;
        this.cases = server.addProject("MAIN", "Main project");
        this.token = server.newToken(cases, Permission.values());
    }

    AtlosServer server() {
        return server;
    }

    CaseFile cases() {
        return cases;
    }

    String token() {
        return token;
    }

    void token(String other) {
        token = other;
    }

    void cursor(String value) {
        cursor = value;
    }

    /** The incident that stands for the recorded slug; a plain one unless something set it up. */
    String slug(String recorded) {
        return slugs.computeIfAbsent(recorded.toUpperCase(Locale.ROOT), any -> cases.addIncident("An incident to work on"));
    }

    void slug(String recorded, String own) {
        slugs.put(recorded, own);
    }

    /** The source material that stands for the recorded id; it rests already. */
    String source(String recorded) {
        return ids.computeIfAbsent(recorded.toLowerCase(Locale.ROOT), any -> {
            String id = cases.addSourceMaterial(slug("SOURCE"), "https://example.org/o4");
            cases.settle();
            return id;
        });
    }

    void id(String recorded, String own) {
        ids.put(recorded, own);
    }

    /** The recorded path with this world's slugs, ids and cursor in it. */
    String path(String recorded) {
        String path = recorded.replaceAll("cursor=SFMy[^&]*", Matcher.quoteReplacement("cursor=" + cursor));
        path = UUID.matcher(path).replaceAll(match -> Matcher.quoteReplacement(ownId(match.group())));
        return SLUG.matcher(path).replaceAll(match -> Matcher.quoteReplacement(
                NO_SLUGS.contains(match.group(2).toUpperCase(Locale.ROOT))
                        ? match.group()
                        : match.group(1) + likeIn(match.group(2), slug(match.group(2)))));
    }

    /** A recorded body with this project's attributes in it. */
    String body(JsonNode recorded) {
        return UUID.matcher(recorded.isTextual() ? recorded.textValue() : recorded.toString())
                .replaceAll(match -> attributeNames.containsKey(match.group()) ? ownId(match.group()) : match.group());
    }

    private String ownId(String recorded) {
        String id = recorded.toLowerCase(Locale.ROOT);
        if (attributeNames.containsKey(id) && !ids.containsKey(id)) {
            return cases.project().attributeId(attributeNames.get(id));
        }
        return id.startsWith("00000000") ? recorded : likeIn(recorded, source(recorded));
    }

    private static String likeIn(String recorded, String own) {
        boolean lower = recorded.equals(recorded.toLowerCase(Locale.ROOT)) && !recorded.equals(recorded.toUpperCase(Locale.ROOT));
        return lower ? own.toLowerCase(Locale.ROOT) : own.toUpperCase(Locale.ROOT);
    }
}
