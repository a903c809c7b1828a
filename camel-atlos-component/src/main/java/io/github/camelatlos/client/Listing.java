package io.github.camelatlos.client;

import java.util.ArrayList;
import java.util.List;

import io.github.camelatlos.AtlosResource;

/**
 * A list to walk: the resource with its filters and its order. Measured: both have to be repeated with every cursor, or the
 * walk goes on unfiltered and loses rows; so they are one value here, and every page is asked for with all of it.
 */
public record Listing(AtlosResource resource, List<Parameter> parameters) {

    public Listing {
        parameters = List.copyOf(parameters);
    }

    public static Listing of(AtlosResource resource) {
        return new Listing(resource, List.of());
    }

    public Listing with(String name, String value) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(new Parameter(name, value));
        return new Listing(resource, more);
    }

    Call page(String cursor) {
        Listing page = cursor == null ? this : with("cursor", cursor);
        return Call.get(resource + " list", List.of(resource.path()), page.parameters());
    }
}
