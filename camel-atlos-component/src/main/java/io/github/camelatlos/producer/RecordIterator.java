package io.github.camelatlos.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.PageStream;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowVisitor;
import io.github.camelatlos.model.AtlosRecord;

/** A whole list, fetched page by page as it is asked for. A page that cannot be had is an error, never the end of the list. */
final class RecordIterator implements Iterator<AtlosRecord> {

    private final AtlosResource resource;
    private final PageStream pages;
    private final Deque<Row> rows = new ArrayDeque<>();

    RecordIterator(AtlosClient client, Listing listing) {
        this.resource = listing.resource();
        this.pages = client.pages(listing, null);
    }

    @Override
    public boolean hasNext() {
        while (rows.isEmpty() && pages.hasNext()) {
            rows.addAll(pages.next(head -> RowVisitor.Verdict.KEEP).rows());
        }
        return !rows.isEmpty();
    }

    @Override
    public AtlosRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The list has ended");
        }
        return rows.remove().toRecord(resource);
    }
}
