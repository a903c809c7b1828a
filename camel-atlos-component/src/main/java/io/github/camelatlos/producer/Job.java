package io.github.camelatlos.producer;


/**
 * What an exchange asks for: checked, and nothing sent yet.
 *
 * @param operation for messages
 * @param lane      what only one writer may write to at a time, or null for a read
 */
record Job(String operation, String lane, Work work) {

    /** The part that talks to the server. */
    @FunctionalInterface
    interface Work {
        Result run() throws Exception;
    }

    /** What becomes of the exchange. */
    sealed interface Result {

        /** The body stays as it was. */
        record Nothing() implements Result {
        }

        /** A new body, perhaps null, and the headers that go with it. */
        record Body(Object value) implements Result {
        }
    }

    static Job read(String operation, Work work) {
        return new Job(operation, null, work);
    }
}
