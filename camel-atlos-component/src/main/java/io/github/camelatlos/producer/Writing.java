package io.github.camelatlos.producer;

import java.util.function.Supplier;

import io.github.camelatlos.AtlosProducerConfiguration;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;

/**
 * What a producer is made with.
 *
 * @param slug    the incident where no header names one, or null
 * @param client  opens a client with the endpoint's settings; whoever opens it closes it
 * @param listing the list with the filters of the options; throws IllegalArgumentException if one cannot be right
 */
public record Writing(AtlosResource resource, String slug, AtlosProducerConfiguration options, Supplier<AtlosClient> client,
                      Supplier<Listing> listing) {
}
