package io.github.camelatlos.writes;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.writes.Write.Before;
import io.github.camelatlos.writes.Write.Look;
import io.github.camelatlos.writes.Write.Repeat;
import io.github.camelatlos.writes.Write.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one write. Once a request went out whose fate is open, it ends in one of two ways: a look proves that it is there, or it
 * is told as uncertain; whatever goes wrong later, an Error and a stop too, changes nothing about what that request did.
 */
public final class Writer<R> implements Work {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** How long a request whose answer was lost may still be running, and a read-back be of an older copy. */
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_REPETITIONS = 3;
    /** Once may be bad luck (measured: while others add to the same incident); what fails twice in the same way fails always. */
    private static final int MOST_FAILURES = 2;
    private static final int MOST_LAST_LOOKS = 5;

    private final Time time;
    private final Write<R> write;
    private final String operation;
    private final String who;
    private final Duration archiveTimeout;
    private final int repetitions;
    private int sent;
    private int failures;
    private boolean inDoubt;
    private boolean answered;
    private boolean confirming;
    private AtlosException lost;
    private Duration wait;
    private long waitUntil;

    /** @param who what log lines begin with */
    public Writer(AtlosClient client, Write<R> write, Duration archiveTimeout, String who) {
        this(new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration duration) {
                client.pause(duration);
            }
        }, client.settings().maxRetries(), write, archiveTimeout, who);
    }

    Writer(Time time, int maxRetries, Write<R> write, Duration archiveTimeout, String who) {
        this.time = time;
        this.write = write;
        this.operation = write.terms().operation();
        this.who = who;
        this.archiveTimeout = archiveTimeout;
        this.repetitions = Math.min(maxRetries, MOST_REPETITIONS);
    }

    /** What it waits by. */
    interface Time {
        long nanos();

        /** @throws StopSignal.Stopped if a stop comes before it is over */
        void pause(Duration duration);
    }

    @Override
    public Step<R> step() {
        if (confirming) {
            Step<R> step = judge(settle(), null);
            return step == null ? carryOut() : step;
        }
        Before<R> before = write.before();
        if (before.there() != null) {
            LOG.info("{}: it is there already; nothing was sent", who);
            return new Step.Done<>(before.there());
        }
        return before.archiving() ? later(() -> new AtlosException(Kind.NOT_READY, operation, operation + ": Atlos is still archiving this "
                + "source material after " + archiveTimeout.toSeconds() + " s, and what is written meanwhile is erased when that ends. Nothing was sent. "
                + "Write to it later, or raise archiveTimeout")) : carryOut();
    }

    @Override
    public RuntimeException givenUp(String why) {
        return inDoubt ? uncertain(why) : new StopSignal.Stopped();
    }

    @Override
    public void close() {
        write.close();
    }

    private Step<R> carryOut() {
        Step<R> step = null;
        while (step == null) {
            Attempt<R> attempt = send();
            sent++;
            AtlosException refusal = null;
            answered = false;
            if (attempt instanceof Attempt.Answered<R> yes) {
                if (!write.terms().verified()) {
                    return new Step.Done<>(yes.value());
                }
                answered = true;
                inDoubt = true;
            } else if (attempt instanceof Attempt.Lost<R> gone) {
                AtlosException proof = inDoubt ? null : write.notCarriedOut(gone.reason());
                if (proof != null) {
                    throw proof;
                }
                lost = gone.reason();
                failures += Uncertain.isFailure(lost) ? 1 : 0;
                inDoubt = true;
            } else {
                refusal = reason(attempt);
                if (!inDoubt) {
                    throw refusal;
                }
            }
            step = judge(settle(), refusal);
        }
        return step;
    }

    /** The next step, or null to send again. */
    private Step<R> judge(Look<R> look, AtlosException refusal) {
        confirming = false;
        if (look.shown() == Shown.THERE) {
            if (look.archiving() && write.terms().verified()) {
                confirming = true;
                return later(() -> uncertain("it is there, but Atlos is still archiving this source material, and what was written meanwhile is erased "
                        + "when that ends"));
            } else if (!answered) {
                LOG.info("{}: the answer was lost, but what was written is there", who);
            }
            return new Step.Done<>(look.record());
        } else if (look.shown() == Shown.CHANGED && answered && write.terms().repeat() == Repeat.ALWAYS) {
            LOG.warn("{}: answered with yes, but another value is there by now. It is taken for somebody's later edit and left alone", who);
            return new Step.Done<>(look.record());
        } else if (refusal != null) {
            throw uncertain("sent again, it was refused (" + refusal.getMessage() + ")");
        } else if (look.shown() != Shown.AS_BEFORE || !mayRepeat() || sent > repetitions) {
            throw uncertain(undecided(look));
        } else if (failures >= MOST_FAILURES) {
            AtlosException told = write.refused(lost);
            throw told != null ? told : uncertain(undecided(look));
        }
        LOG.info("{}: {}, and it is not there, so it is sent again", who, answered ? "answered with yes" : "the answer was lost");
        // Not in step with the other writer.
        pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 200)));
        return null;
    }

    private boolean mayRepeat() {
        return write.terms().repeat() == Repeat.ALWAYS || write.terms().repeat() == Repeat.IF_UNDONE && answered;
    }

    /** An {@link Error} before anything goes out is one of the things that may go wrong at the second time. */
    private Attempt<R> send() {
        try {
            return write.send();
        } catch (StopSignal.Stopped e) {
            throw givenUp(Work.STOPPED);
        } catch (RuntimeException | Error e) {
            if (inDoubt) {
                throw uncertain("sent again, it failed (" + e + ")");
            }
            throw e;
        }
    }

    private static AtlosException reason(Attempt<?> attempt) {
        if (attempt instanceof Attempt.Refused<?> refused) {
            return refused.reason();
        } else if (attempt instanceof Attempt.NotSent<?> notSent) {
            return notSent.reason();
        }
        return ((Attempt.NotCarriedOut<?>) attempt).reason();
    }

    /**
     * Looks until it is there, or the settle time is over; then the last look counts. That it was not there a moment after the request says nothing
     * about the end of that time: so where a look has no retries behind it, and it fails then, it is made again.
     */
    private Look<R> settle() {
        long end = time.nanos() + SETTLE.toNanos();
        int again = answered ? 0 : MOST_LAST_LOOKS;
        for (Duration pause = FIRST_PAUSE;; pause = pause.multipliedBy(2)) {
            Look<R> look = look();
            long left = end - time.nanos();
            boolean failed = look.shown() == Shown.UNREADABLE && look.trouble() != null;
            if (look.shown() == Shown.THERE || left <= 0 && (!failed || again-- == 0)) {
                return look;
            }
            pause(left > 0 ? Duration.ofNanos(Math.min(pause.toNanos(), left)) : FIRST_PAUSE);
        }
    }

    private Look<R> look() {
        try {
            return write.look(answered);
        } catch (StopSignal.Stopped e) {
            throw givenUp(Work.STOPPED);
        } catch (RuntimeException | Error unreadable) {
            LOG.debug("{}: a look at what became of it failed", who, unreadable);
            return Look.unreadable(unreadable.getMessage() == null ? unreadable.toString() : unreadable.getMessage());
        }
    }

    private void pause(Duration duration) {
        try {
            time.pause(duration);
        } catch (StopSignal.Stopped e) {
            throw givenUp(Work.STOPPED);
        }
    }

    private Step<R> later(Supplier<AtlosException> tooLate) {
        long now = time.nanos();
        if (wait == null) {
            wait = FIRST_WAIT;
            waitUntil = now + archiveTimeout.toNanos();
        }
        if (waitUntil - now <= 0) {
            throw tooLate.get();
        }
        Duration delay = Duration.ofNanos(Math.min(wait.toNanos(), waitUntil - now));
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        return new Step.Later<>(delay);
    }

    private String undecided(Look<R> look) {
        return switch (look.shown()) {
            case UNREADABLE -> look.trouble() == null ? "what was there before could not be read, so that what is there now proves nothing"
                    : "it could not be looked for: " + look.trouble();
            case CHANGED -> "neither what was sent nor what was there before is there now, so somebody else has written";
            default -> mayRepeat() ? "sent " + sent + " times, it is still not there" : "it was not found within " + SETTLE.toSeconds() + " s";
        };
    }

    private AtlosException uncertain(String what) {
        return Uncertain.of(operation, lost == null ? "the server said yes, but " + what : what, lost, write.hint());
    }
}
