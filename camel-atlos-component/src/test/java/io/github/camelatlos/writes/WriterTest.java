package io.github.camelatlos.writes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.writes.Write.Before;
import io.github.camelatlos.writes.Write.Repeat;
import io.github.camelatlos.writes.Work.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Promises 3 and 5: the table of what a write comes to. Every attempt, every look, whatever may be repeated, and a stop at every place. */
class WriterTest {

    /** Attempt and look, and what it comes to for NEVER, IF_UNDONE, ALWAYS; "again" is sent once more, and then answered and there. */
    private static final String TABLE = """
            answered unverified | -           | done      | done      | done
            answered            | there       | done      | done      | done
            answered            | as before   | UNCERTAIN | again     | again
            answered            | changed     | UNCERTAIN | UNCERTAIN | done
            answered            | unreadable  | UNCERTAIN | UNCERTAIN | UNCERTAIN
            answered            | fails       | UNCERTAIN | UNCERTAIN | UNCERTAIN
            answered            | error       | UNCERTAIN | UNCERTAIN | UNCERTAIN
            lost                | there       | done      | done      | done
            lost                | there late  | done      | done      | done
            lost                | as before   | UNCERTAIN | UNCERTAIN | again
            lost                | changed     | UNCERTAIN | UNCERTAIN | UNCERTAIN
            lost                | unreadable  | UNCERTAIN | UNCERTAIN | UNCERTAIN
            lost                | fails       | UNCERTAIN | UNCERTAIN | UNCERTAIN
            lost                | error       | UNCERTAIN | UNCERTAIN | UNCERTAIN
            cut off             | -           | reason    | reason    | reason
            refused             | -           | reason    | reason    | reason
            not carried out     | -           | reason    | reason    | reason
            not sent            | -           | reason    | reason    | reason
            error               | -           | reason    | reason    | reason
            """;

    /** The second request, after one that was lost or answered and not there; the look comes after it. */
    private static final String IN_DOUBT = """
            answered        | there      | done
            answered        | changed    | done
            answered        | unreadable | UNCERTAIN
            lost            | there      | done
            lost            | as before  | UNCERTAIN
            cut off         | there      | done
            cut off         | changed    | UNCERTAIN
            refused         | there      | done
            refused         | as before  | UNCERTAIN
            not carried out | there      | done
            not carried out | as before  | UNCERTAIN
            not sent        | there      | done
            not sent        | as before  | UNCERTAIN
            error           | as before  | UNCERTAIN
            """;

    /** Time that passes only where somebody waits, and in looks. */
    private final class Clock implements Writer.Time {
        private final List<Duration> pauses = new ArrayList<>();
        private Duration now = Duration.ZERO;

        @Override
        public long nanos() {
            return now.toNanos();
        }

        @Override
        public void pause(Duration duration) {
            checkNotStopped();
            pauses.add(duration);
            now = now.plus(duration);
        }
    }

    private final Clock clock = new Clock();
    private int maxRetries = 1;
    private boolean stopped;

    private void checkNotStopped() {
        if (stopped) {
            throw new StopSignal.Stopped();
        }
    }

    private Writer<String> writer(Scripted write) {
        return writer(write, Duration.ZERO);
    }

    private Writer<String> writer(Scripted write, Duration archiveTimeout) {
        return new Writer<>(clock, maxRetries, write, archiveTimeout, "a route");
    }

    /** What it sends and sees is written down beforehand. */
    private final class Scripted implements Write<String> {
        private final Repeat repeat;
        private final Deque<String> attempts = new ArrayDeque<>();
        /** One for each request; the last one for all after it. */
        private final List<String> looks;
        private Before<String> before = Before.ready();
        private boolean verified = true;
        private int sent;
        private int looked;
        private boolean cutOff;
        private boolean known;

        Scripted(Repeat repeat, String attempts, String looks) {
            this.repeat = repeat;
            this.attempts.addAll(Arrays.asList(attempts.split(", ")));
            this.looks = new ArrayList<>(Arrays.asList(looks.split(", ")));
        }

        @Override
        public Terms terms() {
            return new Terms("the operation", repeat, verified);
        }

        @Override
        public Before<String> before() {
            checkNotStopped();
            return before;
        }

        @Override
        public Attempt<String> send() {
            sent++;
            String what = attempts.remove();
            AtlosException reason = new AtlosException(Kind.SERVER_ERROR, "the operation", 500, what.equals("failed") ? "" : what, Map.of(), what, null);
            cutOff = what.equals("cut off");
            return switch (what) {
                case "answered" -> new Attempt.Answered<>("answer");
                case "answered unverified" -> {
                    verified = false;
                    yield new Attempt.Answered<>("answer");
                }
                case "refused" -> new Attempt.Refused<>(reason);
                case "not carried out" -> new Attempt.NotCarriedOut<>(reason, null);
                case "not sent" -> new Attempt.NotSent<>(reason);
                case "error" -> throw new OutOfMemoryError(what);
                case "stop" -> throw new StopSignal.Stopped();
                case "stop while sending" -> {
                    stopped = true;
                    yield new Attempt.Lost<>(reason);
                }
                default -> new Attempt.Lost<>(reason);
            };
        }

        @Override
        public Look<String> look(boolean answered) {
            looked++;
            checkNotStopped();
            String what = looks.get(Math.min(sent, looks.size()) - 1);
            return switch (what) {
                case "there" -> Look.of(Shown.THERE, "record");
                case "as before, then fails" -> {
                    looks.set(0, "fails");
                    yield Look.of(Shown.AS_BEFORE, "old");
                }
                case "as before, then fails, then there" -> {
                    looks.set(0, "fails, then there");
                    yield Look.of(Shown.AS_BEFORE, "old");
                }
                case "fails, then there" -> {
                    if (looked < 9) {
                        throw new IllegalStateException("a look that fails");
                    }
                    yield Look.of(Shown.THERE, "record");
                }
                case "archiving" -> new Look<>(Shown.THERE, "record", true, null);
                case "there late" -> Look.of(looked < 3 ? Shown.AS_BEFORE : Shown.THERE, "record");
                case "as before" -> Look.of(Shown.AS_BEFORE, "old");
                case "changed" -> Look.of(Shown.CHANGED, "theirs");
                case "unreadable" -> Look.unreadable(null);
                case "error" -> throw new StackOverflowError();
                case "stop" -> {
                    stopped = true;
                    throw new StopSignal.Stopped();
                }
                case "stop after" -> {
                    stopped = true;
                    yield Look.of(Shown.AS_BEFORE, "old");
                }
                default -> throw new IllegalStateException("a look that fails");
            };
        }

        @Override
        public String hint() {
            return "a hint";
        }

        @Override
        public AtlosException refused(AtlosException failure) {
            return known ? failure : null;
        }

        @Override
        public AtlosException notCarriedOut(AtlosException lost) {
            return cutOff ? lost : null;
        }
    }

    private String outcome(Scripted write) {
        try {
            Step.Done<String> done = assertInstanceOf(Step.Done.class, writer(write).step());
            assertTrue(done.record().equals("answer") != write.verified, done.record());
            return "done";
        } catch (StopSignal.Stopped e) {
            return "stopped";
        } catch (AtlosException e) {
            assertEquals("the operation", e.getOperation());
            return e.getKind() == Kind.UNCERTAIN ? "UNCERTAIN" : "reason";
        } catch (Error e) {
            return "reason";
        }
    }

    private static Stream<String[]> rows(String table) {
        return table.lines().map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new));
    }

    static List<Arguments> table() {
        List<Arguments> all = new ArrayList<>();
        rows(TABLE).forEach(row -> {
            for (Repeat repeat : Repeat.values()) {
                all.add(Arguments.of(row[0], row[1], repeat, row[2 + repeat.ordinal()]));
            }
        });
        return all;
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyAttemptAndEveryLookComesToThis(String attempt, String look, Repeat repeat, String expected) {
        boolean again = expected.equals("again");
        Scripted write = new Scripted(repeat, attempt + (again ? ", answered" : ""), look.equals("-") ? "fails" : look);
        if (again) {
            write.looks.add("there");
        }
        assertEquals(again ? "done" : expected, outcome(write));
        assertEquals(again ? 2 : 1, write.sent);
        assertEquals(look.equals("-"), write.looked == 0);
    }

    static List<Arguments> inDoubt() {
        List<Arguments> all = new ArrayList<>();
        for (String first : List.of("lost", "answered")) {
            rows(IN_DOUBT).forEach(row -> all.add(Arguments.of(first, row[0], row[1], row[2])));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("inDoubt")
    void whateverBecomesOfTheSecondTheFirstIsWhatItIs(String first, String second, String look, String expected) {
        Scripted write = new Scripted(Repeat.ALWAYS, first + ", " + second, "as before, " + look);
        assertEquals(expected, outcome(write));
        assertEquals(2, write.sent);
    }

    @ParameterizedTest
    @MethodSource("inDoubt")
    void soItIsForAFileThatWasAnsweredAndUndone(String first, String second, String look, String expected) {
        Scripted write = new Scripted(Repeat.IF_UNDONE, "answered, " + second, "as before, " + look);
        assertEquals(look.equals("changed") ? "UNCERTAIN" : expected, outcome(write));
        assertEquals(2, write.sent);
    }

    @ParameterizedTest
    @MethodSource("table")
    void aStopBeforeTheFirstRequestHasWrittenNothing(String attempt, String look, Repeat repeat, String expected) {
        stopped = true;
        Scripted write = new Scripted(repeat, attempt, look);
        assertEquals("stopped", outcome(write));
        assertEquals(0, write.sent);
        assertEquals("stopped", outcome(new Scripted(repeat, "stop", "fails")));
    }

    static List<Arguments> stops() {
        List<Arguments> all = new ArrayList<>();
        for (Repeat repeat : Repeat.values()) {
            for (String first : List.of("lost", "answered")) {
                all.add(Arguments.of(repeat, first, "stop"));
                all.add(Arguments.of(repeat, first, "stop after"));
            }
            all.add(Arguments.of(repeat, "stop while sending", "there"));
        }
        all.add(Arguments.of(Repeat.ALWAYS, "lost, stop", "as before"));
        all.add(Arguments.of(Repeat.ALWAYS, "answered, stop", "as before"));
        all.add(Arguments.of(Repeat.IF_UNDONE, "answered, stop", "as before"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("stops")
    void aStopAfterARequestLeavesItsFateOpen(Repeat repeat, String attempts, String look) {
        assertEquals("UNCERTAIN", outcome(new Scripted(repeat, attempts, look)));
    }

    @Test
    void aLookLastsThroughTheSettleTimeBeforeAnythingIsSentAgain() {
        Scripted write = new Scripted(Repeat.IF_UNDONE, "answered, answered", "as before, there");
        assertEquals("done", outcome(write));
        assertEquals(List.of(100L, 200L, 400L, 800L, 1600L, 1900L), clock.pauses.subList(0, 6).stream().map(Duration::toMillis).toList());
        assertEquals(8, write.looked);
        Duration last = clock.pauses.get(6);
        assertTrue(last.toMillis() >= 20 && last.toMillis() < 200, last.toString());
        assertEquals(7, clock.pauses.size());
    }

    @Test
    void itIsRepeatedAsOftenAsRetriesAllowAndNeverMoreThanThreeTimes() {
        for (int retries : List.of(0, 1, 3, 9)) {
            maxRetries = retries;
            for (Repeat repeat : List.of(Repeat.IF_UNDONE, Repeat.ALWAYS)) {
                Scripted write = new Scripted(repeat, "answered, answered, answered, answered, answered", "as before");
                assertEquals("UNCERTAIN", outcome(write));
                assertEquals(1 + Math.min(retries, 3), write.sent);
            }
        }
    }

    @Test
    void aLookAtTheBeginningSaysNothingAboutTheEnd() {
        Scripted write = new Scripted(Repeat.ALWAYS, "lost, answered", "x, there");
        write.looks.set(0, "as before, then fails");
        assertEquals("UNCERTAIN", outcome(write));
        assertEquals(1, write.sent);
        assertEquals(List.of(100L, 100L, 100L, 100L, 100L), clock.pauses.subList(6, 11).stream().map(Duration::toMillis).toList());
        assertEquals(11, clock.pauses.size());
    }

    @Test
    void aLastLookThatFailsIsMadeAgain() {
        Scripted write = new Scripted(Repeat.ALWAYS, "lost, answered", "x, there");
        write.looks.set(0, "as before, then fails, then there");
        assertEquals("done", outcome(write));
        assertEquals(1, write.sent);
    }

    @Test
    void whatFailsTwiceInTheSameWayIsNotSentAThirdTime() {
        maxRetries = 9;
        for (boolean known : List.of(true, false)) {
            Scripted write = new Scripted(Repeat.ALWAYS, "failed, lost, failed", "as before");
            write.known = known;
            assertEquals(known ? "reason" : "UNCERTAIN", outcome(write));
            assertEquals(3, write.sent);
        }
        Scripted once = new Scripted(Repeat.ALWAYS, "failed, answered", "as before, there");
        once.known = true;
        assertEquals("done", outcome(once));
    }

    @Test
    void whatFailsTwiceAndIsPerhapsThereIsUncertain() {
        for (String look : List.of("changed", "unreadable", "fails")) {
            Scripted write = new Scripted(Repeat.ALWAYS, "failed, failed", "as before, " + look);
            write.known = true;
            assertEquals("UNCERTAIN", outcome(write));
        }
    }

    @Test
    void theHintIsForWhatAtlosItselfFailsOn() {
        for (String attempt : List.of("failed", "lost", "answered")) {
            AtlosException told = assertThrows(AtlosException.class,
                    () -> writer(new Scripted(Repeat.NEVER, attempt, "as before")).step());
            assertEquals(attempt.equals("failed"), told.getMessage().contains("a hint"), told.getMessage());
        }
    }

    @Test
    void whatWasLostIsToldAndIsNotTheCause() {
        AtlosException told = assertThrows(AtlosException.class,
                () -> writer(new Scripted(Repeat.NEVER, "lost", "as before")).step());
        assertEquals(500, told.getStatus());
        assertEquals("lost", told.getServerText());
        assertSame(null, told.getCause());
    }

    @Test
    void whatIsThereWhileArchivingGoesOnIsLookedAtAgainWhenItEnded() {
        Scripted write = new Scripted(Repeat.ALWAYS, "answered, answered", "archiving, there");
        Writer<String> writer = writer(write, Duration.ofMinutes(1));
        assertInstanceOf(Step.Later.class, writer.step());
        AtlosException told = assertInstanceOf(AtlosException.class, writer.givenUp("no thread"));
        assertEquals(Kind.UNCERTAIN, told.getKind());
        assertTrue(told.getMessage().contains("no thread"), told.getMessage());
        assertInstanceOf(Step.Later.class, writer.step());
        write.looks.set(0, "as before");
        assertInstanceOf(Step.Done.class, writer.step());
        assertEquals(2, write.sent);
    }

    @Test
    void whatIsThereWhileArchivingDoesNotEndIsUncertain() {
        Scripted write = new Scripted(Repeat.ALWAYS, "answered", "archiving");
        assertEquals("UNCERTAIN", outcome(write));
        assertEquals(1, write.sent);
    }

    @Test
    void whatIsThereAlreadyIsNotSent() {
        Scripted write = new Scripted(Repeat.IF_UNDONE, "answered", "there");
        write.before = new Before<>("already", false);
        assertEquals(new Step.Done<>("already"), writer(write).step());
        assertEquals(0, write.sent);
    }

    @Test
    void archivingIsWaitedForEverLongerAndNoLongerThanWanted() {
        Scripted write = new Scripted(Repeat.ALWAYS, "answered", "there");
        write.before = new Before<>(null, true);
        Writer<String> writer = writer(write, Duration.ofSeconds(15));
        for (int seconds : List.of(1, 2, 4, 5, 3)) {
            Step.Later<String> later = assertInstanceOf(Step.Later.class, writer.step());
            assertEquals(Duration.ofSeconds(seconds), later.delay());
            assertInstanceOf(StopSignal.Stopped.class, writer.givenUp("no thread"));
            clock.now = clock.now.plus(later.delay());
        }
        AtlosException told = assertThrows(AtlosException.class, writer::step);
        assertEquals(Kind.NOT_READY, told.getKind());
        assertTrue(told.getMessage().contains("after 15 s") && told.getMessage().contains("Nothing was sent"), told.getMessage());
        assertEquals(0, write.sent);
    }

    @Test
    void whatIsReadyAfterArchivingIsSent() {
        Scripted write = new Scripted(Repeat.ALWAYS, "answered", "there");
        write.before = new Before<>(null, true);
        Writer<String> writer = writer(write, Duration.ofSeconds(15));
        assertInstanceOf(Step.Later.class, writer.step());
        write.before = Before.ready();
        assertEquals(new Step.Done<>("record"), writer.step());
        assertEquals(1, write.sent);
    }

    /** Its archiving may end in the last moment; a look that is not asked to prove anything does not wait for it. */
    @Test
    void whatIsFoundAfterALostAnswerIsOnlyConfirmedWhereItIsToBeProved() {
        Scripted lost = new Scripted(Repeat.NEVER, "lost", "archiving");
        lost.verified = false;
        assertEquals(new Step.Done<>("record"), writer(lost, Duration.ofMinutes(1)).step());
    }

    @Test
    void whyItIsUncertainIsTold() {
        Map<String, String> told = new LinkedHashMap<>();
        for (String look : List.of("as before", "changed", "unreadable", "fails", "error")) {
            told.put(look, assertThrows(AtlosException.class, () -> writer(new Scripted(Repeat.NEVER, "lost", look)).step()).getMessage());
        }
        told.put("twice", assertThrows(AtlosException.class, () -> writer(new Scripted(Repeat.ALWAYS, "lost, lost", "as before")).step()).getMessage());
        told.put("refused", assertThrows(AtlosException.class, () -> writer(new Scripted(Repeat.ALWAYS, "lost, refused", "as before")).step()).getMessage());
        told.put("answered", assertThrows(AtlosException.class, () -> writer(new Scripted(Repeat.NEVER, "answered", "as before")).step()).getMessage());
        Map.of("as before", "not found within 5 s", "changed", "somebody else has written", "unreadable", "proves nothing", "fails", "a look that fails",
                "error", "StackOverflowError", "twice", "sent 2 times", "refused", "sent again, it was refused (refused)",
                "answered", "the server said yes, but it was not found").forEach((what, words) -> assertTrue(told.get(what).contains(words), told.get(what)));
    }
}
