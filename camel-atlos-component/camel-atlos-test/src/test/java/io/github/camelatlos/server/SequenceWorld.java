package io.github.camelatlos.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The project in which the second recording was made, and what stands in it for the recording's own names. */
final class SequenceWorld {

    private final CaseFile cases;
    private final String token;
    private final String slug;
    private final String geolocated;
    private final String source;
    private final Map<String, String> names;

    SequenceWorld(AtlosServer server) {
        Project.Attribute multi = Project.Attribute.of("Equipment Used", Project.Type.MULTI_SELECT, "Unknown", "Land mines");
        Project.Attribute text = Project.Attribute.of("Reported Near", Project.Type.TEXT);
        cases = server.addProject("CMP", "Comparison", List.of(
                Project.Attribute.of("Incident Type", Project.Type.MULTI_SELECT, "Other"), text,
                Project.Attribute.of("Impact", Project.Type.MULTI_SELECT, "Injury"), multi));
        token = server.newToken(cases, Permission.values());
        others();
        slug = cases.addIncident("Comparison incident", given -> given.put("date", "2024-02-03").putArray("tags").add("cmp"));
        source = cases.addSourceMaterial(slug, "https://example.com/cmp");
        geolocated = cases.addIncident("Somewhere in a town",
                given -> given.put("geolocation", "48.85,2.29").putArray("sensitive").add("Graphic Violence"));
        cases.settle();
        names = Map.of("<S>", slug, "<G>", geolocated, "<M>", source, "<I>", cases.view().find(slug).id(), "<MULTI>", multi.id(),
                "<TEXT>", text.id(), "2P7CY1", slug, "2p7cy1", slug.toLowerCase(Locale.ROOT), "2P7C", slug.substring(0, 4));
    }

    /** The recording's project held 21 incidents when it began, and one of their URLs was of very many x. */
    private void others() {
        List<String> slugs = cases.addIncidents(19);
        cases.addSourceMaterial(slugs.get(0), "https://example.org/" + "x".repeat(5000));
    }

    String token() {
        return token;
    }

    /** A recorded text with our own ids and slugs in it. */
    String own(String recorded) {
        String own = recorded;
        for (String name : List.of("<S>", "<G>", "<M>", "<I>", "<MULTI>", "<TEXT>", "2P7CY1", "2p7cy1", "2P7C")) {
            own = own.replace(name, names.get(name));
        }
        return own;
    }

    CaseFile cases() {
        return cases;
    }

    String slug() {
        return slug;
    }

    String source() {
        return source;
    }
}
