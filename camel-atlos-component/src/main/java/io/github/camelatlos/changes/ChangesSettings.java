package io.github.camelatlos.changes;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.RowHead;

/**
 * What to look for.
 *
 * @param listing    the list with its filters, sorted by time, newest first
 * @param oldestFirst the same list, sorted the other way; null where it has only one order
 * @param deletedToo also the list of deleted incidents
 * @param wanted     a filter that only this side can apply, or null
 * @param lookback   how far behind the mark every walk looks again
 */
public record ChangesSettings(AtlosResource resource, Listing listing, Listing oldestFirst, boolean deletedToo,
                              Predicate<RowHead> wanted, StartFrom startFrom, Duration lookback, Duration sweepInterval) {
}
