package io.github.camelatlos.client;

import java.io.Closeable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;

/**
 * A walk along the pages of a list. The next page is on its way while one is read: a page's cursor stands before its rows, so the
 * request goes out as soon as the first row was kept, or as the cursor is there, where every page is wanted. It is read into memory, so that
 * a slow reader holds no connection; if it fails, that is forgotten, and an ordinary read with retries takes its place. Not more than two
 * requests are open.
 */
public final class PageStream implements Closeable {

    /** Measured: with a filter that joins, one row comes 135 times in a row; more pages that begin with it are a circle. */
    private static final int MOST_PAGES_FROM_ONE_ROW = 20;

    private final Transport transport;
    private final Retries retries;
    private final Listing listing;
    private final LookAhead onItsWay;
    private final Map<String, Integer> firstRows = new HashMap<>();

    private String cursor;
    private boolean ended;

    PageStream(Transport transport, Retries retries, Listing listing, String cursor, boolean lookingAhead) {
        this.transport = transport;
        this.retries = retries;
        this.listing = listing;
        this.cursor = cursor;
        this.onItsWay = lookingAhead ? new LookAhead(transport, listing) : null;
    }

    /** Whether there is another page, as far as is known. */
    public boolean hasNext() {
        return !ended;
    }

    /**
     * Reads the next page.
     *
     * @throws AtlosException of kind UNEXPECTED_ANSWER also if the pages go round in a circle
     */
    public Page next(RowVisitor visitor) {
        return next(visitor, true, visitor.readsToTheEnd(), this::ask);
    }

    /** The same, with nothing asked for ahead before {@link #lookAhead}. */
    public Page nextAlone(RowVisitor visitor) {
        return next(visitor, true, false, next -> { });
    }

    /** The same, without a second try. */
    public Page tryNextAlone(RowVisitor visitor) {
        return next(visitor, false, false, next -> { });
    }

    /** Asks for the next page, if there is one. */
    public void lookAhead() {
        if (!ended) {
            ask(cursor);
        }
    }

    private void ask(String next) {
        if (onItsWay != null) {
            onItsWay.ask(next);
        }
    }

    private Page next(RowVisitor visitor, boolean patient, boolean leadsOn, Consumer<String> onward) {
        Call call = listing.page(cursor);
        FirstRow firstRow = new FirstRow(visitor);
        PageReader reader = new PageReader(call, firstRow, onward);
        LookAhead.Request ahead = onItsWay == null ? null : onItsWay.take(leadsOn);
        transport.traffic().page();
        Page page;
        try {
            page = ahead == null ? null : ahead.read(reader);
            if (page == null) {
                if (ahead != null && !patient) {
                    throw ahead.failure();
                }
                page = (patient ? retries : retries.none()).read(call, reader);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        cursor = page.next();
        ended = cursor == null;
        if (ended || page.left()) {
            close();
        } else if (onItsWay != null) {
            onItsWay.keep(cursor);
        }
        if (!ended && !page.left()) {
            checkOnward(call, firstRow.id);
        }
        return page;
    }

    private void checkOnward(Call call, String firstId) {
        if (firstId == null || firstRows.merge(firstId, 1, Integer::sum) > MOST_PAGES_FROM_ONE_ROW) {
            close();
            throw new AtlosException(Kind.UNEXPECTED_ANSWER, call.operation(), call
                    + ": the pages do not lead on: one came over and over, or was empty with another to follow");
        }
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        if (onItsWay != null) {
            onItsWay.close();
        }
    }

    /** Remembers which row a page begins with. */
    private static final class FirstRow implements RowVisitor {
        private final RowVisitor visitor;
        private String id;

        FirstRow(RowVisitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void begin(Instant serverTime) {
            id = null;
            visitor.begin(serverTime);
        }

        @Override
        public boolean readsToTheEnd() {
            return visitor.readsToTheEnd();
        }

        @Override
        public Verdict visit(RowHead head) {
            if (id == null) {
                id = head.id();
            }
            return visitor.visit(head);
        }
    }
}
