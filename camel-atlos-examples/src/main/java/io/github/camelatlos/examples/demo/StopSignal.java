package io.github.camelatlos.examples.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Ctrl-C as a wish, not as an end: the demo runs inside Maven's process, and only so can it sum up and still exit with 0.
 * The second one ends the process at once.
 */
final class StopSignal {

    private static final int INTERRUPTED = 130;

    private final CountDownLatch stopped = new CountDownLatch(1);

    static StopSignal onInterrupt() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] { "INT", "TERM" }) {
            Signal.handle(new Signal(name), signal -> {
                if (stop.isGiven()) {
                    Runtime.getRuntime().halt(INTERRUPTED);
                }
                stop.give();
            });
        }
        return stop;
    }

    void give() {
        stopped.countDown();
    }

    boolean isGiven() {
        return stopped.getCount() == 0;
    }

    /** Whether it was given within this time. */
    boolean await(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
