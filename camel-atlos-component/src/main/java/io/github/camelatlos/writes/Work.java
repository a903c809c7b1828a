package io.github.camelatlos.writes;

import java.time.Duration;

import io.github.camelatlos.client.StopSignal;

/** What is done step by step; between two steps it holds no thread. */
@FunctionalInterface
public interface Work {

    String STOPPED = "the route stopped";

    /** How far it came. */
    sealed interface Step<R> {

        /** It is done. */
        record Done<R>(R record) implements Step<R> {
        }

        /** To be called again after that time; nobody else may write to the record meanwhile, whose archiving would erase that too. */
        record Later<R>(Duration delay) implements Step<R> {
        }
    }

    /** @throws StopSignal.Stopped if nothing was sent, and the client was told to stop */
    Step<?> step();

    /** What to tell if there is to be no further step, and why there is none. */
    default RuntimeException givenUp(String why) {
        return new StopSignal.Stopped();
    }

    /** Frees what it holds, once there is no further step. */
    default void close() {
    }
}
