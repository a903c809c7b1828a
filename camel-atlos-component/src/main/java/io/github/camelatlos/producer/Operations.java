package io.github.camelatlos.producer;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosOperation;

/** What a producer can do with one resource. */
interface Operations {

    /**
     * Checks what the exchange asks for.
     *
     * @throws AtlosException of kind INVALID_INPUT or TOO_LARGE if Atlos would not take it
     */
    Job job(AtlosOperation operation, Inputs in) throws Exception;
}
