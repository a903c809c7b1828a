package io.github.camelatlos.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowVisitor;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;

/** A whole list, fetched page by page as it is asked for. A page that cannot be had is an error, never the end of the list. */
final class RecordIterator implements Iterator<AtlosRecord> {

    private final AtlosClient client;
    private final Listing listing;
    private final Deque<Row> rows = new ArrayDeque<>();
    private String cursor;
    private boolean begun;

    RecordIterator(AtlosClient client, Listing listing) {
        this.client = client;
        this.listing = listing;
    }

    @Override
    public boolean hasNext() {
        while (rows.isEmpty() && (!begun || cursor != null)) {
            Page page = client.page(listing, cursor, head -> RowVisitor.Verdict.KEEP);
            begun = true;
            rows.addAll(page.rows());
            cursor = page.next();
        }
        return !rows.isEmpty();
    }

    @Override
    public AtlosRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The list has ended");
        }
        return record(rows.remove().json());
    }

    private AtlosRecord record(ObjectNode json) {
        return switch (listing.resource()) {
            case INCIDENTS -> new Incident(json);
            case SOURCE_MATERIAL -> new SourceMaterial(json);
            case UPDATES -> new Update(json);
        };
    }
}
