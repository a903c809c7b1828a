package io.github.camelatlos.examples.archive;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** When it is reached, what is under way is broken off: a site that sends a byte now and then is never idle, and never done. */
final class Deadline implements AutoCloseable {

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Deadline(int seconds) {
        done.orTimeout(seconds, TimeUnit.SECONDS);
    }

    /** Called when the time is over, at once if it is. */
    void ends(Runnable abort) {
        done.whenComplete((nothing, late) -> {
            if (late instanceof TimeoutException) {
                abort.run();
            }
        });
    }

    /** The failure in our words. */
    IOException explain(IOException e) {
        if (e instanceof NotFetched || e instanceof Exchange.NotCopied) {
            return e;
        }
        if (done.isCompletedExceptionally() || e instanceof java.net.SocketTimeoutException) {
            return new NotFetched("too slow", e);
        }
        if (e instanceof PublicWeb.NotPublic) {
            return new NotFetched(e.getMessage());
        }
        if (e instanceof java.util.zip.ZipException) {
            return new NotFetched("its gzip is damaged", e);
        }
        if (e instanceof NoHttpResponseException) {
            return new NotFetched("no answer", e);
        }
        if (e instanceof ConnectionClosedException || e instanceof TruncatedChunkException || e instanceof EOFException) {
            return new NotFetched("its answer broke off", e);
        }
        if (e instanceof ClientProtocolException || e instanceof MalformedChunkCodingException) {
            return new NotFetched("its answer is no HTTP", e);
        }
        return new NotFetched(e instanceof java.net.UnknownHostException ? "no such host" : "cannot be reached", e);
    }

    @Override
    public void close() {
        done.complete(null);
    }
}
