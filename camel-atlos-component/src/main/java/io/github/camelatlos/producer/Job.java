package io.github.camelatlos.producer;

import java.util.function.Supplier;

import io.github.camelatlos.writes.Work;

/**
 * What an exchange asks for: checked, and nothing sent yet.
 *
 * @param operation for messages
 * @param record    the lane that only one may be in at a time, or null for a read
 * @param upload    whether it is one of the many that share the connections
 * @param answers   whether the result becomes the body
 * @param work      the part that talks to the server
 */
record Job(String operation, String record, boolean upload, boolean answers, Work work) {

    static Job read(String operation, Supplier<?> read) {
        return new Job(operation, null, false, true, () -> new Work.Step.Done<>(read.get()));
    }
}
