package io.github.camelatlos;

import java.util.Map;

import io.github.camelatlos.client.Listing;

/** The list that an endpoint's filters describe. */
final class AtlosListings {

    private AtlosListings() {
    }

    static Listing of(AtlosEndpoint endpoint) {
        AtlosConsumerConfiguration options = endpoint.getConsumerConfiguration();
        Listing listing = Listing.of(endpoint.getResource());
        if (endpoint.getResource() == AtlosResource.UPDATES && endpoint.getSlug() != null) {
            listing = listing.with("slug", endpoint.getSlug());
        }
        if (endpoint.getResource() == AtlosResource.INCIDENTS && options.getQuery() != null) {
            listing = listing.with("query", options.getQuery());
        }
        for (Map.Entry<String, String> filter : options.getFilter().entrySet()) {
            listing = listing.with(filter.getKey(), filter.getValue());
        }
        return listing;
    }
}
