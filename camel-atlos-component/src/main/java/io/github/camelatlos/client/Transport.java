package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLHandshakeException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at one call: the request, with the token, to the server and to nothing else. */
final class Transport implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final int MOST_REDIRECTS = 3;

    /** An answer's rest of this size is read to its end, as that costs less than a new connection. */
    private static final long WORTH_DRAINING = 32 * 1024;

    private final ClientSettings settings;
    private final ConnectionPool.Lease lease;
    private final Budget budget;
    private final Traffic traffic;
    private final Refusals refusals;
    private final StopSignal signal;

    Transport(CamelContext context, ClientSettings settings, ConnectionPool pool, Budgets budgets, Traffic traffic, StopSignal signal) {
        this.settings = settings;
        this.lease = pool.lease(context, settings.baseUrl(), settings.http(), settings.allowInsecure());
        this.budget = budgets.of(settings.token());
        this.traffic = traffic;
        this.signal = signal;
        this.refusals = new Refusals(settings.token());
    }

    /** How to read an answer that is 200 and JSON. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Answer answer, Refusals refusals) throws IOException;
    }

    /**
     * One try. Where the line between not sent and lost runs: whatever fails before the request goes out is {@link Attempt.NotSent},
     * and whatever fails after it, an {@link Error} too, leaves its fate open.
     *
     * @throws StopSignal.Stopped if a stop comes before anything is sent, or while something is read
     */
    <T> Attempt<T> attempt(Call call, Reader<T> reader) {
        return attempt(call, reader, signal);
    }

    /** The same, cut off by a signal of its own. */
    <T> Attempt<T> attempt(Call call, Reader<T> reader, StopSignal stop) {
        return attempt(call, call.uri(settings.baseUrl()), reader, MOST_REDIRECTS, stop);
    }

    private <T> Attempt<T> attempt(Call call, URI uri, Reader<T> reader, int redirects, StopSignal signal) {
        budget.await(settings.requestsPerMinute(), signal);
        signal.check();
        HttpUriRequestBase request;
        try {
            request = request(call, uri);
        } catch (AtlosException e) {
            return new Attempt.NotSent<>(e);
        }
        URI next;
        traffic.request();
        long started = System.nanoTime();
        try (StopSignal.Registration registration = signal.onRaise(request::cancel);
             ClassicHttpResponse response = execute(call, request)) {
            LOG.debug("{}: status {} after {} ms", call, response.getCode(), (System.nanoTime() - started) / 1_000_000);
            Answer answer = new Answer(response, traffic);
            next = redirect(call, uri, answer);
            if (next == null || redirects == 0) {
                Attempt<T> attempt = understand(call, answer, reader);
                drain(response, answer);
                return attempt;
            }
        } catch (Connection.NotAllowed e) {
            return new Attempt.NotSent<>(new AtlosException(Kind.INVALID_INPUT, call.operation(), call + ": nothing was sent. " + e.getMessage()));
        } catch (IOException e) {
            if (!call.post()) {
                signal.check();
            }
            // A write that is cut off by a stop may have been carried out: its caller has to say so.
            return failed(call, e);
        } catch (RuntimeException | Error e) {
            if (call.post()) {
                return new Attempt.Lost<>(broken(call, e));
            }
            throw e;
        }
        return attempt(call, next, reader, redirects - 1, signal);
    }

    /** HttpClient throws what is no IOException when a request is cut off in the wrong moment: "Endpoint not acquired", "pool shut down". */
    private ClassicHttpResponse execute(Call call, HttpUriRequestBase request) throws IOException {
        try {
            return lease.connection().execute(call.body(), request);
        } catch (RuntimeException e) {
            throw new InterruptedIOException("cut off: " + e.getMessage());
        }
    }

    private HttpUriRequestBase request(Call call, URI uri) {
        HttpUriRequestBase request = call.post() ? new HttpPost(uri) : new HttpGet(uri);
        request.setHeader("Authorization", "Bearer " + settings.token().value(call.operation()));
        // Measured: asked for JSON, the server answers a 400, a 404 and a 500 alike, with an empty 500.
        request.setHeader("Accept", "*/*");
        try {
            request.setEntity(call.body().entity());
        } catch (IOException | RuntimeException e) {
            throw new AtlosException(Kind.INVALID_INPUT, call.operation(),
                    call + ": the file to upload cannot be read (" + e.getMessage() + "); nothing was sent", e);
        }
        return request;
    }

    /** Where a read goes on: on the same server only, since the token goes with it. */
    private URI redirect(Call call, URI uri, Answer answer) {
        if (answer.status() / 100 != 3 || call.post() || answer.location() == null) {
            return null;
        }
        try {
            URI target = uri.resolve(answer.location());
            return sameServer(uri, target) ? target : null;
        } catch (IllegalArgumentException notAUrl) {
            return null;
        }
    }

    private static boolean sameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
                && ClientSettings.port(one) == ClientSettings.port(other);
    }

    private <T> Attempt<T> understand(Call call, Answer answer, Reader<T> reader) throws IOException {
        int status = answer.status();
        if (status / 100 == 3) {
            return new Attempt.Refused<>(new AtlosException(Kind.UNEXPECTED_ANSWER, call.operation(), status, null, Map.of(),
                    call + ": the server answered with a redirect (status " + status + ") that is not followed, because the token would go along. "
                            + "Set baseUrl to the address where the API itself answers", null));
        }
        if (status == 200 && answer.isJson()) {
            return readJson(call, answer, reader);
        }
        AtlosException reason = status / 100 == 2
                ? new AtlosException(Kind.UNEXPECTED_ANSWER, call.operation(), status, null, Map.of(),
                        call + ": the answer (status " + status + ") is not JSON; is there a proxy in between, and is baseUrl right?", null)
                : refusals.of(call, answer);
        Duration retryAfter = answer.retryAfter();
        if (status == 429 || status == 503 && retryAfter != null) {
            return new Attempt.NotCarriedOut<>(reason, retryAfter);
        }
        return status >= 500 || status / 100 == 2 || status == 408 ? new Attempt.Lost<>(reason) : new Attempt.Refused<>(reason);
    }

    private <T> Attempt<T> readJson(Call call, Answer answer, Reader<T> reader) throws IOException {
        try {
            return new Attempt.Answered<>(reader.read(answer, refusals));
        } catch (AtlosException e) {
            return e.getKind() == Kind.UNEXPECTED_ANSWER ? new Attempt.Lost<>(e) : new Attempt.Refused<>(e);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            return new Attempt.Lost<>(broken(call, e));
        }
    }

    private AtlosException broken(Call call, Throwable e) {
        return new AtlosException(Kind.UNEXPECTED_ANSWER, call.operation(), 200, null, Map.of(), e instanceof JsonProcessingException
                ? call + ": the answer is broken or incomplete JSON"
                : call + ": the answer cannot be read (" + e.getClass().getSimpleName() + ")", settings.token().redact(e));
    }

    /** Leaves a long rest unread, closing the connection; a short one is read, to keep it. */
    private static void drain(ClassicHttpResponse response, Answer answer) {
        if (response.getEntity() == null) {
            return;
        }
        try {
            // Mostly there is none.
            if (answer.body().read() < 0 || answer.body().readNBytes((int) WORTH_DRAINING).length < WORTH_DRAINING) {
                answer.body().close();
            }
        } catch (IOException e) {
            LOG.debug("The rest of an answer could not be read; its connection is not used again", e);
        }
    }

    private <T> Attempt<T> failed(Call call, IOException e) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ": " + e.getMessage();
        AtlosException reason = new AtlosException(Kind.SERVER_ERROR, call.operation(),
                call + ": no answer from " + settings.baseUrl() + " (" + Refusals.shortened(settings.token().redact(what)) + ")",
                settings.token().redact(e));
        return neverConnected(e) ? new Attempt.NotCarriedOut<>(reason, null) : new Attempt.Lost<>(reason);
    }

    private static boolean neverConnected(IOException e) {
        return e instanceof ConnectException || e instanceof ConnectTimeoutException || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException || e instanceof SSLHandshakeException
                || e instanceof ConnectionRequestTimeoutException
                || e instanceof InterruptedIOException && e.getCause() instanceof ConnectTimeoutException;
    }

    ClientSettings settings() {
        return settings;
    }

    int connections() {
        return lease.connection().size();
    }

    /** Threads for what is under way beside; one is refused where there are as many as connections. */
    Executor helpers() {
        return lease.connection().helpers();
    }

    Refusals refusals() {
        return refusals;
    }

    StopSignal signal() {
        return signal;
    }

    Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        lease.close();
    }
}
