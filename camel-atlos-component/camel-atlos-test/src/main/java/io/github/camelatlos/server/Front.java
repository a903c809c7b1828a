package io.github.camelatlos.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The web server's side: limits, the record of what came in, faults; everything else is the {@link Api}'s. */
final class Front implements HttpHandler {

    // Measured: 8,100 bytes pass, 9,000 don't; a header over 4 KB doesn't.
    private static final int LONGEST_REQUEST_LINE = 8_192;
    private static final int LONGEST_HEADER = 4_096;

    private final Api api;
    private final Faults faults;
    private final RequestLog log;
    private final Gate gate;
    private final Clock clock;
    private final ScheduledExecutorService later;
    private final long uploadLimit;

    Front(Api api, Faults faults, RequestLog log, Gate gate, Clock clock, ScheduledExecutorService later, long uploadLimit) {
        this.api = api;
        this.faults = faults;
        this.log = log;
        this.gate = gate;
        this.clock = clock;
        this.later = later;
        this.uploadLimit = uploadLimit;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Request request = request(exchange);
        RequestLog.Entry entry = log.begin(request);
        Wire wire = new Wire(exchange, request, entry, this);
        Optional<Answer> refused = overLimits(request);
        if (refused.isPresent()) {
            wire.send(refused.get().with("connection", "close"));
            return;
        }
        Optional<Fault> fault = faults.pick(request);
        if (fault.isPresent()) {
            fault.get().play(wire);
        } else {
            wire.send(wire.carryOut());
        }
    }

    Answer carryOut(Request request, Body body) {
        gate.pass(request);
        return api.answer(request, body);
    }

    void later(Duration time, Runnable what) {
        later.schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    Clock clock() {
        return clock;
    }

    long uploadLimit() {
        return uploadLimit;
    }

    private static Optional<Answer> overLimits(Request request) {
        int line = request.method().length() + request.path().length() + request.query().length() + 10;
        if (line > LONGEST_REQUEST_LINE) {
            return Optional.of(Answer.empty(414));
        }
        boolean longHeader = request.headers().values().stream().flatMap(List::stream).anyMatch(v -> v.length() > LONGEST_HEADER);
        return longHeader ? Optional.of(Answer.empty(431)) : Optional.empty();
    }

    private static Request request(HttpServerExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(values.getHeaderName().toString().toLowerCase(Locale.ROOT), List.copyOf(values));
        }
        String uri = exchange.getRequestURI();
        // Asked as a proxy, the request line names the host as well.
        String path = exchange.isHostIncludedInRequestURI() ? uri.replaceFirst("^[a-zA-Z]+://[^/]*", "") : uri;
        return new Request(exchange.getRequestMethod().toString(), path, exchange.getQueryString(), headers);
    }
}
