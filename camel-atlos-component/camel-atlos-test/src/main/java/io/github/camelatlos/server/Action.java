package io.github.camelatlos.server;

/** What one route does. */
@FunctionalInterface
interface Action {

    Answer answer(Call call);
}
