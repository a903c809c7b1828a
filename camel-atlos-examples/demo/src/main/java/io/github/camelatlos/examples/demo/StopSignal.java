package io.github.camelatlos.examples.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Ctrl-C as a wish, not as an end: the demo runs inside Maven's process, and only so can it sum up and still exit with 0.
 * The second one asks for no more waiting, the third ends the process.
 */
final class StopSignal {

    private static final int INTERRUPTED = 130;

    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);

    static StopSignal onInterrupt() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] { "INT", "TERM" }) {
            Signal.handle(new Signal(name), signal -> {
                if (stop.isUrgent()) {
                    Runtime.getRuntime().halt(INTERRUPTED);
                }
                stop.give();
            });
        }
        return stop;
    }

    synchronized void give() {
        if (first.getCount() == 0) {
            second.countDown();
        }
        first.countDown();
    }

    boolean isUrgent() {
        return second.getCount() == 0;
    }

    /** Whether it was given within this time. */
    boolean await(Duration time) {
        return await(first, time);
    }

    /** Whether it was given twice within this time. */
    boolean awaitUrgent(Duration time) {
        return await(second, time);
    }

    private static boolean await(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
