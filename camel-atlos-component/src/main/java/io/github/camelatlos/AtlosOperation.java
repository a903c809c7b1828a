package io.github.camelatlos;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What the producer can do. Each operation is one route of the API. */
public enum AtlosOperation {

    /**
     * On incidents: makes a new incident of the body ({@code POST /incidents/new}). On source material: adds a URL, or an empty
     * record for uploads, to the incident {@code CamelAtlosSlug} ({@code POST /source_material/new/:slug}).
     */
    create(AtlosResource.INCIDENTS, AtlosResource.SOURCE_MATERIAL),

    /** Writes a comment on an incident ({@code POST /add_comment/:slug}). */
    addComment(AtlosResource.INCIDENTS),

    /** Sets an attribute of an incident to the body ({@code POST /update/:slug/:attribute}). */
    updateAttribute(AtlosResource.INCIDENTS),

    /** Replaces one namespace of a source material's metadata ({@code POST /source_material/metadata/:id/:namespace}). */
    setMetadata(AtlosResource.SOURCE_MATERIAL),

    /** Uploads a file to a source material ({@code POST /source_material/upload/:id}). */
    upload(AtlosResource.SOURCE_MATERIAL),

    /** Reads one incident by its slug, or one source material by its id. */
    get(AtlosResource.INCIDENTS, AtlosResource.SOURCE_MATERIAL),

    /** Reads the whole list, page by page, as an iterator for a streaming split. */
    list(AtlosResource.INCIDENTS, AtlosResource.SOURCE_MATERIAL, AtlosResource.UPDATES);

    private final Set<AtlosResource> resources;

    AtlosOperation(AtlosResource first, AtlosResource... others) {
        this.resources = EnumSet.of(first, others);
    }

    /**
     * The operation of that name, if the resource has it.
     *
     * @throws AtlosException of kind INVALID_INPUT otherwise, with the names that there are
     */
    public static AtlosOperation of(Object name, AtlosResource resource) {
        String known = Arrays.stream(values()).filter(o -> o.resources.contains(resource)).map(Enum::name)
                .collect(Collectors.joining(", "));
        if (name == null || name.toString().isBlank()) {
            throw new AtlosException(AtlosException.Kind.INVALID_INPUT, resource + "",
                    "No operation is given for atlos:" + resource + "; nothing was sent. Set the option operation, or the header "
                            + AtlosConstants.OPERATION + ", to one of: " + known);
        }
        return Arrays.stream(values()).filter(o -> o.name().equals(name.toString().strip()) && o.resources.contains(resource)).findFirst()
                .orElseThrow(() -> new AtlosException(AtlosException.Kind.INVALID_INPUT, resource + " " + name,
                        "atlos:" + resource + " has no operation '" + name + "'; nothing was sent. Use one of: " + known));
    }
}
