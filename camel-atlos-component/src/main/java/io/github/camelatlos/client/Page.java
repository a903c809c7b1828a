package io.github.camelatlos.client;

import java.time.Instant;
import java.util.List;

/**
 * A page of a list, or the part of it that was read.
 *
 * @param next       the cursor of the next page, or null after the last one
 * @param rows       the rows that the visitor kept, in the server's order
 * @param serverTime the server's clock when it answered, to the second, or null
 * @param left       the visitor had seen enough; what follows was not read
 */
public record Page(String next, List<Row> rows, Instant serverTime, boolean left) {
}
