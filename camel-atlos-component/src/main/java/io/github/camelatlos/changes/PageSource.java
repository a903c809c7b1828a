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

    /** A walk along the pages, in the list's order. */
    interface Walk extends AutoCloseable {

        /** Reads the next page. */
        Page next(RowVisitor visitor);

        /** The same, with nothing asked for ahead before {@link #lookAhead}. */
        Page nextAlone(RowVisitor visitor);

        /** The same, where one try is enough. */
        Page tryNextAlone(RowVisitor visitor);

        /** Asks for the next page, if there is one. */
        void lookAhead();

        @Override
        void close();
    }

    static PageSource of(AtlosClient client, Listing listing) {
        return cursor -> walk(client.pages(listing, cursor));
    }

    private static Walk walk(PageStream stream) {
        return new Walk() {
            @Override
            public Page next(RowVisitor visitor) {
                return stream.next(visitor);
            }

            @Override
            public Page nextAlone(RowVisitor visitor) {
                return stream.nextAlone(visitor);
            }

            @Override
            public Page tryNextAlone(RowVisitor visitor) {
                return stream.tryNextAlone(visitor);
            }

            @Override
            public void lookAhead() {
                stream.lookAhead();
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}
