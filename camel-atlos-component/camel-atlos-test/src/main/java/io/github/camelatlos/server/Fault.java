package io.github.camelatlos.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Something that goes wrong with one request. */
public sealed interface Fault {

    /** The connection is reset at once; nothing is carried out. */
    Fault RESET = new Reset(false);
    /** Carried out, and the answer is lost in a reset. */
    Fault RESET_AFTER_COMMIT = new Reset(true);
    /** Carried out; reset in the middle of the answer. */
    Fault RESET_MID_BODY = new Cut(true);
    /** Carried out; the connection ends properly, but too early. */
    Fault TRUNCATED_BODY = new Cut(false);
    /** A crash: nothing is carried out. */
    Fault EMPTY_500 = new Replace(Answer.empty(500), false);
    /** A crash after it was carried out. */
    Fault EMPTY_500_AFTER_COMMIT = new Replace(Answer.empty(500), true);
    /** A page for people, with status 200, as from a login wall in between. */
    Fault HTML_200 = new Replace(Answer.html(200, "Welcome"), false);
    /** The error about pagination, with status 200. */
    Fault ERROR_200 = new Replace(Answer.badCursor(), false);

    /** Carried out properly, this much later. */
    static Fault delay(Duration before) {
        return new Delay(before);
    }

    /** Carried out; the body takes this long. */
    static Fault slowBody(Duration time) {
        return new SlowBody(time);
    }

    /** The connection is reset at once, and this much later the request is carried out all the same. */
    static Fault commitsLate(Duration later) {
        return new CommitsLate(later);
    }

    /** An HTML page of a proxy with this status; nothing is carried out. */
    static Fault status(int status) {
        return new Replace(Answer.html(status, "Proxy says " + status), false);
    }

    /** The same, with a header. */
    static Fault status(int status, String header, String value) {
        return new Replace(Answer.html(status, "Proxy says " + status).with(header, value), false);
    }

    /** An answer of your own; nothing is carried out. */
    static Fault answer(int status, String contentType, String body) {
        return new Replace(new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), false), false);
    }

    static Fault tooManyRequests() {
        return status(429);
    }

    static Fault tooManyRequests(Duration retryAfter) {
        return status(429, "Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    static Fault tooManyRequests(Instant until) {
        return status(429, "Retry-After", httpDate(until));
    }

    static Fault badGateway() {
        return status(502);
    }

    static Fault unavailable() {
        return status(503);
    }

    static Fault unavailable(Duration retryAfter) {
        return status(503, "Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    static Fault unavailable(Instant until) {
        return status(503, "Retry-After", httpDate(until));
    }

    static Fault redirect(String url) {
        return redirect(302, url);
    }

    static Fault redirect(int status, String url) {
        return status(status, "Location", url);
    }

    private static String httpDate(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).format(instant.atOffset(ZoneOffset.UTC));
    }

    /** Plays it on one request. */
    void play(Wire wire) throws IOException;

    record Reset(boolean afterCommit) implements Fault {
        @Override
        public void play(Wire wire) throws IOException {
            if (afterCommit) {
                wire.carryOut();
            }
            wire.reset();
        }
    }

    record Cut(boolean reset) implements Fault {
        @Override
        public void play(Wire wire) throws IOException {
            wire.sendHalf(wire.carryOut(), reset);
        }
    }

    record Replace(Answer instead, boolean afterCommit) implements Fault {
        @Override
        public void play(Wire wire) throws IOException {
            if (afterCommit) {
                wire.carryOut();
            } else {
                wire.body();
            }
            wire.send(instead);
        }
    }

    record Delay(Duration before) implements Fault {
        @Override
        public void play(Wire wire) throws IOException {
            wire.pause(before);
            wire.send(wire.carryOut());
        }
    }

    record SlowBody(Duration time) implements Fault {
        @Override
        public void play(Wire wire) throws IOException {
            wire.sendSlowly(wire.carryOut(), time);
        }
    }

    record CommitsLate(Duration later) implements Fault {
        @Override
        public void play(Wire wire) throws IOException {
            wire.body();
            wire.reset();
            wire.carryOutLater(later);
        }
    }
}
