package io.github.camelatlos.producer;

import java.util.function.Supplier;

import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.writes.Writer;
import io.github.camelatlos.writes.Writer.Step;

/**
 * What an exchange asks for: checked, and nothing sent yet.
 *
 * @param operation for messages
 * @param record    the lane that only one may be in at a time, or null for a read
 * @param upload    whether it is one of the many that share the connections
 * @param answers   whether the result becomes the body
 */
record Job(String operation, String record, boolean upload, boolean answers, Work work) {

    /** The part that talks to the server, step by step; between two of them it holds no thread. */
    interface Work {
        Step<?> step() throws Exception;

        /** What to tell if there is to be no further step. */
        RuntimeException givenUp();

        default void close() {
        }
    }

    static Job read(String operation, Supplier<?> read) {
        return new Job(operation, null, false, true, new Work() {
            @Override
            public Step<?> step() {
                return new Step.Done<>(read.get());
            }

            @Override
            public RuntimeException givenUp() {
                return new StopSignal.Stopped();
            }
        });
    }

    static Job write(String operation, String record, boolean answers, Writer<?> writer) {
        return new Job(operation, record, false, answers, new Work() {
            @Override
            public Step<?> step() {
                return writer.step();
            }

            @Override
            public RuntimeException givenUp() {
                return writer.givenUp();
            }
        });
    }
}
