package io.github.camelatlos.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.PageStream;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowVisitor;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.writes.Lookup;

/** A whole list, fetched page by page as it is asked for. A page that cannot be had is an error, never the end of the list. */
final class RecordIterator implements Iterator<AtlosRecord> {

    private final AtlosClient client;
    private final Listing listing;
    private final Deque<Row> rows = new ArrayDeque<>();
    private PageStream pages;
    private boolean begun;

    RecordIterator(AtlosClient client, Listing listing) {
        this.client = client;
        this.listing = listing;
        this.pages = client.pagesAsAsked(listing);
    }

    @Override
    public boolean hasNext() {
        while (rows.isEmpty() && pages.hasNext()) {
            rows.addAll((begun ? page() : first()).rows());
            begun = true;
        }
        return !rows.isEmpty();
    }

    private Page page() {
        return pages.next(head -> RowVisitor.Verdict.KEEP);
    }

    /** Perhaps the incident whose updates are wanted is not filed under the spelling that was given. */
    private Page first() {
        try {
            return page();
        } catch (AtlosException e) {
            Listing filed = listing.resource() == AtlosResource.UPDATES && e.getKind() == AtlosException.Kind.NOT_FOUND
                    ? new Lookup(client).filed(listing) : listing;
            if (filed.equals(listing)) {
                throw e;
            }
            pages = client.pagesAsAsked(filed);
            return page();
        }
    }

    @Override
    public AtlosRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The list has ended");
        }
        return rows.remove().toRecord(listing.resource());
    }
}
