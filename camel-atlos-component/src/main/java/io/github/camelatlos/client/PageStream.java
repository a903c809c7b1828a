package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A walk along the pages of a list. The next page is on its way while one is read: a page's cursor stands before its rows, so the
 * request goes out as soon as the first row was kept. It is read into memory, so that a slow reader holds no connection; if it
 * fails, that is forgotten, and an ordinary read with retries takes its place.
 */
public final class PageStream implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(PageStream.class);

    /** Measured: a page of 100 incidents is 0.5 MB. A larger one than this is not held beside the one that is read. */
    private static final int LARGEST_AHEAD = 8 << 20;

    /** Measured: with a filter that joins, one row comes 135 times in a row; more pages that begin with it are a circle. */
    private static final int MOST_PAGES_FROM_ONE_ROW = 20;

    private final Transport transport;
    private final Retries retries;
    private final Listing listing;
    private final boolean lookingAhead;
    private final Map<String, Integer> firstRows = new HashMap<>();

    private String cursor;
    private boolean ended;
    private Ahead ahead;

    PageStream(Transport transport, Retries retries, Listing listing, String cursor, boolean lookingAhead) {
        this.transport = transport;
        this.retries = retries;
        this.listing = listing;
        this.cursor = cursor;
        this.lookingAhead = lookingAhead;
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
        return next(visitor, retries, this::sendAhead);
    }

    /** The same, with nothing asked for ahead before {@link #lookAhead}. */
    public Page nextAlone(RowVisitor visitor) {
        return next(visitor, retries, next -> { });
    }

    /** The same, without a second try. */
    public Page tryNextAlone(RowVisitor visitor) {
        return next(visitor, retries.none(), next -> { });
    }

    /** Asks for the next page, if there is one. */
    public void lookAhead() {
        if (!ended) {
            sendAhead(cursor);
        }
    }

    private Page next(RowVisitor visitor, Retries patience, Consumer<String> onward) {
        Call call = listing.page(cursor);
        FirstRow firstRow = new FirstRow(visitor);
        PageReader reader = new PageReader(call, firstRow, onward);
        Ahead onItsWay = ahead;
        ahead = null;
        transport.traffic().page();
        Page page = onItsWay == null ? null : onItsWay.read(reader);
        try {
            if (page == null) {
                page = patience.read(call, reader);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        cursor = page.next();
        ended = cursor == null;
        if (ended || page.left() || ahead != null && !cursor.equals(ahead.cursor)) {
            close();
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

    private void sendAhead(String next) {
        if (!lookingAhead) {
            return;
        }
        close();
        Ahead request = new Ahead(next);
        try {
            transport.helpers().execute(request);
            ahead = request;
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: as many requests as connections are under way; the next page is asked for in its turn", listing.resource());
        }
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        if (ahead != null) {
            ahead.cancel();
            ahead = null;
        }
    }

    /** The request for the next page. */
    private final class Ahead implements Runnable {
        private final String cursor;
        private final StopSignal signal = new StopSignal();
        private final CompletableFuture<Attempt<Answer>> result = new CompletableFuture<>();

        Ahead(String cursor) {
            this.cursor = cursor;
        }

        @Override
        public void run() {
            try (StopSignal.Registration stop = transport.signal().onRaise(signal::raise)) {
                result.complete(transport.attempt(listing.page(cursor), (answer, refusals) -> answer.inMemory(LARGEST_AHEAD), signal));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }

        void cancel() {
            signal.raise();
            result.cancel(false);
        }

        /** The page, or null if this went wrong in a way that may pass. */
        Page read(PageReader reader) {
            Answer answer = await();
            if (answer == null) {
                return null;
            }
            try {
                return reader.read(answer, transport.refusals());
            } catch (AtlosException e) {
                if (e.getKind() != Kind.UNEXPECTED_ANSWER) {
                    throw e;
                }
                return forgotten(e);
            } catch (IOException e) {
                return forgotten(e);
            }
        }

        private Answer await() {
            try {
                Attempt<Answer> attempt = result.get();
                if (attempt instanceof Attempt.Answered<Answer> answered) {
                    return answered.value();
                }
                forgotten(attempt);
            } catch (ExecutionException | CancellationException e) {
                forgotten(e);
            } catch (InterruptedException e) {
                cancel();
                Thread.currentThread().interrupt();
                throw new StopSignal.Stopped();
            }
            transport.signal().check();
            return null;
        }

        private Page forgotten(Object why) {
            LOG.debug("{} list: the next page was asked for ahead, in vain; it is asked for in its turn: {}", listing.resource(), why);
            return null;
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
