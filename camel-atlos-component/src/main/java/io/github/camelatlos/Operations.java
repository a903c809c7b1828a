package io.github.camelatlos;

/** What a producer can do with one resource. */
interface Operations {

    /**
     * Checks what the exchange asks for.
     *
     * @throws AtlosException of kind INVALID_INPUT or TOO_LARGE if Atlos would not take it
     */
    Job job(AtlosOperation operation, Inputs in) throws Exception;
}
