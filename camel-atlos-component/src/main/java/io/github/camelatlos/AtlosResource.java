package io.github.camelatlos;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The three lists of the Atlos API. */
public enum AtlosResource {
    INCIDENTS("incidents", "incidents"),
    SOURCE_MATERIAL("source-material", "source_material"),
    UPDATES("updates", "updates");

    private final String uriName;
    private final String path;

    AtlosResource(String uriName, String path) {
        this.uriName = uriName;
        this.path = path;
    }

    /** The name in an endpoint URI: {@code atlos:source-material}. */
    public String uriName() {
        return uriName;
    }

    /** The path of the list below {@code /api/v2}. */
    public String path() {
        return path;
    }

    /** The resource of that name. */
    public static AtlosResource of(String uriName) {
        return Arrays.stream(values()).filter(r -> r.uriName.equals(uriName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Atlos has no resource '" + uriName + "'. Use one of: "
                        + Arrays.stream(values()).map(r -> "atlos:" + r.uriName).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return uriName;
    }
}
