package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of a walk that go out before somebody reads their page: the one that is read now, and one more. Answers come into memory, so that a
 * slow reader holds no connection; one that fails is forgotten, and an ordinary read takes its place.
 */
final class LookAhead implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LookAhead.class);

    /** Measured: a page of 100 incidents is 0.5 MB. A larger one than this is not held beside the one that is read. */
    private static final int LARGEST = 8 << 20;

    private final Transport transport;
    private final Listing listing;
    private Request ahead;
    /** What is read now; when it tells the cursor, on a thread of its own, the next one may follow. */
    private Request taken;

    LookAhead(Transport transport, Listing listing) {
        this.transport = transport;
        this.listing = listing;
    }

    /**
     * What was sent ahead, to be read now; or null.
     *
     * @param leadsOn whether the page after this one is surely wanted too: then its request goes out as soon as this answer tells its cursor
     */
    synchronized Request take(boolean leadsOn) {
        taken = ahead;
        ahead = null;
        if (taken != null && leadsOn) {
            Request from = taken;
            // Measured: over a line of 16 Mbit/s, where a page is 0.15 s on its way, this is a quarter of a backlog's time.
            from.next.thenAccept(next -> ask(from, next));
        }
        return taken;
    }

    private synchronized void ask(Request from, String next) {
        if (from == taken) {
            ask(next);
        }
    }

    /** The page at this cursor will be wanted. */
    synchronized void ask(String next) {
        if (isAhead(next)) {
            return;
        }
        cancel();
        Request request = new Request(next);
        try {
            transport.helpers().execute(request);
            ahead = request;
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: as many requests as connections are under way; the next page is asked for in its turn", listing.resource());
        }
    }

    private boolean isAhead(String next) {
        return ahead != null && Objects.equals(ahead.cursor, next);
    }

    /** What was taken is read: gives up what is on its way, unless it is the page at this cursor. */
    synchronized void keep(String next) {
        if (!isAhead(next)) {
            close();
        }
    }

    /** Gives up what is on its way, and what would follow. */
    @Override
    public synchronized void close() {
        taken = null;
        cancel();
    }

    private void cancel() {
        if (ahead != null) {
            ahead.cancel();
            ahead = null;
        }
    }

    /** For one page. */
    final class Request implements Runnable {
        private final String cursor;
        private final StopSignal signal = new StopSignal();
        /** The cursor that its answer tells before its rows; where it does not, it is learned when the answer is read. */
        private final CompletableFuture<String> next = new CompletableFuture<>();
        private final CompletableFuture<Attempt<Answer>> result = new CompletableFuture<>();
        private AtlosException failure;

        Request(String cursor) {
            this.cursor = cursor;
        }

        @Override
        public void run() {
            try (StopSignal.Registration stop = transport.signal().onRaise(signal::raise)) {
                result.complete(transport.attempt(listing.page(cursor), (answer, refusals) -> answer.inMemory(LARGEST, this::begun), signal));
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

        /** Why {@link #read} had none. */
        AtlosException failure() {
            return failure;
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
}
