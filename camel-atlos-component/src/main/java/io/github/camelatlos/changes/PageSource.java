package io.github.camelatlos.changes;

import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.PageStream;
import io.github.camelatlos.client.RowVisitor;

/** Where the pages of a list come from. */
interface PageSource {

    /** The pages from this cursor on; from the first one without a cursor. */
    Walk from(String cursor);

    /** A walk along the pages, towards the older rows. */
    interface Walk extends AutoCloseable {

        /** Reads the next page. */
        Page next(RowVisitor visitor);

        @Override
        void close();
    }

    static PageSource of(AtlosClient client, Listing listing) {
        return cursor -> {
            PageStream stream = client.pages(listing, cursor);
            return new Walk() {
                @Override
                public Page next(RowVisitor visitor) {
                    return stream.next(visitor);
                }

                @Override
                public void close() {
                    stream.close();
                }
            };
        };
    }
}
