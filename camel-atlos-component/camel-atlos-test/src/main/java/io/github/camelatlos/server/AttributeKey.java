package io.github.camelatlos.server;

import java.util.Set;

/** Under which key an attribute is filed: a built-in one by its name, one of the project's own by its id. */
final class AttributeKey {

    static final Set<String> BUILT_IN = Set.of("status", "description", "date", "more_info", "tags", "sensitive", "restrictions",
            "geolocation_resolution", "assignments", "geolocation", "time");

    /** Attributes of older projects; measured: a crash for updates, dropped silently by create. */
    static final Set<String> RETIRED = Set.of("type", "impact", "equipment", "general_location", "time_of_day", "environment",
            "weather", "camera_system", "civilian_impact", "event", "casualty", "military_infrastructure", "weapon", "time_recorded");

    private AttributeKey() {
    }

    /** For code that sets up rows: "status", "attr_status", an own attribute's name or its id. */
    static String of(Project project, String name) {
        String plain = name.startsWith("attr_") ? name.substring("attr_".length()) : name;
        return BUILT_IN.contains(plain) ? plain : project.attributeId(name);
    }

    /** The key as updates and errors write it. */
    static String wire(String key) {
        return BUILT_IN.contains(key) ? "attr_" + key : key;
    }
}
