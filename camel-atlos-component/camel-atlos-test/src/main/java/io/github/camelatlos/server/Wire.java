package io.github.camelatlos.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Date;
import org.xnio.IoUtils;
import org.xnio.Options;

/** One request on its connection: reads it, has it carried out, and answers, well or badly. */
public final class Wire {

    private static final int SLICES = 20;

    private final HttpServerExchange exchange;
    private final Request request;
    private final RequestLog.Entry entry;
    private final Front front;
    private Body body;

    Wire(HttpServerExchange exchange, Request request, RequestLog.Entry entry, Front front) {
        this.exchange = exchange;
        this.request = request;
        this.entry = entry;
        this.front = front;
    }

    Body body() throws IOException {
        if (body == null) {
            body = Body.read(exchange, front.uploadLimit());
            entry.body(body);
        }
        return body;
    }

    Answer carryOut() throws IOException {
        Body read = body();
        return front.carryOut(request, read);
    }

    void carryOutLater(Duration later) {
        front.later(later, () -> front.carryOut(request, body));
    }

    void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        }
    }

    void send(Answer answer) throws IOException {
        begin(answer);
        exchange.getOutputStream().write(answer.body());
        exchange.getOutputStream().close();
    }

    void sendSlowly(Answer answer, Duration time) throws IOException {
        begin(answer);
        OutputStream out = exchange.getOutputStream();
        int step = Math.max(1, answer.body().length / SLICES);
        for (int at = 0; at < answer.body().length; at += step) {
            pause(time.dividedBy(SLICES));
            out.write(answer.body(), at, Math.min(step, answer.body().length - at));
            out.flush();
        }
        out.close();
    }

    void sendHalf(Answer answer, boolean reset) throws IOException {
        begin(answer);
        OutputStream out = exchange.getOutputStream();
        out.write(answer.body(), 0, answer.body().length / 2);
        out.flush();
        if (reset) {
            // The reset would overtake what is still on its way.
            pause(Duration.ofMillis(50));
            reset();
        } else {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    void reset() throws IOException {
        exchange.getConnection().setOption(Options.CLOSE_ABORT, true);
        IoUtils.safeClose(exchange.getConnection());
    }

    private void begin(Answer answer) {
        entry.status(answer.status());
        exchange.setStatusCode(answer.status());
        exchange.setResponseContentLength(answer.body().length);
        if (!answer.bare()) {
            header("cache-control", "max-age=0, private, must-revalidate");
            header("date", DateUtils.toDateString(Date.from(front.clock().instant())));
            header("server", "Cowboy");
            String asked = request.header("X-Request-Id");
            header("x-request-id", asked != null && asked.length() >= 20 ? asked : RandomIds.letters(20));
            header("set-cookie", "_platform_key=SFMyNTY." + RandomIds.letters(60) + "; path=/; HttpOnly");
        }
        if (answer.contentType() != null) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(this::header);
    }

    private void header(String name, String value) {
        exchange.getResponseHeaders().put(new HttpString(name), value);
    }
}
