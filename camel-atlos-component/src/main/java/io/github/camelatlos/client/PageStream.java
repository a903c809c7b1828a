package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
 * request goes out as soon as the first row was kept, or as the cursor is there, where every page is wanted. It is read into memory, so that
 * a slow reader holds no connection; if it fails, that is forgotten, and an ordinary read with retries takes its place. Not more than two
 * requests are open.
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
    /** The request for the next page, and the one whose answer is read now, which may send the next one from a thread of its own. */
    private Ahead ahead;
    private Ahead taken;

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
        return next(visitor, true, visitor.readsToTheEnd(), this::sendAhead);
    }

    /**
     * The same, with nothing asked for ahead before {@link #lookAhead}.
     *
     * @param instead done when the next page would be asked for
     */
    public Page nextAlone(RowVisitor visitor, Runnable instead) {
        return next(visitor, true, false, next -> instead.run());
    }

    /** The same, without a second try, and with nothing in its stead. */
    public Page tryNextAlone(RowVisitor visitor) {
        return next(visitor, false, false, next -> { });
    }

    /** Asks for the next page, if there is one. */
    public void lookAhead() {
        if (!ended) {
            sendAhead(cursor);
        }
    }

    private Page next(RowVisitor visitor, boolean patient, boolean leadsOn, Consumer<String> onward) {
        Call call = listing.page(cursor);
        FirstRow firstRow = new FirstRow(visitor);
        PageReader reader = new PageReader(call, firstRow, onward);
        Ahead onItsWay = take(leadsOn);
        transport.traffic().page();
        Page page;
        try {
            page = onItsWay == null ? null : onItsWay.read(reader);
            if (page == null) {
                if (onItsWay != null && !patient) {
                    throw onItsWay.failure;
                }
                page = (patient ? retries : retries.none()).read(call, reader);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        cursor = page.next();
        ended = cursor == null;
        if (ended || page.left() || !isAhead(cursor)) {
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

    /** @param leadsOn whether the page after this one is surely wanted too */
    private synchronized Ahead take(boolean leadsOn) {
        taken = ahead;
        ahead = null;
        if (taken != null && leadsOn) {
            Ahead from = taken;
            // Measured: to wait until the answer is whole, and its reader awake, cost half a millisecond a page.
            from.next.thenAccept(next -> sendAhead(from, next));
        }
        return taken;
    }

    private synchronized void sendAhead(Ahead from, String next) {
        if (from == taken) {
            sendAhead(next);
        }
    }

    private synchronized boolean isAhead(String next) {
        return ahead != null && Objects.equals(ahead.cursor, next);
    }

    private synchronized void sendAhead(String next) {
        if (!lookingAhead || isAhead(next)) {
            return;
        }
        cancelAhead();
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
    public synchronized void close() {
        taken = null;
        cancelAhead();
    }

    private void cancelAhead() {
        if (ahead != null) {
            ahead.cancel();
            ahead = null;
        }
    }

    /** The request for the next page. */
    private final class Ahead implements Runnable {
        private final String cursor;
        private final StopSignal signal = new StopSignal();
        /** The cursor that its answer tells before its rows; where it does not, it is learned when the answer is read. */
        private final CompletableFuture<String> next = new CompletableFuture<>();
        private final CompletableFuture<Attempt<Answer>> result = new CompletableFuture<>();
        private AtlosException failure;

        Ahead(String cursor) {
            this.cursor = cursor;
        }

        @Override
        public void run() {
            try (StopSignal.Registration stop = transport.signal().onRaise(signal::raise)) {
                result.complete(transport.attempt(listing.page(cursor), (answer, refusals) -> answer.inMemory(LARGEST_AHEAD, this::begun), signal));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }

        private void begun(byte[] begin) {
            String told = PageReader.next(begin);
            if (told != null) {
                next.complete(told);
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
                } else if (attempt instanceof Attempt.Refused<Answer> refused) {
                    throw refused.reason();
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
            failure = new AtlosException(Kind.SERVER_ERROR, listing.resource() + " list", "asked for ahead, in vain: " + why);
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
